package io.nacre;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.callback.Callbacks.earlyStopping;
import static io.nacre.callback.Callbacks.lambdaCallback;
import static io.nacre.constraint.Constraints.maxNorm;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static io.nacre.layer.Layers.named;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.adam;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.callback.Callback;
import io.nacre.callback.Training;
import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.optimizer.Optimizer;
import io.nacre.pruning.ConstantSparsity;
import io.nacre.pruning.MagnitudePruning;
import io.nacre.pruning.PolynomialSparsity;
import io.nacre.pruning.PruningScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class PruningTest {
    private static final int SAMPLES = 96;
    private static final int STEPS = 12; // of 8 samples

    private static Dataset data() {
        SplittableRandom random = new SplittableRandom(4);
        float[] x = new float[SAMPLES * 20];
        float[] y = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            for (int j = 0; j < 20; j++) {
                x[20 * i + j] = (float) random.nextGaussian();
            }
            y[i] = x[20 * i] > x[20 * i + 1] ? 1 : 0;
        }
        return Dataset.of(Tensor.of(x, SAMPLES, 20), Tensor.of(y));
    }

    private static Sequential model(Optimizer optimizer) {
        Sequential model = Sequential.of(
                input(20),
                dense(30, relu()).withKernelConstraint(maxNorm(1.5)),
                batchNormalization(),
                named("last", dense(2, softmax())));
        model.compile(optimizer, sparseCategoricalCrossentropy(), accuracy());
        return model;
    }

    private static Fit fit(Callback... callbacks) {
        return Fit.epochs(4).withBatchSize(8).withCallbacks(callbacks);
    }

    private static long zeros(float[] values) {
        long zeros = 0;
        for (float value : values) {
            if (value == 0) {
                zeros++;
            }
        }
        return zeros;
    }

    private static Set<Integer> zerosAt(Map<String, float[]> weights, String path) {
        Set<Integer> zeros = new TreeSet<>();
        float[] values = weights.getOrDefault(path, new float[0]);
        for (int i = 0; i < values.length; i++) {
            if (values[i] == 0) {
                zeros.add(i);
            }
        }
        return zeros;
    }

    private record Kind(String name, Optimizer optimizer) {}

    @TestFactory
    Stream<DynamicTest> whatIsPrunedIsZeroAfterEachStepAndNeverComesBack() {
        return Stream.of(
                        new Kind("sgd with momentum and decay", sgd(0.1).withMomentum(0.9)),
                        new Kind("adam", adam(0.01)),
                        new Kind("adam with averages", adam(0.01).withEma(0.9)))
                .map(kind -> DynamicTest.dynamicTest(kind.name(), () -> {
                    PolynomialSparsity schedule =
                            PolynomialSparsity.of(0.8, 3, 30).withFrequency(5);
                    List<Set<Integer>> seen = new ArrayList<>();
                    Callback watch = lambdaCallback().withOnBatchEnd((training, batch) -> {
                        long step = training.step() - 1;
                        long turn = step > 30 ? 30 : step < 3 ? 0 : step == 30 ? 30 : step - (step - 3) % 5;
                        Set<Integer> zeros = zerosAt(training.weights(), "dense/kernel");
                        assertEquals(Math.round(schedule.sparsity(turn) * 600), zeros.size(), "after step " + step);
                        assertTrue(seen.isEmpty() || zeros.containsAll(seen.getLast()));
                        seen.add(zeros);
                    });
                    Sequential model = model(kind.optimizer());
                    model.fit(data(), fit(MagnitudePruning.of(schedule), watch));
                    assertEquals(4 * STEPS, seen.size());
                    assertEquals(Map.of("dense/kernel", 0.8, "last/kernel", 0.8), model.sparsity());
                    assertEquals(0, zeros(model.weightValues().get("dense/bias")));
                }));
    }

    @Test
    void globallyLayersWithSmallWeightsBecomeSparser() {
        Sequential model = model(sgd(0.01));
        model.build(model.inputShape());
        float[] large = new float[60];
        Arrays.fill(large, 5);
        Map<String, float[]> weights = Map.of("last/kernel", large);
        model.assignWeights(weights);
        Model pruned = model.prune(0.5, PruningScope.GLOBAL);
        assertEquals(330 / 600.0, pruned.sparsity().get("dense/kernel"));
        assertEquals(0.0, pruned.sparsity().get("last/kernel"));
        assertEquals(0.0, model.sparsity().get("dense/kernel"), "the model itself stays as it is");
        model.fit(data(), fit(MagnitudePruning.of(ConstantSparsity.of(0.5)).withScope(PruningScope.GLOBAL)));
        assertEquals(330 / 600.0, model.sparsity().get("dense/kernel"));
    }

    @Test
    void onlyTheLayersThatAreNamed() {
        Sequential model = model(sgd(0.01));
        model.fit(
                data(),
                fit(MagnitudePruning.of(ConstantSparsity.of(0.5).withBeginStep(2))
                        .withLayers("dense")));
        assertEquals(Map.of("dense/kernel", 0.5, "last/kernel", 0.0), model.sparsity());
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> model.fit(
                                data(),
                                fit(MagnitudePruning.of(ConstantSparsity.of(0.5))
                                        .withLayers("dens"))))
                .getMessage();
        assertTrue(message.contains("dens") && message.contains("last/kernel"), message);
    }

    @Test
    void theSmallestArePrunedAndTrainingOnKeepsTheZeros() {
        Sequential model = model(adam(0.01));
        model.fit(data(), fit());
        float[] kernel = model.weightValues().getOrDefault("dense/kernel", new float[0]);
        Model pruned = model.prune(0.7);
        float[] left = pruned.weightValues().getOrDefault("dense/kernel", new float[0]);
        float largestPruned = 0;
        float smallestKept = Float.MAX_VALUE;
        for (int i = 0; i < kernel.length; i++) {
            if (left[i] == 0) {
                largestPruned = Math.max(largestPruned, Math.abs(kernel[i]));
            } else {
                assertEquals(kernel[i], left[i]);
                smallestKept = Math.min(smallestKept, Math.abs(kernel[i]));
            }
        }
        assertTrue(largestPruned < smallestKept);
        assertEquals(420, zeros(left));

        assertArrayEquals(
                left,
                model.zeroWeightsBelow((largestPruned + smallestKept) / 2)
                        .weightValues()
                        .get("dense/kernel"));

        Set<Integer> zeros = zerosAt(pruned.weightValues(), "dense/kernel");
        pruned.compile(adam(0.01), sparseCategoricalCrossentropy());
        pruned.fit(data(), fit(MagnitudePruning.keepingZeros()));
        assertEquals(zeros, zerosAt(pruned.weightValues(), "dense/kernel"));
        assertFalse(Arrays.equals(left, pruned.weightValues().get("dense/kernel")));
    }

    @Test
    void bestWeightsThatComeBackAreMaskedToo() {
        Sequential model = model(sgd(0.1));
        Callback putBack = lambdaCallback().withOnTrainEnd(training -> {
            Map<String, float[]> dense = training.weights();
            dense.replaceAll((path, values) -> {
                float[] ones = new float[values.length];
                Arrays.fill(ones, 1);
                return ones;
            });
            training.weights(dense);
        });
        model.fit(data(), fit(MagnitudePruning.of(ConstantSparsity.of(0.6)), earlyStopping("loss"), putBack));
        assertEquals(0.6, model.sparsity().get("dense/kernel"));
    }

    @Test
    void whatCannotBeIsRefused() {
        Sequential model = model(sgd(0.1));
        String late = assertThrows(
                        IllegalArgumentException.class,
                        () -> model.fit(data(), fit(MagnitudePruning.of(PolynomialSparsity.of(0.8, 0, 4 * STEPS)))))
                .getMessage();
        assertTrue(late.contains("at step 48") && late.contains("48 steps (4 epochs of 12)"), late);
        Callback undeclared = new Callback() {
            @Override
            public void onTrainBegin(Training training) {
                training.mask(Map.of());
            }
        };
        assertThrows(IllegalStateException.class, () -> model.fit(data(), fit(undeclared)));
        assertThrows(IllegalArgumentException.class, () -> model.prune(1));
        assertThrows(IllegalArgumentException.class, () -> model.zeroWeightsBelow(0));
        assertThrows(IllegalArgumentException.class, () -> PolynomialSparsity.of(0.8, 5, 5));
        assertThrows(
                IllegalArgumentException.class,
                () -> PolynomialSparsity.of(0.5, 0, 5).withInitialSparsity(0.6));
        assertThrows(IllegalArgumentException.class, () -> ConstantSparsity.of(-0.1));
        assertThrows(IllegalStateException.class, () -> Sequential.of(dense(2)).prune(0.5));
    }

    @Test
    void theScheduleIsThatOfTheSource() {
        PolynomialSparsity schedule = PolynomialSparsity.of(0.8, 100, 1100).withInitialSparsity(0.2);
        assertEquals(0, schedule.sparsity(99));
        assertEquals(0.2, schedule.sparsity(100), 1e-12);
        assertEquals(0.8 - 0.6 * 0.125, schedule.sparsity(600), 1e-12);
        assertEquals(0.8, schedule.sparsity(1100), 1e-12);
        assertEquals(0.8, schedule.sparsity(5000), 1e-12);
        assertTrue(schedule.isTurn(100) && schedule.isTurn(1100) && !schedule.isTurn(150) && !schedule.isTurn(1200));
    }

    @Test
    void aSparseModelIsStoredSmallerAndReadBackTheSame(@TempDir Path folder) throws IOException {
        Sequential model = Sequential.of(input(100), dense(300, relu()), dense(10));
        Path whole = folder.resolve("whole.keras");
        model.save(whole);
        Model pruned = model.prune(0.8);
        Path sparse = folder.resolve("sparse.keras");
        pruned.save(sparse);
        assertTrue(Files.size(sparse) < 0.4 * Files.size(whole), Files.size(sparse) + " of " + Files.size(whole));
        Map<String, float[]> read = Model.load(sparse).weightValues();
        pruned.weightValues().forEach((path, values) -> assertArrayEquals(values, read.get(path), path));
        try (ZipFile zip = new ZipFile(sparse.toFile())) {
            assertEquals(ZipEntry.DEFLATED, zip.getEntry("model.weights.h5").getMethod());
        }
        try (ZipFile zip = new ZipFile(whole.toFile())) {
            assertEquals(ZipEntry.STORED, zip.getEntry("model.weights.h5").getMethod());
        }
        // So sparse that packing it would look like an attack.
        Path empty = folder.resolve("empty.keras");
        Sequential large = Sequential.of(input(1000), dense(1000));
        large.prune(0.9999).save(empty);
        assertEquals(0.9999, Model.load(empty).sparsity().getOrDefault("dense/kernel", 0.0), 1e-6);
    }

    @Test
    void theSummaryTellsSparsityIfThereIsSome() {
        Sequential model = model(sgd(0.1));
        assertFalse(model.summary().contains("Sparsity"));
        String text = model.prune(0.8).summary();
        assertTrue(text.contains("│ Sparsity │") || text.contains("┃ Sparsity ┃"), text);
        assertTrue(text.lines().anyMatch(line -> line.startsWith("│ dense (Dense)") && line.endsWith("│   80.0 % │")));
        assertTrue(text.lines()
                .anyMatch(line -> line.startsWith("│ batch_normalization") || line.contains("│        - │")));
        assertEquals(
                1,
                text.lines()
                        .filter(line -> !line.startsWith(" ") && !line.startsWith("Model"))
                        .map(String::length)
                        .distinct()
                        .count(),
                text);
        assertTrue(model.prune(0.8).summaryWithTrainable().contains("80.0 %"));
    }
}
