package io.nacre.parity;

import io.nacre.data.Tensor;
import io.nacre.graph.Node;
import io.nacre.graph.Variable;
import io.nacre.internal.compile.Compiler;
import io.nacre.internal.compile.Program;
import io.nacre.internal.reference.Reference;
import io.nacre.internal.run.Frame;
import io.nacre.internal.run.Place;
import io.nacre.internal.run.Plan;
import io.nacre.internal.run.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Computes nodes with both executors: in float32 as a model does, and in float64 as the specification says. */
final class Evaluation {
    private Evaluation() {}

    /** The nodes' numbers from the fast executor. */
    static List<float[]> fast(List<Node> nodes, int batch, Map<String, Tensor> inputs) {
        Plan plan = Compiler.compile(new Program(nodes, Map.of()), batch);
        Frame frame = plan.frame(7, 1);
        inputs.forEach((name, tensor) -> {
            if (plan.hasInput(name)) {
                Place place = plan.input(name);
                System.arraycopy(tensor.values(), 0, frame.array(place), place.offset(), tensor.count());
            }
        });
        frame.begin(batch, 0);
        Workers.of(1).run(plan, frame);
        List<float[]> results = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Place place = plan.output(i);
            int count = (int) nodes.get(i).shape().count(batch);
            results.add(Arrays.copyOfRange(frame.array(place), place.offset(), place.offset() + count));
        }
        return results;
    }

    /** The nodes' numbers from the reference, rounded to float32. */
    static List<float[]> reference(List<Node> nodes, int batch, Map<String, Tensor> inputs) {
        Reference run = Reference.of(batch).withSeed(7);
        for (var input : inputs.entrySet()) {
            run = run.withInput(input.getKey(), doubles(input.getValue().values()));
        }
        return run.values(nodes).stream().map(Evaluation::floats).toList();
    }

    /** Gives a variable its numbers. */
    static void assign(Node read, float[] values) {
        if (read.op() instanceof io.nacre.graph.Op.Read(Variable variable)) {
            variable.assign(values);
        }
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
