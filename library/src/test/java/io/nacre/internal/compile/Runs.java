package io.nacre.internal.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Traversal;
import io.nacre.graph.Variable;
import io.nacre.internal.kernel.ChainsAtOnce;
import io.nacre.internal.reference.Reference;
import io.nacre.internal.run.Frame;
import io.nacre.internal.run.Place;
import io.nacre.internal.run.Plan;
import io.nacre.internal.run.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Runs a program through the compiler and the fast executor, and holds the results against the reference. */
final class Runs {
    private Runs() {}

    /** The outputs, then the new values of the variables, whose old values are put back. */
    static List<float[]> fast(Program program, int capacity, int batch, int threads, Map<String, float[]> inputs) {
        Plan plan = Compiler.compile(program, capacity);
        Frame frame = plan.frame(7, threads);
        inputs.forEach((name, values) -> {
            if (plan.hasInput(name)) {
                Place place = plan.input(name);
                System.arraycopy(values, 0, frame.array(place), place.offset(), values.length);
            }
        });
        Map<Variable, float[]> old = new LinkedHashMap<>();
        program.assignments().keySet().forEach(variable -> old.put(variable, variable.values()));
        frame.begin(batch, 3);
        Workers.of(threads).run(plan, frame);
        List<float[]> results = new ArrayList<>();
        for (int i = 0; i < program.outputs().size(); i++) {
            Place place = plan.output(i);
            int count = (int) program.outputs().get(i).shape().count(batch);
            results.add(Arrays.copyOfRange(frame.array(place), place.offset(), place.offset() + count));
        }
        old.forEach((variable, values) -> {
            results.add(variable.values());
            variable.assign(values);
        });
        return results;
    }

    static List<double[]> reference(Program program, int batch, Map<String, float[]> inputs) {
        Reference reference = Reference.of(batch).withSeed(7).withStep(3);
        for (var input : inputs.entrySet()) {
            reference = reference.withInput(input.getKey(), doubles(input.getValue()));
        }
        return reference.values(program.results());
    }

    /** Fails unless fast and reference agree, and all numbers of threads and capacities give the same bits. */
    static void assertEqualRuns(
            String what, Program program, int batch, Map<String, float[]> inputs, double tolerance) {
        List<double[]> expected = reference(program, batch, inputs);
        List<float[]> single = fast(program, batch, batch, 1, inputs);
        for (int i = 0; i < expected.size(); i++) {
            assertClose(what + ", result " + i, expected.get(i), single.get(i), tolerance);
        }
        for (int threads : new int[] {2, 4}) {
            List<float[]> more = fast(program, batch + 5, batch, threads, inputs);
            for (int i = 0; i < single.size(); i++) {
                assertTrue(
                        Arrays.equals(single.get(i), more.get(i)),
                        what + ", result " + i + " differs with " + threads + " threads");
            }
        }
        int _ = ChainsAtOnce.make();
        List<float[]> chained = fast(program, batch, batch, 2, inputs);
        for (int i = 0; i < single.size(); i++) {
            assertTrue(
                    Arrays.equals(single.get(i), chained.get(i)),
                    what + ", result " + i + " differs with code for chains");
        }
    }

    static void assertClose(String what, double[] expected, float[] actual, double tolerance) {
        assertEquals(expected.length, actual.length, what + ": number of elements");
        double scale = 1e-30;
        for (double e : expected) {
            if (Double.isFinite(e)) {
                scale = Math.max(scale, Math.abs(e));
            }
        }
        for (int i = 0; i < expected.length; i++) {
            if (Double.isNaN(expected[i]) || Double.isInfinite(expected[i])) {
                assertEquals((float) expected[i], actual[i], what + "[" + i + "]");
            } else {
                double error = Math.abs(expected[i] - actual[i]) / scale;
                assertTrue(
                        error <= tolerance,
                        what + "[" + i + "]: expected " + expected[i] + ", was " + actual[i] + ", relative " + error);
            }
        }
    }

    static Map<String, float[]> inputsOf(Program program, int batch, RandomGenerator random) {
        Map<String, float[]> inputs = new HashMap<>();
        for (Node node : Traversal.order(program.results())) {
            if (node.op() instanceof Op.Input(String name)) {
                float[] values = new float[(int) node.shape().count(batch)];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) random.nextGaussian();
                }
                inputs.put(name, values);
            }
        }
        return inputs;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
