package io.nacre;

import static io.nacre.activation.Activations.custom;
import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.input;
import static io.nacre.layer.Layers.mcDropout;
import static io.nacre.layer.Layers.reshape;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.graph.Shape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictorTest {
    private static final int SAMPLES = 64;
    private static final Tensor X = samples();

    private static Tensor samples() {
        SplittableRandom random = new SplittableRandom(2);
        float[] values = new float[SAMPLES * 12];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, SAMPLES, 3, 4);
    }

    private static float[] sample(int i) {
        return Arrays.copyOfRange(X.values(), 12 * i, 12 * i + 12);
    }

    private static Sequential trained() {
        Sequential model = Sequential.of(
                input(3, 4),
                flatten(),
                batchNormalization(),
                dense(40, relu()),
                dropout(0.3),
                dense(30),
                batchNormalization(),
                dense(5, softmax()));
        model.compile(sgd(0.05).withMomentum(0.9), sparseCategoricalCrossentropy());
        float[] labels = new float[SAMPLES];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 5;
        }
        model.fit(Dataset.of(X, Tensor.of(labels)), Fit.epochs(5));
        return model;
    }

    private static void assertAnswers(Model model, Predictor predictor) {
        float[] expected = model.predict(X).values();
        for (int i = 0; i < SAMPLES; i++) {
            float[] right = Arrays.copyOfRange(expected, 5 * i, 5 * i + 5);
            assertArrayEquals(right, predictor.predict(sample(i)), 1e-6f);
        }
    }

    @Test
    void itAnswersAsTheModelDidWhateverBecomesOfThat(@TempDir Path folder) {
        Sequential model = trained();
        Path keras = folder.resolve("model.keras");
        model.save(keras);
        Path onnx = folder.resolve("model.onnx");
        model.exportOnnx(onnx);
        Predictor predictor = Predictor.of(model);
        assertEquals(Shape.of(3, 4), predictor.inputShape());
        assertEquals(Shape.of(5), predictor.outputShape());
        assertEquals(12, predictor.inputLength());
        assertEquals(5, predictor.outputLength());
        assertAnswers(model, predictor);
        assertAnswers(model, Predictor.load(keras));
        assertAnswers(model, Predictor.load(onnx));
        float[] before = predictor.predict(sample(0));
        Map<String, float[]> zeros = model.weightValues();
        zeros.replaceAll((path, values) -> new float[values.length]);
        model.assignWeights(zeros);
        assertArrayEquals(before, predictor.predict(sample(0)));
    }

    @Test
    void manyThreadsGetTheSameAnswersAtOnce() throws Exception {
        Predictor predictor = Predictor.of(trained());
        List<float[]> expected = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            expected.add(predictor.predict(sample(i)));
        }
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int call = 0; call < 200; call++) {
            int first = call;
            calls.add(() -> {
                float[] answer = new float[5];
                for (int i = 0; i < 500; i++) {
                    int sample = (first + i) % SAMPLES;
                    predictor.predict(sample(sample), answer);
                    assertArrayEquals(expected.get(sample), answer);
                }
                return true;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(9);
                ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> done = new ArrayList<>(threads.invokeAll(calls));
            done.addAll(virtual.invokeAll(calls));
            for (Future<Boolean> call : done) {
                assertTrue(call.get());
            }
        }
    }

    /** Until the JIT compiler is through, vectors are objects; after that, nothing is. */
    @Test
    void itAllocatesNothing() {
        Predictor predictor = Predictor.of(trained());
        float[] sample = sample(0);
        float[] answer = new float[5];
        int answers = 10_000;
        long deadline = System.nanoTime() + Duration.ofMinutes(10).toNanos();
        long allocated = answers;
        while (allocated >= answers && System.nanoTime() < deadline) {
            long before = ThreadCosts.allocatedBytes();
            for (int i = 0; i < answers; i++) {
                predictor.predict(sample, answer);
            }
            allocated = ThreadCosts.allocatedBytes() - before;
        }
        assertTrue(allocated < answers, allocated + " bytes for " + answers + " answers"); // some are the counter's own
    }

    @Test
    void whatCannotBeIsRefused() {
        Predictor predictor = Predictor.of(trained());
        String message = assertThrows(
                        IllegalArgumentException.class, () -> predictor.predict(new float[11], new float[5]))
                .getMessage();
        assertTrue(message.contains("(3, 4)") && message.contains("11"), message);
        assertThrows(IllegalArgumentException.class, () -> predictor.predict(new float[12], new float[6]));
        assertThrows(IllegalStateException.class, () -> Predictor.of(Sequential.of(dense(3))));
        Sequential random = Sequential.of(input(3), mcDropout(0.5), dense(2));
        assertThrows(IllegalArgumentException.class, () -> Predictor.of(random));
        SymbolicTensor x = Functional.input(3);
        Functional two = Functional.of(List.of(x), List.of(x.to(dense(2)), x.to(dense(3))));
        assertThrows(IllegalStateException.class, () -> Predictor.of(two));
    }

    @Test
    void ownActivationsInFilesAndModelsThatOnlyReshape(@TempDir Path folder) {
        var square = custom("square", z -> z.times(z));
        Sequential model = Sequential.of(input(12), dense(5, square));
        Path file = folder.resolve("own.keras");
        model.save(file);
        assertArrayEquals(
                model.predict(Tensor.of(sample(3), 1, 12)).values(),
                Predictor.load(file, square).predict(sample(3)),
                1e-6f);
        assertArrayEquals(
                sample(3), Predictor.of(Sequential.of(input(3, 4), reshape(12))).predict(sample(3)));
    }
}
