package io.nacre.internal.compile;

import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.internal.run.Instruction;
import io.nacre.internal.run.Place;
import io.nacre.internal.run.Plan;
import io.nacre.internal.run.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** From a program to a plan: simplify, fuse, order into stages, place in memory, emit. */
public final class Compiler {
    private Compiler() {}

    /**
     * Compiles a program.
     *
     * @param capacity the largest batch that the plan has to run
     */
    public static Plan compile(Program program, int capacity) {
        Program simple = Simplifier.simplify(BatchSums.rewrite(Simplifier.simplify(program)));
        LargeProducts large = new LargeProducts(capacity);
        Uses uses = new Uses(simple);
        uses.absorbTransposes(large);
        Fusion fusion = new Fusion(uses);
        Blocks blocks = new Blocks(uses, capacity);
        Tasks tasks = new Tasks(uses, fusion, new Parts(simple, capacity), large, blocks);
        Schedule schedule = new Schedule(tasks, simple, large);
        Placement placement = new Placement(schedule, uses, simple, capacity);
        Emitter emitter = new Emitter(uses, blocks, placement);

        TreeMap<Integer, List<Instruction>> stages = new TreeMap<>();
        for (Task task : schedule.tasks()) {
            stages.computeIfAbsent(task.stage, s -> new ArrayList<>()).add(emitter.emit(task));
        }
        List<Instruction> copies = new ArrayList<>();
        schedule.copied().forEach((variable, value) -> copies.add(emitter.copy(value, variable)));
        if (!copies.isEmpty()) {
            stages.put(stages.isEmpty() ? 0 : stages.lastKey() + 1, copies);
        }
        Map<String, Place> inputs = new HashMap<>();
        for (Node node : uses.order()) {
            if (node.op() instanceof Op.Input(String name)) {
                inputs.put(name, placement.of(node));
            }
        }
        List<Place> outputs = simple.outputs().stream().map(placement::of).toList();
        return new Plan(
                capacity,
                placement.memory(),
                placement.storages(),
                stages.values().stream().map(Stage::new).toList(),
                inputs,
                outputs,
                emitter.streams());
    }
}
