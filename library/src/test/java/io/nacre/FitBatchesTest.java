package io.nacre;

import static io.nacre.activation.Activations.softmax;
import static io.nacre.callback.Callbacks.backupAndRestore;
import static io.nacre.callback.Callbacks.lambdaCallback;
import static io.nacre.callback.Callbacks.oneCycleScheduler;
import static io.nacre.callback.Callbacks.progressBar;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.adam;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.callback.BackupAndRestore;
import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that comes batch by batch, as from generators. */
class FitBatchesTest {
    private static final int BATCH = 8;
    private static final int[] SIZES = {5, 8, 3, 11, 1, 8, 20};

    @TempDir
    private Path folder;

    private static Dataset data(int samples, long seed) {
        Random random = new Random(seed);
        float[] x = new float[samples * 3];
        int[] labels = new int[samples];
        for (int i = 0; i < samples; i++) {
            for (int j = 0; j < 3; j++) {
                x[3 * i + j] = random.nextFloat() * 2 - 1;
            }
            labels[i] = x[3 * i] > 0 ? 1 : x[3 * i + 1] > 0 ? 2 : 0;
        }
        return Dataset.of(Samples.of(Tensor.of(x, samples, 3)), Samples.labels(labels));
    }

    private static Dataset weighted(Dataset data) {
        float[] weights = new float[data.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i % 3;
        }
        return data.withSampleWeights(weights);
    }

    private static Sequential model() {
        Sequential model = Sequential.of(input(3), dense(7), batchNormalization(), dropout(0.2), dense(3, softmax()));
        model.compile(adam(0.01), sparseCategoricalCrossentropy(), accuracy());
        return model;
    }

    /** Batches of these sizes, made anew for each iterator, which is all that is held of them. */
    private static Iterable<Dataset> unequal(int... sizes) {
        return () -> Stream.iterate(0, i -> i < sizes.length, i -> i + 1)
                .map(i -> data(sizes[i], i))
                .iterator();
    }

    /** Batches without end: the i-th is drawn from seed i. */
    private static Iterable<Dataset> endless(int first) {
        return () -> Stream.iterate(first, i -> i + 1).map(i -> data(BATCH, i)).iterator();
    }

    private static void assertSame(Model expected, Model actual) {
        Map<String, float[]> weights = actual.weightValues();
        expected.weightValues().forEach((path, values) -> assertArrayEquals(values, weights.get(path), path));
    }

    @Test
    void batchesOfDataTrainLikeTheData() {
        Dataset data = weighted(data(45, 1));
        Dataset valid = data(20, 2);
        Map<Integer, Double> classes = Map.of(1, 2.5);
        for (int steps : new int[] {0, 4}) {
            Fit fit = Fit.epochs(3).withClassWeights(classes);
            fit = steps == 0 ? fit : fit.withStepsPerEpoch(steps);
            Sequential whole = model();
            History expected =
                    whole.fit(data, fit.withBatchSize(BATCH).withoutShuffle().withValidation(valid));
            Sequential streamed = model();
            History actual = streamed.fit(data.batches(BATCH), fit.withValidation(valid.batches(BATCH)));
            assertEquals(expected, actual);
            assertSame(whole, streamed);
        }
    }

    @Test
    void batchesTrainAsTheyCome() {
        Sequential steps = model();
        List<Integer> told = new ArrayList<>();
        for (int epoch = 0; epoch < 2; epoch++) {
            unequal(SIZES).forEach(steps::trainOnBatch);
        }
        for (int threads : new int[] {1, 2}) {
            Sequential fitted = model();
            History history = fitted.fit(
                    unequal(SIZES),
                    Fit.epochs(2)
                            .withThreads(threads)
                            .withCallbacks(lambdaCallback()
                                    .withOnEpochEnd((training, _, _) -> told.add(training.stepsPerEpoch()))));
            assertSame(steps, fitted);
            assertEquals(List.of(0, 1), history.epochs());
        }
        assertEquals(List.of(7, 7, 7, 7), told);
    }

    @Test
    void endlessBatchesAreTakenByTheStep() {
        Sequential steps = model();
        Iterator<Dataset> batches = endless(0).iterator();
        for (int i = 0; i < 12; i++) {
            steps.trainOnBatch(batches.next());
        }
        AtomicInteger drawn = new AtomicInteger();
        Iterable<Dataset> counted = () -> Stream.iterate(0, i -> i + 1)
                .map(i -> {
                    drawn.incrementAndGet();
                    return data(BATCH, i);
                })
                .iterator();
        Sequential fitted = model();
        fitted.fit(
                counted,
                Fit.epochs(3).withStepsPerEpoch(4).withValidation(endless(0)).withValidationSteps(2));
        assertSame(steps, fitted);
        assertTrue(drawn.get() <= 13, drawn + " batches were made for 12 steps");
    }

    @Test
    void evaluationAndPredictionGoThroughAllBatches() {
        Model model = model();
        model.fit(data(40, 3), Fit.epochs(2));
        List<Dataset> batches = new ArrayList<>();
        unequal(SIZES).forEach(batches::add);
        Dataset all = batches.stream().reduce(Dataset::concatenate).orElseThrow();
        Map<String, Double> expected = model.evaluate(all);
        Map<String, Double> actual = model.evaluate(unequal(SIZES));
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, value) -> assertEquals(value, actual.get(name), 1e-6, name));
        assertArrayEquals(
                model.predict(all.inputs().getFirst()).values(),
                model.predictAll(unequal(SIZES)).getFirst().values());
        assertEquals(model.evaluate(data(BATCH, 0)), model.evaluate(endless(0), 1));
        assertThrows(IllegalArgumentException.class, () -> model.evaluate(List.of()));
        assertThrows(IllegalArgumentException.class, () -> model.evaluate(endless(0), 0));
        assertThrows(IllegalArgumentException.class, () -> model.predictAll(List.of()));
    }

    @Test
    void batchesThatRunOutEndTraining() {
        Iterator<Dataset> once = data(5 * BATCH, 1).batches(BATCH).iterator();
        Sequential model = model();
        History history = model.fit(() -> once, Fit.epochs(4).withStepsPerEpoch(3));
        assertEquals(List.of(0, 1), history.epochs());
        Sequential steps = model();
        data(5 * BATCH, 1).batches(BATCH).forEach(steps::trainOnBatch);
        assertSame(steps, model);

        Iterator<Dataset> again = data(6 * BATCH, 1).batches(BATCH).iterator();
        List<Integer> begun = new ArrayList<>();
        History exact = model().fit(
                        () -> again,
                        Fit.epochs(4)
                                .withStepsPerEpoch(3)
                                .withCallbacks(lambdaCallback().withOnEpochBegin((_, epoch) -> begun.add(epoch))));
        assertEquals(List.of(0, 1), exact.epochs());
        assertEquals(List.of(0, 1), begun);

        Iterator<Dataset> pass = data(6 * BATCH, 1).batches(BATCH).iterator();
        assertEquals(List.of(0), model().fit(() -> pass, Fit.epochs(4)).epochs());
    }

    @Test
    void aRunGoesOnFromItsBackup() {
        for (boolean passes : new boolean[] {true, false}) {
            Iterable<Dataset> batches = passes ? unequal(SIZES) : endless(0);
            Fit fit = passes ? Fit.epochs(3) : Fit.epochs(4).withStepsPerEpoch(5);
            Sequential whole = model();
            History expected = whole.fit(batches, fit);
            BackupAndRestore backup = backupAndRestore(folder);
            for (int step : new int[] {2, 5, 7, 13}) {
                model().fit(batches, fit.withCallbacks(backup, lambdaCallback().withOnBatchEnd((training, _) -> {
                    if (training.step() == step) {
                        Thread.currentThread().interrupt();
                    }
                })));
                assertTrue(Thread.interrupted());
            }
            Random unseeded = new Random(5);
            Iterable<Dataset> others = () -> Stream.generate(() -> data(BATCH, unseeded.nextLong()))
                    .limit(passes ? 7 : 100)
                    .iterator();
            String refusal = assertThrows(
                            IllegalArgumentException.class, () -> model().fit(others, fit.withCallbacks(backup)))
                    .getMessage();
            assertTrue(refusal.contains("other batches"), refusal);
            Sequential again = model();
            assertEquals(expected, again.fit(batches, fit.withCallbacks(backup)));
            assertSame(whole, again);
        }
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertRefused("no batch", List.of(), Fit.epochs(1));
        assertRefused("batch size", endless(0), Fit.epochs(1).withBatchSize(4));
        assertRefused("withValidation", endless(0), Fit.epochs(1).withValidationSplit(0.1));
        Dataset good = data(4, 1);
        assertRefused("batch 2 of epoch 1", List.of(good, Dataset.of(Tensor.zeros(4, 2), Tensor.zeros(4))));
        assertRefused("batch 2 of epoch 1", List.of(good, Dataset.of(Tensor.zeros(4, 3), Tensor.zeros(4, 1))));
        assertRefused("sample weights", List.of(good, weighted(good)));
        Tensor bad = Tensor.of(new float[] {0, Float.NaN, 0}, 1, 3);
        assertRefused("not finite", List.of(good, Dataset.of(bad, Tensor.zeros(1))));
        assertRefused(
                "validation data",
                endless(0),
                Fit.epochs(1).withStepsPerEpoch(1).withValidation(List.<Dataset>of()));
    }

    private static void assertRefused(String words, Iterable<Dataset> batches) {
        assertRefused(words, batches, Fit.epochs(1));
    }

    private static void assertRefused(String words, Iterable<Dataset> batches, Fit fit) {
        String message = assertThrows(IllegalArgumentException.class, () -> model().fit(batches, fit))
                .getMessage();
        assertTrue(message.contains(words), message);
    }

    @Test
    void callbacksTakeEpochsOfUnknownLength() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        Sequential model = model();
        model.compile(sgd(0.01).withMomentum(0.9), sparseCategoricalCrossentropy());
        model.fit(unequal(SIZES), Fit.epochs(2).withCallbacks(progressBar(out, true), oneCycleScheduler(14, 0.1)));
        assertTrue(bytes.toString(StandardCharsets.UTF_8).contains("7/7 "), bytes.toString(StandardCharsets.UTF_8));
        List<Float> probed = new ArrayList<>();
        model().fit(unequal(SIZES), Fit.epochs(1).withCallbacks(lambdaCallback().withOnBatchEnd((training, batch) -> {
            probed.add((float) training.probe().samples());
            assertFalse(Double.isNaN(training.loss()));
        })));
        assertEquals(List.of(5f, 8f, 3f, 11f, 1f, 8f, 20f), probed);
    }
}
