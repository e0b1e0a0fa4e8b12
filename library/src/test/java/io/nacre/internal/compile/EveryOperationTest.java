package io.nacre.internal.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.nacre.file.WeightFormat;
import io.nacre.graph.EveryOperation;
import io.nacre.graph.Gradients;
import io.nacre.graph.Interval;
import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Shape;
import io.nacre.graph.Traversal;
import io.nacre.internal.onnx.OnnxExport;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every operation must go through: both executors, its gradient, simplification, threads, intervals and ONNX. */
class EveryOperationTest {
    private static final int[] BATCHES = {1, 7, 33};

    private final SplittableRandom random = new SplittableRandom(11);

    @Test
    void noOperationIsForgotten() {
        Set<Class<?>> used = new HashSet<>();
        Traversal.order(EveryOperation.uses())
                .forEach(node -> used.add(node.op().getClass()));
        assertEquals(EveryOperation.all(), used);
    }

    @ParameterizedTest
    @MethodSource("io.nacre.graph.EveryOperation#uses")
    void bothExecutorsAgreeAtAnyNumberOfThreads(Node node) {
        Program program = new Program(withGradients(node), Map.of());
        for (int batch : BATCHES) {
            Runs.assertEqualRuns("batch of " + batch, program, batch, Runs.inputsOf(program, batch, random), 2e-5);
        }
    }

    @ParameterizedTest
    @MethodSource("io.nacre.graph.EveryOperation#uses")
    void numbersLieWhereTheIntervalSays(Node node) {
        Interval interval = Interval.of(node);
        Program program = new Program(List.of(node), Map.of());
        for (double number :
                Runs.reference(program, 7, Runs.inputsOf(program, 7, random)).getFirst()) {
            assertTrue(number >= interval.low() && number <= interval.high(), number + " is not in " + interval);
        }
    }

    /** Of models, whose inputs begin with the axis of the batch. */
    @ParameterizedTest
    @MethodSource("io.nacre.graph.EveryOperation#uses")
    void onnxRuntimeAgreesOrTheExportNamesWhatItRefuses(Node node) throws OrtException {
        Shape first = inputs(node).getFirst().shape();
        assumeTrue(!node.shape().dependsOnBatch() || (first.rank() > 0 && first.size(0) == Shape.BATCH));
        Program program = new Program(List.of(node), Map.of());
        byte[] file;
        try {
            file = exported(node);
        } catch (IllegalArgumentException e) {
            assertTrue(refused(node), e.getMessage());
            return;
        }
        for (int batch : BATCHES) {
            Map<String, float[]> inputs = Runs.inputsOf(program, batch, random);
            double[] expected = Runs.reference(program, batch, inputs).getFirst();
            Runs.assertClose("batch of " + batch, expected, run(file, program, batch, inputs), 2e-5);
        }
    }

    private static List<Node> withGradients(Node node) {
        List<Node> results = new ArrayList<>(List.of(node));
        Node loss = node.square().sum();
        for (Node input : inputs(node)) {
            loss = loss.plus(input.square().sum());
        }
        results.addAll(Gradients.of(loss, inputs(node)));
        return results;
    }

    private static List<Node> inputs(Node node) {
        return Traversal.order(List.of(node)).stream()
                .filter(input -> input.op() instanceof Op.Input)
                .toList();
    }

    /** Random numbers differ from run to run. */
    private static boolean refused(Node node) {
        return Traversal.order(List.of(node)).stream().anyMatch(used -> used.op() instanceof Op.Uniform);
    }

    private static byte[] exported(Node node) {
        List<OnnxExport.Input> inputs = inputs(node).stream()
                .map(input -> new OnnxExport.Input(name(input), name(input), input.shape()))
                .distinct()
                .toList();
        OnnxExport.Weights weights = new OnnxExport.Weights(Map.of(), Set.of(), WeightFormat.FLOAT32, Map.of());
        return OnnxExport.bytes("operation", inputs, weights, Map.of("result", node), Map.of());
    }

    private static String name(Node input) {
        return ((Op.Input) input.op()).name();
    }

    private static float[] run(byte[] file, Program program, int batch, Map<String, float[]> inputs)
            throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> given = new HashMap<>();
        for (Node input : inputs(program.outputs().getFirst())) {
            long[] sizes = IntStream.of(input.shape().sizes())
                    .mapToLong(size -> size < 0 ? -size * (long) batch : size)
                    .toArray();
            given.put(
                    name(input),
                    OnnxTensor.createTensor(environment, FloatBuffer.wrap(inputs.get(name(input))), sizes));
        }
        try (OrtSession session = environment.createSession(file, new OrtSession.SessionOptions());
                OrtSession.Result result = session.run(given)) {
            FloatBuffer numbers = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] values = new float[numbers.remaining()];
            numbers.get(values);
            return values;
        } finally {
            given.values().forEach(OnnxTensor::close);
        }
    }
}
