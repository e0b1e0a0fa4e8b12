package io.nacre.internal.compile;

import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Variable;
import io.nacre.internal.run.Frame;
import io.nacre.internal.run.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives every array a place in memory. Arrays that are never needed in the same stage may share one; variables and
 * tables have storage of their own.
 */
final class Placement {
    private static final int ALIGNMENT = 16;

    private final Map<Node, Place> places = new IdentityHashMap<>();
    private final Map<Variable, Integer> variables = new IdentityHashMap<>();
    private final List<float[]> storages = new ArrayList<>();
    private int memory;

    /** An array that is needed from one stage to another. */
    private record Block(Node node, int size, int first, int last) {}

    Placement(Schedule schedule, Uses uses, Program program, int capacity) {
        schedule.inPlace().forEach((node, variable) -> places.put(node, new Place(storage(variable), 0)));
        int end = schedule.tasks().stream().mapToInt(task -> task.stage).max().orElse(0) + 1;
        for (Task task : schedule.tasks()) {
            if (task.isPrivate) {
                places.put(task.writes.getFirst(), Place.BLOCK);
            }
        }
        Map<Node, int[]> lives = new IdentityHashMap<>();
        for (Task task : schedule.tasks()) {
            live(lives, task, task.stage);
            if (task.epilogue != null) {
                live(lives, task.epilogue, task.stage);
            }
        }
        for (Node node : uses.order()) {
            if (node.op() instanceof Op.Input) {
                lives.computeIfAbsent(node, n -> new int[] {0, 0})[0] = 0;
            }
        }
        program.results().stream().map(Tasks::root).forEach(node -> {
            if (lives.containsKey(node)) {
                lives.get(node)[1] = end;
            }
        });
        List<Block> blocks = new ArrayList<>();
        lives.forEach((node, life) -> {
            switch (node.op()) {
                case Op.Read(Variable variable) -> places.put(node, new Place(storage(variable), 0));
                case Op.Table(List<Double> values) -> places.put(node, new Place(table(values), 0));
                default -> {
                    if (!places.containsKey(node)) {
                        int size = Sizes.count(node.shape()).at(capacity);
                        blocks.add(new Block(node, (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT, life[0], life[1]));
                    }
                }
            }
        });
        Map<Node, Integer> position = new IdentityHashMap<>();
        uses.order().forEach(node -> position.put(node, position.size()));
        schedule.tasks().forEach(task -> task.writes.forEach(node -> position.putIfAbsent(node, position.size())));
        blocks.sort(
                Comparator.<Block>comparingInt(block -> -block.size).thenComparing(block -> position.get(block.node)));
        placeAll(blocks);
    }

    private static void live(Map<Node, int[]> lives, Task task, int stage) {
        task.writes.forEach(node -> extend(lives, node, stage));
        task.reads.forEach(read -> extend(lives, read.root(), stage));
    }

    private static void extend(Map<Node, int[]> lives, Node node, int stage) {
        int[] life = lives.computeIfAbsent(node, n -> new int[] {stage, stage});
        life[0] = Math.min(life[0], stage);
        life[1] = Math.max(life[1], stage);
    }

    /** Each at the lowest place that is free in all of its stages. */
    private void placeAll(List<Block> blocks) {
        Shelf shelf = new Shelf(blocks.size());
        for (Block block : blocks) {
            places.put(block.node, Place.memory(shelf.put(block.size, block.first, block.last)));
        }
        memory = shelf.height();
    }

    private int storage(Variable variable) {
        return variables.computeIfAbsent(variable, v -> {
            storages.add(v.storage());
            return storages.size();
        });
    }

    private int table(List<Double> values) {
        float[] storage = new float[values.size() + Frame.SLACK];
        for (int i = 0; i < values.size(); i++) {
            storage[i] = values.get(i).floatValue();
        }
        storages.add(storage);
        return storages.size();
    }

    /** Where a node's numbers are. */
    Place of(Node node) {
        Node root = Tasks.root(node);
        Place place = places.get(root);
        if (place == null) {
            throw new IllegalStateException("no place for " + root);
        }
        return place;
    }

    boolean has(Node node) {
        return places.containsKey(Tasks.root(node));
    }

    Place of(Variable variable) {
        return new Place(storage(variable), 0);
    }

    /** Floats of memory in all. */
    int memory() {
        return memory;
    }

    List<float[]> storages() {
        return storages;
    }
}
