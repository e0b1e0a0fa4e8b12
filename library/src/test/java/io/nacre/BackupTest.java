package io.nacre;

import static io.nacre.activation.Activations.elu;
import static io.nacre.activation.Activations.relu;
import static io.nacre.callback.Callbacks.backupAndRestore;
import static io.nacre.callback.Callbacks.csvLogger;
import static io.nacre.callback.Callbacks.earlyStopping;
import static io.nacre.callback.Callbacks.lambdaCallback;
import static io.nacre.callback.Callbacks.learningRateScheduler;
import static io.nacre.callback.Callbacks.modelCheckpoint;
import static io.nacre.callback.Callbacks.oneCycleScheduler;
import static io.nacre.callback.Callbacks.reduceLrOnPlateau;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.huber;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.metric.Metrics.mae;
import static io.nacre.metric.Metrics.r2Score;
import static io.nacre.optimizer.Optimizers.adam;
import static io.nacre.optimizer.Optimizers.nadam;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.callback.BackupAndRestore;
import io.nacre.callback.Callback;
import io.nacre.callback.CsvLogger;
import io.nacre.callback.EarlyStopping;
import io.nacre.callback.ModelCheckpoint;
import io.nacre.callback.ReduceLrOnPlateau;
import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.layer.Layer;
import io.nacre.loss.Loss;
import io.nacre.optimizer.Optimizer;
import io.nacre.pruning.MagnitudePruning;
import io.nacre.pruning.PolynomialSparsity;
import io.nacre.schedule.Schedules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed and started again ends as if it had not been. */
class BackupTest {
    private static final int SAMPLES = 50;
    private static final int STEPS = 7; // of 8 samples, the last of 2

    @TempDir
    private Path folder;

    private static Dataset data() {
        SplittableRandom random = new SplittableRandom(3);
        float[] x = new float[SAMPLES * 3];
        float[] y = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            for (int j = 0; j < 3; j++) {
                x[3 * i + j] = (float) random.nextGaussian();
            }
            y[i] = x[3 * i] - 0.5f * x[3 * i + 1];
        }
        return Dataset.of(Tensor.of(x, SAMPLES, 3), Tensor.of(y, SAMPLES, 1));
    }

    private static Sequential model(Optimizer optimizer) {
        Sequential model = Sequential.of(input(3), dense(8, relu()), batchNormalization(), dropout(0.2), dense(1));
        model.compile(optimizer, meanSquaredError(), mae(), r2Score());
        return model;
    }

    /** What a kill looks like from within. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static Callback killAtStep(long step) {
        return lambdaCallback().withOnBatchEnd((training, batch) -> {
            if (training.step() == step) {
                throw new Killed();
            }
        });
    }

    private static Fit fit(Callback... callbacks) {
        return Fit.epochs(3).withBatchSize(8).withValidation(data()).withCallbacks(callbacks);
    }

    private record Kind(String name, Supplier<Optimizer> optimizer, Supplier<Callback> rates) {}

    @TestFactory
    Stream<DynamicTest> aKilledRunEndsWithTheSameBitsAsAnUnbrokenOne() {
        Callback none = new Callback() {};
        List<Kind> kinds = List.of(
                new Kind("adam with a schedule", () -> adam(Schedules.exponential(0.05, 5, 0.7)), () -> none),
                new Kind("nadam with averages", () -> nadam(0.01).withEma(0.9), () -> none),
                new Kind(
                        "accumulated sgd with a scheduler that halves",
                        () -> sgd(0.1).withMomentum(0.9).withGradientAccumulationSteps(3),
                        () -> learningRateScheduler((epoch, rate) -> rate / 2)),
                new Kind("1cycle", () -> sgd(0.1).withMomentum(0.9), () -> oneCycleScheduler(3 * STEPS, 0.1)),
                new Kind(
                        "pruning",
                        () -> adam(0.05),
                        () -> MagnitudePruning.of(
                                PolynomialSparsity.of(0.6, 1, 2 * STEPS).withFrequency(3))));
        return kinds.stream().flatMap(kind -> {
            Sequential whole = model(kind.optimizer().get());
            History expected = whole.fit(data(), fit(kind.rates().get()));
            // In the first epoch, in the middle, at the last batch of an epoch, and at the first of the next.
            return Stream.of(2, STEPS + 3, STEPS, STEPS + 1, 2 * STEPS)
                    .map(step -> DynamicTest.dynamicTest(kind.name() + ", killed after step " + step, () -> {
                        Path backups = folder.resolve(kind.name() + step);
                        BackupAndRestore backup = backupAndRestore(backups).withSaveEveryBatches(1);
                        Sequential killed = model(kind.optimizer().get());
                        assertThrows(
                                Killed.class,
                                () -> killed.fit(data(), fit(kind.rates().get(), backup, killAtStep(step))));
                        Sequential again = model(kind.optimizer().get());
                        List<Integer> epochs = new ArrayList<>();
                        Callback watch = lambdaCallback().withOnEpochBegin((training, epoch) -> epochs.add(epoch));
                        History given = again.fit(data(), fit(kind.rates().get(), backup, watch));
                        assertEquals((step - 1) / STEPS, epochs.get(0));
                        assertEquals(expected, given);
                        Map<String, float[]> weights = again.weightValues();
                        whole.weightValues()
                                .forEach((path, values) -> assertArrayEquals(values, weights.get(path), path));
                        try (Stream<Path> files = Files.list(backups)) {
                            assertEquals(0, files.count(), "the backup is still there");
                        }
                    }));
        });
    }

    /** What remembers something from epoch to epoch, in a folder. */
    private record Remembering(EarlyStopping stopping, ReduceLrOnPlateau plateau, CsvLogger log, ModelCheckpoint best) {
        static Remembering in(Path folder) throws IOException {
            Path made = Files.createDirectories(folder);
            return new Remembering(
                    earlyStopping().withPatience(3).withRestoreBestWeights(),
                    reduceLrOnPlateau().withFactor(0.5).withPatience(1).withCooldown(1),
                    csvLogger(made.resolve("log.csv")),
                    modelCheckpoint(made.resolve("best-{epoch:02d}.keras")).withSaveBestOnly("val_loss"));
        }

        List<Callback> callbacks() {
            return List.of(stopping, plateau, log, best);
        }

        /** All that they tell, and hold in files. */
        List<Object> end(Path folder) throws IOException {
            List<Object> end = new ArrayList<>(List.of(
                    stopping.waited(),
                    stopping.stoppedEpoch(),
                    stopping.bestEpoch(),
                    stopping.best(),
                    plateau.waited(),
                    best.lastFile().map(Path::getFileName),
                    Files.readString(folder.resolve("log.csv"))));
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> file.getFileName().toString()).sorted().forEach(end::add);
            }
            return end;
        }
    }

    @TestFactory
    Stream<DynamicTest> callbacksGoOnFromWhatTheyRemembered() throws IOException {
        Dataset valid =
                Dataset.of(Tensor.of(new float[] {1, -1, 2, 0, 1, 1}, 2, 3), Tensor.of(new float[] {3, -2}, 2, 1));
        Fit fit = Fit.epochs(20).withBatchSize(8).withValidation(valid);
        Path unbroken = folder.resolve("unbroken");
        Remembering expected = Remembering.in(unbroken);
        Sequential whole = model(adam(0.05));
        History history =
                whole.fit(data(), fit.withCallbacks(expected.callbacks().toArray(Callback[]::new)));
        int epochs = history.epochs().size();
        assertTrue(epochs > 4 && epochs < 20 && expected.stopping().bestEpoch() < epochs - 1, "ended after " + epochs);
        assertTrue(history.metrics().get("learning_rate").getLast() < 0.05, "the rate never fell");
        int steps = epochs * STEPS;
        return Stream.of(1, 40)
                .flatMap(every -> Stream.of(true, false)
                        .map(first -> DynamicTest.dynamicTest(
                                "backed up every " + every + " steps, by the " + (first ? "first" : "last")
                                        + " callback",
                                () -> {
                                    Path files = folder.resolve("files" + every + first);
                                    BackupAndRestore backup = backupAndRestore(folder.resolve("backup" + every + first))
                                            .withSaveEveryBatches(every);
                                    SplittableRandom random = new SplittableRandom(every);
                                    for (int step = 2; step < steps; step += 1 + random.nextInt(3 * STEPS)) {
                                        Callback kill = killAtStep(step);
                                        assertThrows(Killed.class, () -> resumed(files, fit, backup, first, kill));
                                    }
                                    Callback killAtEnd = lambdaCallback().withOnTrainEnd(training -> {
                                        throw new Killed();
                                    });
                                    assertThrows(Killed.class, () -> resumed(files, fit, backup, first, killAtEnd));
                                    Sequential again = model(adam(0.05));
                                    Remembering given = Remembering.in(files);
                                    assertEquals(
                                            history, again.fit(data(), fit.withCallbacks(all(given, backup, first))));
                                    assertEquals(expected.end(unbroken), given.end(files));
                                    Map<String, float[]> weights = again.weightValues();
                                    whole.weightValues()
                                            .forEach((path, values) ->
                                                    assertArrayEquals(values, weights.get(path), path));
                                    assertArrayEquals(
                                            bytes(expected.best().lastFile().orElseThrow()),
                                            bytes(given.best().lastFile().orElseThrow()));
                                })));
    }

    private static Callback[] all(Remembering remembering, BackupAndRestore backup, boolean first, Callback... others) {
        List<Callback> all = new ArrayList<>(List.of(others));
        all.addAll(remembering.callbacks());
        all.add(first ? 0 : all.size(), backup);
        return all.toArray(Callback[]::new);
    }

    private static void resumed(Path files, Fit fit, BackupAndRestore backup, boolean first, Callback kill)
            throws IOException {
        model(adam(0.05)).fit(data(), fit.withCallbacks(all(Remembering.in(files), backup, first, kill)));
    }

    /** The weights and the optimizer's state of a model file, which is dated otherwise. */
    private static byte[] bytes(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(zip.getEntry("model.weights.h5"))) {
            return in.readAllBytes();
        }
    }

    @Test
    void aBackupOfARunWithOtherCallbacksIsRefused() {
        BackupAndRestore backup = backupAndRestore(folder).withoutDeletion();
        model(adam(0.01)).fit(data(), fit(backup, earlyStopping()));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> model(adam(0.01)).fit(data(), fit(reduceLrOnPlateau(), backup)))
                .getMessage();
        assertTrue(
                message.contains("other callbacks: there [io.nacre.callback.EarlyStopping], here"
                        + " [io.nacre.callback.ReduceLrOnPlateau]"),
                message);
    }

    @Test
    void aLogThatIsContinuedKeepsWhatWasThereBeforeTheRun() throws IOException {
        Path log = folder.resolve("log.csv");
        model(adam(0.01)).fit(data(), fit(csvLogger(log)));
        String before = Files.readString(log);
        BackupAndRestore backup = backupAndRestore(folder.resolve("backup"));
        assertThrows(
                Killed.class,
                () -> model(adam(0.01))
                        .fit(data(), fit(csvLogger(log).withAppend(), backup, killAtStep(2 * STEPS + 1))));
        Files.writeString(log, "2,0.12", StandardOpenOption.APPEND); // a line that was not written to its end
        model(adam(0.01)).fit(data(), fit(csvLogger(log).withAppend(), backup));
        assertEquals(before + before.substring(before.indexOf('\n') + 1), Files.readString(log));
    }

    @Test
    void whatKilledProgramsLeftInTheFolderIsDeleted() throws IOException {
        Path draft = Files.createFile(folder.resolve(".nacre-0123456789abcdef.tmp"));
        Files.setLastModifiedTime(draft, FileTime.from(Instant.now().minusSeconds(3600)));
        Path live = Files.createFile(folder.resolve(".nacre-fedcba9876543210.tmp"));
        Files.setLastModifiedTime(live, FileTime.from(Instant.now().plusSeconds(3600)));
        model(adam(0.01)).fit(data(), fit(backupAndRestore(folder)));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(live), files.toList());
        }
    }

    private record Other(String name, Sequential model, Dataset data, Fit fit, String message) {}

    private static Sequential compiled(Optimizer optimizer, Loss loss, Layer... layers) {
        Sequential model = Sequential.of(layers);
        model.compile(optimizer, loss, mae(), r2Score());
        return model;
    }

    @TestFactory
    Stream<DynamicTest> aBackupOfAnotherRunIsRefused() {
        BackupAndRestore backup = backupAndRestore(folder).withoutDeletion();
        model(adam(0.01)).fit(data(), fit(backup));
        Fit fit = fit(backup);
        Sequential seeded = model(adam(0.01)).withSeed(5);
        seeded.compile(adam(0.01), meanSquaredError(), mae(), r2Score());
        Sequential frozen = model(adam(0.01));
        frozen.layer("dense").freeze();
        frozen.compile(adam(0.01), meanSquaredError(), mae(), r2Score());
        float[] values = data().targets().get(0).tensor().values();
        values[3] += 1;
        Dataset targets = data().withTargets(Samples.of(Tensor.of(values, SAMPLES, 1)));
        float[] weights = new float[SAMPLES];
        Arrays.fill(weights, 0.5f);
        return Stream.of(
                        new Other("seed", seeded, data(), fit, "seed (there 0, here 5)"),
                        new Other("optimizer", model(sgd(0.01)), data(), fit, "optimizer (there "),
                        new Other("rate", model(adam(0.02)), data(), fit, "\"learning_rate\":0.02"),
                        new Other("frozen", frozen, data(), fit, "trained weights"),
                        new Other("targets", model(adam(0.01)), targets, fit, "in targets (there "),
                        new Other("order", model(adam(0.01)), data().shuffled(1), fit, "in inputs (there "),
                        new Other(
                                "sample weights",
                                model(adam(0.01)),
                                data().withSampleWeights(weights),
                                fit,
                                "sample weights (there none"),
                        new Other(
                                "validation",
                                model(adam(0.01)),
                                data(),
                                fit.withValidation(targets),
                                "validation data (there "),
                        new Other("shuffle", model(adam(0.01)), data(), fit.withoutShuffle(), "shuffle (there true"),
                        new Other(
                                "batch size",
                                model(adam(0.01)),
                                data(),
                                fit.withBatchSize(10),
                                "batch size (there 8, here 10)"),
                        new Other(
                                "activation",
                                compiled(
                                        adam(0.01),
                                        meanSquaredError(),
                                        input(3),
                                        dense(8, elu()),
                                        batchNormalization(),
                                        dropout(0.2),
                                        dense(1)),
                                data(),
                                fit,
                                "layers (there dense "),
                        new Other(
                                "dropout",
                                compiled(
                                        adam(0.01),
                                        meanSquaredError(),
                                        input(3),
                                        dense(8, relu()),
                                        batchNormalization(),
                                        dropout(0.3),
                                        dense(1)),
                                data(),
                                fit,
                                "layers (there dropout "),
                        new Other(
                                "loss",
                                compiled(
                                        adam(0.01),
                                        huber(),
                                        input(3),
                                        dense(8, relu()),
                                        batchNormalization(),
                                        dropout(0.2),
                                        dense(1)),
                                data(),
                                fit,
                                "loss and metrics (there "))
                .map(other -> DynamicTest.dynamicTest(other.name(), () -> {
                    Map<String, float[]> before =
                            other.model().isBuilt() ? other.model().weightValues() : Map.of();
                    String message = assertThrows(
                                    IllegalArgumentException.class,
                                    () -> other.model().fit(other.data(), other.fit()))
                            .getMessage();
                    assertTrue(message.contains("that of another run") && message.contains(other.message()), message);
                    assertFalse(message.contains("\n"), message);
                    before.forEach((path, old) ->
                            assertArrayEquals(old, other.model().weightValues().get(path), path));
                }));
    }

    @Test
    void onlyFilesOfTheBackupAreDeleted() throws IOException {
        Path notes = Files.writeString(folder.resolve("step-notes.keras"), "mine");
        model(adam(0.01))
                .fit(
                        data(),
                        fit(
                                backupAndRestore(folder).withSaveEveryBatches(1),
                                modelCheckpoint(folder.resolve("step-{epoch}.keras"))));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of("step-1.keras", "step-2.keras", "step-3.keras", "step-notes.keras"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertEquals("mine", Files.readString(notes));
    }

    @Test
    void aPositionThatNamesFilesElsewhereIsRefused() throws IOException {
        BackupAndRestore backup = backupAndRestore(folder.resolve("backup")).withoutDeletion();
        model(adam(0.01)).fit(data(), fit(backup));
        Path other = Files.writeString(folder.resolve("other.keras"), "mine");
        Path position = folder.resolve("backup").resolve("position.json");
        String text = Files.readString(position);
        assertTrue(text.contains("nacre-backup-a.keras"), text);
        Files.writeString(position, text.replace("nacre-backup-a.keras", "../other.keras"));
        String message = assertThrows(
                        IllegalArgumentException.class, () -> model(adam(0.01)).fit(data(), fit(backup)))
                .getMessage();
        assertTrue(message.contains("is not the name of a file in the same folder"), message);
        assertTrue(Files.exists(other));
    }

    @Test
    void damagedBackupsAreRefused() throws IOException {
        BackupAndRestore backup = backupAndRestore(folder).withoutDeletion();
        model(adam(0.01)).fit(data(), fit(backup));
        Path position = folder.resolve("position.json");
        String text = Files.readString(position);
        for (String damaged : List.of(
                "",
                "{}",
                "[1]",
                text.replace("\"epoch\"", "\"e\""),
                text.replaceFirst("sums\"\\s*:\\s*\\[", "sums\": [\"x\", "))) {
            Files.writeString(position, damaged);
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> model(adam(0.01)).fit(data(), fit(backup)))
                    .getMessage();
            assertTrue(message.contains("does not tell where a training run was"), message);
        }
    }

    @Test
    void oneModelFileIsKeptAndARunWithMoreEpochsGoesOnFromIt() throws IOException {
        BackupAndRestore backup = backupAndRestore(folder).withoutDeletion();
        model(adam(0.01)).fit(data(), fit(backup));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of("nacre-backup-a.keras", "position.json"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        Fit longer = Fit.epochs(5).withBatchSize(8).withValidation(data());
        Sequential whole = model(adam(0.01));
        History expected = whole.fit(data(), longer);
        assertEquals(expected, model(adam(0.01)).fit(data(), longer.withCallbacks(backup)));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
    }
}
