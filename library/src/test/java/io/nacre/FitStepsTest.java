package io.nacre;

import static io.nacre.callback.Callbacks.backupAndRestore;
import static io.nacre.callback.Callbacks.csvLogger;
import static io.nacre.callback.Callbacks.earlyStopping;
import static io.nacre.callback.Callbacks.lambdaCallback;
import static io.nacre.callback.Callbacks.modelCheckpoint;
import static io.nacre.callback.Callbacks.reduceLrOnPlateau;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.callback.BackupAndRestore;
import io.nacre.callback.EarlyStopping;
import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Epochs of other lengths than the data, and validation now and then. */
class FitStepsTest {
    private static final int SAMPLES = 40;
    private static final int BATCH = 8;
    private static final int PASS = 5;

    @TempDir
    private Path folder;

    private static Dataset data() {
        float[] x = new float[SAMPLES];
        float[] y = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            x[i] = i % 7 - 3;
            y[i] = 2 * x[i] + i % 3;
        }
        return Dataset.of(Tensor.of(x, SAMPLES, 1), Tensor.of(y, SAMPLES, 1));
    }

    private static Sequential model() {
        Sequential model = Sequential.of(input(1), dense(4), dense(1));
        model.compile(adam(0.01), meanSquaredError());
        return model;
    }

    private static float[] kernel(Model model) {
        return model.weightValues().get("dense/kernel");
    }

    @Test
    void shortEpochsGoOnInTheData() {
        Fit fit = Fit.epochs(PASS).withBatchSize(BATCH);
        Sequential whole = model();
        whole.fit(data(), fit);
        for (int steps : new int[] {1, PASS}) {
            Sequential parts = model();
            List<Integer> seen = new ArrayList<>();
            parts.fit(
                    data(),
                    Fit.epochs(PASS * PASS / steps)
                            .withBatchSize(BATCH)
                            .withStepsPerEpoch(steps)
                            .withCallbacks(lambdaCallback().withOnBatchEnd((training, batch) -> {
                                seen.add(batch);
                                assertEquals(steps, training.stepsPerEpoch());
                            })));
            assertEquals(PASS * PASS, seen.size());
            assertTrue(seen.stream().allMatch(batch -> batch < steps));
            assertArrayEquals(kernel(whole), kernel(parts));
        }
        Sequential longer = model();
        longer.fit(data(), Fit.epochs(1).withBatchSize(BATCH).withStepsPerEpoch(PASS * PASS));
        assertArrayEquals(kernel(whole), kernel(longer));
    }

    @Test
    void aRunOfShortEpochsGoesOnFromItsBackup() {
        Fit fit = Fit.epochs(4).withBatchSize(BATCH).withStepsPerEpoch(3).withValidation(data());
        Sequential whole = model();
        History expected = whole.fit(data(), fit);
        BackupAndRestore backup = backupAndRestore(folder);
        for (int step : new int[] {2, 3, 7}) {
            model().fit(data(), fit.withCallbacks(backup, lambdaCallback().withOnBatchEnd((training, batch) -> {
                if (training.step() == step) {
                    Thread.currentThread().interrupt();
                }
            })));
            assertTrue(Thread.interrupted());
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> model().fit(data(), fit.withStepsPerEpoch(4).withCallbacks(backup)));
        Sequential again = model();
        assertEquals(expected, again.fit(data(), fit.withCallbacks(backup)));
        assertArrayEquals(kernel(whole), kernel(again));
    }

    @Test
    void checkpointsNamedByValidationPassOverOtherEpochs() throws Exception {
        Fit fit = Fit.epochs(5).withValidation(data()).withValidationFrequency(2);
        model().fit(
                        data(),
                        fit.withCallbacks(modelCheckpoint(folder.resolve("{epoch}-{loss:.1e}-{val_loss:.1e}.keras"))));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of("2", "4"),
                    files.map(file -> file.getFileName().toString().split("-", 2)[0])
                            .sorted()
                            .toList());
        }
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> model().fit(
                                        data(),
                                        fit.withCallbacks(modelCheckpoint(folder.resolve("{val_loss}.keras"))
                                                .withSaveEveryBatches(1))))
                .getMessage();
        assertTrue(message.contains("asks for val_loss"), message);
    }

    @Test
    void validationComesEverySoManyEpochs() throws Exception {
        EarlyStopping stopping = earlyStopping().withPatience(50);
        Path log = folder.resolve("log.csv");
        History history = model().fit(
                        data(),
                        Fit.epochs(5)
                                .withValidation(data())
                                .withValidationFrequency(2)
                                .withCallbacks(
                                        stopping,
                                        reduceLrOnPlateau(),
                                        csvLogger(log),
                                        modelCheckpoint(folder.resolve("{epoch}.keras"))
                                                .withSaveBestOnly("val_loss")));
        assertEquals(5, history.of("loss").size());
        assertEquals(2, history.of("val_loss").size());
        assertEquals(3, stopping.bestEpoch());
        List<String> lines = Files.readAllLines(log);
        assertTrue(lines.get(1).contains(",NA,") && !lines.get(2).contains("NA"), lines::toString);
        assertTrue(Files.exists(folder.resolve("2.keras")) && !Files.exists(folder.resolve("1.keras")));
    }

    @Test
    void validationUsesSoManyBatches() {
        History history = model().fit(
                        data(),
                        Fit.epochs(1)
                                .withBatchSize(BATCH)
                                .withValidation(data())
                                .withValidationSteps(2));
        History slice =
                model().fit(data(), Fit.epochs(1).withBatchSize(BATCH).withValidation(data().slice(0, 2 * BATCH)));
        assertEquals(slice, history);
        History more = model().fit(
                        data(),
                        Fit.epochs(1)
                                .withBatchSize(BATCH)
                                .withValidation(data())
                                .withValidationSteps(100));
        assertEquals(
                more, model().fit(data(), Fit.epochs(1).withBatchSize(BATCH).withValidation(data())));
    }

    @Test
    void numbersBelowOneAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Fit.epochs(1).withStepsPerEpoch(0));
        assertThrows(IllegalArgumentException.class, () -> Fit.epochs(1).withValidationFrequency(0));
        assertThrows(IllegalArgumentException.class, () -> Fit.epochs(1).withValidationSteps(0));
    }
}
