package io.nacre;

import static io.nacre.activation.Activations.relu;
import static io.nacre.callback.Callbacks.csvLogger;
import static io.nacre.callback.Callbacks.earlyStopping;
import static io.nacre.callback.Callbacks.lambdaCallback;
import static io.nacre.callback.Callbacks.learningRateScheduler;
import static io.nacre.callback.Callbacks.modelCheckpoint;
import static io.nacre.callback.Callbacks.oneCycleScheduler;
import static io.nacre.callback.Callbacks.reduceLrOnPlateau;
import static io.nacre.callback.Callbacks.tensorBoard;
import static io.nacre.callback.Callbacks.terminateOnNan;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.metric.Metrics.mae;
import static io.nacre.optimizer.Optimizers.adam;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedInputStream;
import io.nacre.callback.Callback;
import io.nacre.callback.EarlyStopping;
import io.nacre.callback.Mode;
import io.nacre.callback.ModelCheckpoint;
import io.nacre.callback.Probe;
import io.nacre.callback.ReduceLrOnPlateau;
import io.nacre.callback.TerminateOnNan;
import io.nacre.callback.Training;
import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.metric.Metric;
import io.nacre.optimizer.Optimizer;
import io.nacre.schedule.OneCycle;
import io.nacre.schedule.Schedules;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class CallbacksTest {
    private static final int SAMPLES = 40;

    @TempDir
    private Path folder;

    private static Dataset data(float scale) {
        SplittableRandom random = new SplittableRandom(3);
        float[] x = new float[SAMPLES * 3];
        float[] y = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            for (int j = 0; j < 3; j++) {
                x[3 * i + j] = scale * (float) random.nextGaussian();
            }
            y[i] = x[3 * i] - 0.5f * x[3 * i + 1];
        }
        return Dataset.of(Tensor.of(x, SAMPLES, 3), Tensor.of(y, SAMPLES, 1));
    }

    private static Sequential model(Optimizer optimizer) {
        Sequential model = Sequential.of(
                input(3), dense(8, relu()), batchNormalization(), dropout(0.2), dense(8, relu()), dense(1));
        model.compile(optimizer, meanSquaredError(), mae());
        return model;
    }

    private static Fit fit(int epochs, Callback... callbacks) {
        return Fit.epochs(epochs).withBatchSize(8).withValidationSplit(0.2).withCallbacks(callbacks);
    }

    private static void refused(String message, Executable action) {
        String given = assertThrows(IllegalArgumentException.class, action).getMessage();
        assertTrue(given.contains(message), given);
    }

    @Test
    void earlyStoppingBringsBackTheWeightsOfTheBestEpoch() {
        Sequential model = model(sgd(0.12));
        EarlyStopping stopping = earlyStopping().withPatience(3).withRestoreBestWeights();
        History history = model.fit(data(1), fit(200, stopping));
        int stopped = stopping.stoppedEpoch().orElseThrow();
        assertEquals(stopped + 1, history.epochs().size());
        assertEquals(stopping.bestEpoch() + 3, stopped);
        List<Double> losses = history.of("val_loss");
        assertEquals(
                losses.stream().mapToDouble(Double::doubleValue).min().orElseThrow(), losses.get(stopping.bestEpoch()));
        Dataset valid = data(1).split(0.2).valid();
        assertEquals(losses.get(stopping.bestEpoch()), model.evaluate(valid).get("loss"), 1e-6);
    }

    @Test
    void aValueThatIsNotLoggedIsRefusedBeforeTheFirstEpoch() {
        List<Integer> epochs = new ArrayList<>();
        Callback counts = lambdaCallback().withOnEpochBegin((training, epoch) -> epochs.add(epoch));
        Fit withoutValidation = Fit.epochs(2).withCallbacks(earlyStopping(), counts);
        refused("need validation data", () -> model(sgd(0.1)).fit(data(1), withoutValidation));
        Fit misspelt = fit(2, reduceLrOnPlateau("val_los"), counts);
        refused(
                "it logs loss, mae, val_loss, val_mae, learning_rate",
                () -> model(sgd(0.1)).fit(data(1), misspelt));
        assertEquals(List.of(), epochs);
    }

    /** The largest answer: a metric that does not say which way is better. */
    private record Largest(String name) implements Metric {
        @Override
        public List<Node> sums(Node yTrue, Node yPred, Node weight) {
            return List.of(yPred.max());
        }

        @Override
        public double result(List<double[]> totals) {
            return totals.get(0)[0];
        }
    }

    @Test
    void aMetricThatDoesNotTellWhatIsBetterNeedsAMode() {
        Sequential model = model(sgd(0.1));
        model.compile(sgd(0.1), meanSquaredError(), new Largest("largest"));
        refused("withMode(Mode.MAX)", () -> model.fit(data(1), fit(2, earlyStopping("val_largest"))));
        EarlyStopping stopping = earlyStopping("val_largest").withMode(Mode.MAX).withPatience(50);
        assertEquals(2, model.fit(data(1), fit(2, stopping)).epochs().size());
        Path file = folder.resolve("largest.keras");
        refused(
                "withMode(Mode.MAX)",
                () -> model.fit(data(1), fit(1, modelCheckpoint(file).withSaveBestOnly("val_largest"))));
        model.fit(data(1), fit(1, modelCheckpoint(file).withMode(Mode.MAX).withSaveBestOnly("val_largest")));
        assertTrue(Files.exists(file));
    }

    @Test
    void optionsAreChecked() {
        refused("patience must be at least 0, not -1", () -> earlyStopping().withPatience(-1));
        refused("minDelta must be a finite number", () -> earlyStopping().withMinDelta(Double.NaN));
        refused("baseline must be a finite number", () -> earlyStopping().withBaseline(Double.NaN));
        refused("startFromEpoch must be at least 0", () -> earlyStopping().withStartFromEpoch(-2));
        refused(
                "factor must be above 0 and below 1, not 1.0",
                () -> reduceLrOnPlateau().withFactor(1));
        refused("cooldown must be at least 0", () -> reduceLrOnPlateau().withCooldown(-1));
        refused(
                "minLearningRate must be a number of at least 0",
                () -> reduceLrOnPlateau().withMinLearningRate(-1));
        refused(
                "momentum must go from a high below 1",
                () -> oneCycleScheduler(10, 0.1).withMomentum(0.8, 0.9));
        refused("ends in .keras", () -> modelCheckpoint(folder.resolve("model.h5")));
        refused("has a field that cannot be read", () -> modelCheckpoint(folder.resolve("{epoch:x}.keras")));
        refused("everyBatches must be at least 1", () -> tensorBoard(folder).withBatches(0));
        refused("everyEpochs must be at least 1", () -> tensorBoard(folder).withHistograms(0));
    }

    @Test
    void ratesAreInTheHistory() {
        History scheduled = model(sgd(Schedules.piecewiseConstant(List.of(4L), List.of(0.1, 0.01))))
                .fit(data(1), fit(3));
        assertEquals(List.of(0.1, 0.01, 0.01), scheduled.of("learning_rate"));
        ReduceLrOnPlateau reduce =
                reduceLrOnPlateau().withFactor(0.5).withPatience(1).withMinDelta(1e9);
        assertEquals(
                List.of(0.08, 0.08, 0.04),
                model(sgd(0.08)).fit(data(1), fit(3, reduce)).of("learning_rate"));
        assertEquals(
                List.of(0.1, 0.05, 0.025),
                model(sgd(0.1))
                        .fit(data(1), fit(3, learningRateScheduler(epoch -> 0.1 * Math.pow(0.5, epoch))))
                        .of("learning_rate"));
        assertEquals(
                List.of(0.05, 0.025),
                model(sgd(0.1))
                        .fit(data(1), fit(2, learningRateScheduler((epoch, rate) -> rate / 2)))
                        .of("learning_rate"));
    }

    @Test
    void aScheduleAndACallbackThatSetsRatesDoNotGoTogether() {
        Sequential model = model(sgd(Schedules.exponential(0.1, 10, 0.5)));
        String message = assertThrows(
                        IllegalStateException.class, () -> model.fit(data(1), fit(2, reduceLrOnPlateau())))
                .getMessage();
        assertTrue(message.contains("follows the schedule"), message);
    }

    @Test
    void oneCycleMovesRateAndMomentumAgainstEachOther() {
        OneCycle cycle = OneCycle.of(12, 0.4);
        List<Double> rates = new ArrayList<>();
        List<Double> momenta = new ArrayList<>();
        Callback watch = lambdaCallback().withOnBatchEnd((training, batch) -> {
            rates.add(training.learningRate());
            momenta.add(training.hyperparameters().get("momentum"));
        });
        model(sgd(0.01).withMomentum(0.9)).fit(data(1), fit(3, oneCycleScheduler(12, 0.4), watch));
        for (int step = 0; step < 12; step++) {
            assertEquals(cycle.at(step), rates.get(step));
        }
        assertEquals(0.95, momenta.get(0));
        assertEquals(0.85, momenta.get((int) cycle.half()), 1e-12);
        assertEquals(0.95, momenta.get(11), 1e-12);
        rates.clear();
        model(adam(0.01))
                .fit(
                        data(1),
                        fit(
                                        3,
                                        oneCycleScheduler(12, 0.4),
                                        lambdaCallback()
                                                .withOnBatchEnd(
                                                        (training, batch) -> rates.add(training.learningRate())))
                                .withInitialEpoch(2));
        assertEquals(cycle.at(8), rates.get(0));
    }

    @Test
    void trainingThatGoesOnFromAFileEndsWithTheSameBitsAsOneThatWasNotInterrupted() {
        Optimizer optimizer = adam(Schedules.exponential(0.05, 5, 0.7));
        Sequential whole = model(optimizer);
        History unbroken = whole.fit(data(1), fit(4));
        Sequential first = model(optimizer);
        first.fit(data(1), fit(2));
        Path file = folder.resolve("half.keras");
        first.save(file);
        Model second = Model.load(file);
        History rest = second.fit(data(1), fit(4).withInitialEpoch(2));
        assertEquals(unbroken.of("learning_rate").subList(2, 4), rest.of("learning_rate"));
        assertEquals(unbroken.of("loss").subList(2, 4), rest.of("loss"));
        whole.weightValues()
                .forEach((path, values) ->
                        assertArrayEquals(values, second.weightValues().get(path), path));
    }

    @Test
    void checkpointsKeepTheBestOnly() {
        Sequential model = model(sgd(0.12));
        Path best = folder.resolve("best.keras");
        ModelCheckpoint checkpoint = modelCheckpoint(best).withSaveBestOnly("val_loss");
        List<Double> losses = model.fit(data(1), fit(12, checkpoint)).of("val_loss");
        double least = losses.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        assertTrue(least < losses.getLast(), "the last epoch is the best one, so nothing is shown: " + losses);
        Model loaded = Model.load(best);
        assertEquals(least, loaded.evaluate(data(1).split(0.2).valid()).get("loss"), 1e-6);
        assertEquals(
                4L * (losses.indexOf(least) + 1),
                loaded.compiled().orElseThrow().iterations());
    }

    @Test
    void checkpointsKeepTheBestOverSeveralRuns() {
        Sequential model = model(sgd(0.12));
        Path best = folder.resolve("best.keras");
        Fit fit = fit(1, modelCheckpoint(best).withSaveBestOnly("val_loss"));
        List<Double> losses = new ArrayList<>();
        for (int run = 0; run < 12; run++) {
            losses.add(model.fit(data(1), fit).last("val_loss"));
        }
        double least = losses.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        assertTrue(least < losses.getLast(), "the last run is the best one, so nothing is shown: " + losses);
        Dataset valid = data(1).split(0.2).valid();
        assertEquals(least, Model.load(best).evaluate(valid).get("loss"), 1e-6);
        Sequential other = model(sgd(0)); // begins anew, though it is worse
        double loss = other.fit(data(1), fit).last("val_loss");
        assertTrue(loss > least, "it is not worse");
        assertEquals(loss, Model.load(best).evaluate(valid).get("loss"), 1e-6);
    }

    @Test
    void checkpointsAreNamedByEpochAndLogs() throws IOException {
        ModelCheckpoint checkpoint = modelCheckpoint(folder.resolve("m-{epoch:02d}-{val_loss:.2f}.keras"));
        List<Double> losses = model(sgd(0.05)).fit(data(1), fit(2, checkpoint)).of("val_loss");
        for (int epoch = 0; epoch < 2; epoch++) {
            assertTrue(Files.exists(folder.resolve("m-0%d-%.2f.keras".formatted(epoch + 1, losses.get(epoch)))));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
        ModelCheckpoint unknown = modelCheckpoint(folder.resolve("{val_accuracy:.2f}.keras"));
        refused(
                "asks for val_accuracy, which this run does not log",
                () -> model(sgd(0.05)).fit(data(1), fit(1, unknown)));
        ModelCheckpoint often =
                modelCheckpoint(folder.resolve("new/{epoch}-{batch:03d}.keras")).withSaveEveryBatches(3);
        model(sgd(0.05)).fit(data(1), fit(1, often));
        assertEquals(
                3,
                Model.load(folder.resolve("new/1-003.keras"))
                        .compiled()
                        .orElseThrow()
                        .iterations());
        ModelCheckpoint neverBetter = modelCheckpoint(folder.resolve("never.keras"))
                .withSaveBestOnly("val_loss")
                .withInitialValueThreshold(0);
        model(sgd(0.05)).fit(data(1), fit(2, neverBetter));
        assertFalse(Files.exists(folder.resolve("never.keras")));
        assertTrue(neverBetter.lastFile().isEmpty());
    }

    @Test
    void theCsvLogBeginsAnewWithItsHeaderWhereTheFileWasMovedAway() throws IOException {
        Path file = folder.resolve("log.csv");
        Callback rotate = lambdaCallback().withOnEpochBegin((training, epoch) -> {
            if (epoch == 1) {
                assertTrue(file.toFile().renameTo(folder.resolve("old.csv").toFile()));
            }
        });
        History history = model(sgd(0.05)).fit(data(1), fit(2, csvLogger(file), rotate));
        List<String> lines = Files.readAllLines(file);
        assertEquals("epoch,loss,mae,val_loss,val_mae,learning_rate", lines.get(0));
        assertTrue(lines.get(1).startsWith("1," + history.last("loss") + ","), lines::toString);
        assertEquals(2, lines.size());
        for (char separator : new char[] {'"', '\n', '\r'}) {
            assertThrows(IllegalArgumentException.class, () -> csvLogger(file).withSeparator(separator));
        }
    }

    @Test
    void theCsvLogHasALineAnEpoch() throws IOException {
        Path file = folder.resolve("log.csv");
        Sequential model = model(sgd(0.05));
        History first = model.fit(data(1), fit(2, csvLogger(file)));
        History more = model.fit(data(1), fit(3, csvLogger(file).withAppend()).withInitialEpoch(2));
        List<String> lines = Files.readAllLines(file);
        assertEquals("epoch,loss,mae,val_loss,val_mae,learning_rate", lines.get(0));
        assertEquals(4, lines.size());
        assertEquals(
                "1," + first.last("loss"),
                lines.get(2).substring(0, lines.get(2).indexOf(',', 2)));
        assertTrue(lines.get(3).startsWith("2," + more.last("loss") + ","), lines.get(3));
        model.fit(data(1), fit(1, csvLogger(file).withSeparator(';')));
        assertEquals(2, Files.readAllLines(file).size());
        assertTrue(Files.readAllLines(file).get(1).startsWith("0;"));
    }

    @Test
    void lambdasAreToldAllThatHappens() {
        List<String> told = new ArrayList<>();
        Callback callback = lambdaCallback()
                .withOnTrainBegin(training -> told.add("begin " + training.epochs() + " x " + training.stepsPerEpoch()))
                .withOnEpochBegin((training, epoch) -> told.add("epoch " + epoch))
                .withOnBatchBegin((training, batch) -> told.add("batch " + batch))
                .withOnBatchEnd((training, batch) -> {
                    told.add("after " + batch);
                    if (batch == 1) {
                        training.stop();
                    }
                })
                .withOnEpochEnd((training, epoch, logs) -> told.add("logs " + logs.size()))
                .withOnTrainEnd(training -> told.add("end"));
        model(sgd(0.05)).fit(data(1), fit(2, callback));
        assertEquals(
                List.of("begin 2 x 4", "epoch 0", "batch 0", "after 0", "batch 1", "after 1", "logs 5", "end"), told);
    }

    @Test
    void aProbeShowsTheGradientsThatTheStepTook() {
        Sequential model = model(sgd(0.125));
        Map<String, float[]> before = new LinkedHashMap<>();
        Callback callback = lambdaCallback()
                .withOnBatchBegin((training, batch) -> before.putAll(training.weights()))
                .withOnBatchEnd((training, batch) -> {
                    Map<String, float[]> after = training.weights();
                    training.weights(before);
                    Probe probe = training.probe();
                    training.weights(after);
                    assertEquals(training.loss(), probe.loss());
                    probe.gradients().forEach((path, gradient) -> {
                        for (int i = 0; i < gradient.length; i++) {
                            float moved = before.get(path)[i] - 0.125f * gradient[i];
                            assertEquals(after.get(path)[i], moved, 1e-6f, path);
                        }
                    });
                    assertEquals(
                            List.of("dense", "batch_normalization", "dropout", "dense_1", "dense_2"),
                            List.copyOf(probe.outputs().keySet()));
                    assertEquals(8 * 8, probe.outputs().get("dropout").length);
                });
        model.fit(data(1), fit(2, callback));
        Callback early = lambdaCallback().withOnTrainBegin(Training::probe);
        assertThrows(IllegalStateException.class, () -> model.fit(data(1), fit(1, early)));
    }

    @Test
    void nanEndsTrainingAndLeavesTheWeightsOfTheStepBefore() {
        Sequential model = Sequential.of(input(3), dense(8, relu()), dense(8, relu()), dense(1));
        model.compile(sgd(1e6), meanSquaredError());
        TerminateOnNan terminate = terminateOnNan();
        History history = model.fit(data(1e3f), Fit.epochs(50).withBatchSize(8).withCallbacks(terminate));
        assertEquals(1, history.epochs().size());
        String cause = terminate.cause().orElseThrow();
        assertTrue(cause.contains("it began in"), cause);
        assertTrue(cause.contains("withClipNorm"), cause);
    }

    @Test
    void theLayerWhereNanBeganIsNamed() {
        Sequential model = Sequential.of(input(3), dense(4), dense(4), dense(4), dense(1));
        model.compile(sgd(1e-3), meanSquaredError());
        model.build(Shape.of(3));
        LayerHandle second = model.layer("dense_2");
        float[] huge = new float[16];
        Arrays.fill(huge, 3e38f);
        second.assign(List.of(Tensor.of(huge, 4, 4), Tensor.zeros(4)));
        Map<String, float[]> before = model.weightValues();
        TerminateOnNan terminate = terminateOnNan();
        model.fit(data(1), Fit.epochs(3).withBatchSize(8).withCallbacks(terminate));
        String cause = terminate.cause().orElseThrow();
        assertTrue(cause.contains("it began in layer dense_2, whose result overflowed"), cause);
        before.forEach(
                (path, values) -> assertArrayEquals(values, model.weightValues().get(path), path));

        // Of the backward pass: the loss is finite, the gradient of dense_1 is not, and so nor are those before it.
        float[] one = new float[16];
        Arrays.fill(one, 1e19f);
        model.layer("dense_1").assign(List.of(Tensor.of(new float[16], 4, 4), Tensor.zeros(4)));
        model.layer("dense_2").assign(List.of(Tensor.of(one, 4, 4), Tensor.zeros(4)));
        float[] column = {1e20f, 1e20f, 1e20f, 1e20f};
        model.layer("dense_3").assign(List.of(Tensor.of(column, 4, 1), Tensor.zeros(1)));
        model.fit(data(1), Fit.epochs(3).withBatchSize(8).withCallbacks(terminate));
        cause = terminate.cause().orElseThrow();
        assertTrue(cause.contains("it began in layer dense_1, whose gradient overflowed in the step before"), cause);
    }

    @Test
    void holdingStepsChangesNoBitOfHealthyTraining() {
        Sequential free = model(adam(0.01));
        Sequential held = model(adam(0.01));
        free.fit(data(1), fit(3));
        held.fit(data(1), fit(3, terminateOnNan()));
        free.weightValues()
                .forEach((path, values) ->
                        assertArrayEquals(values, held.weightValues().get(path), path));
    }

    /** The fields of a message by number; of repeated ones all. */
    private static Map<Integer, List<Object>> message(byte[] bytes) throws IOException {
        Map<Integer, List<Object>> fields = new TreeMap<>();
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            Object value = switch (tag & 7) {
                case 0 -> in.readInt64();
                case 1 -> in.readDouble();
                case 2 -> in.readByteArray();
                case 5 -> in.readFloat();
                default -> throw new IOException("wire type " + (tag & 7));
            };
            fields.computeIfAbsent(tag >>> 3, number -> new ArrayList<>()).add(value);
        }
        return fields;
    }

    private static int masked(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        int sum = (int) crc.getValue();
        return ((sum >>> 15) | (sum << 17)) + 0xa282ead8;
    }

    /** Summary values of an event file by tag, and by step. */
    private static Map<String, Map<Long, Map<Integer, List<Object>>>> events(Path folder) throws IOException {
        Map<String, Map<Long, Map<Integer, List<Object>>>> events = new LinkedHashMap<>();
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.toList();
        }
        assertEquals(1, files.size());
        assertTrue(files.get(0).getFileName().toString().startsWith("events.out.tfevents."));
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(files.get(0))).order(ByteOrder.LITTLE_ENDIAN);
        boolean first = true;
        while (bytes.hasRemaining()) {
            byte[] head = new byte[8];
            bytes.get(bytes.position(), head);
            byte[] content = new byte[(int) bytes.getLong()];
            assertEquals(masked(head), bytes.getInt());
            bytes.get(content);
            assertEquals(masked(content), bytes.getInt());
            Map<Integer, List<Object>> event = message(content);
            if (first) {
                assertEquals("brain.Event:2", new String((byte[]) event.get(3).get(0), StandardCharsets.UTF_8));
                first = false;
                continue;
            }
            Map<Integer, List<Object>> value = message(
                    (byte[]) message((byte[]) event.get(5).get(0)).get(1).get(0));
            String tag = new String((byte[]) value.get(1).get(0), StandardCharsets.UTF_8);
            events.computeIfAbsent(tag, t -> new TreeMap<>())
                    .put((Long) event.get(2).get(0), value);
        }
        return events;
    }

    @Test
    void tensorBoardFilesHoldCurvesAndHistograms() throws IOException {
        Sequential model = model(sgd(0.05));
        History history =
                model.fit(data(1), fit(3, tensorBoard(folder).withHistograms(2).withBatches(2)));
        var train = events(folder.resolve("train"));
        var valid = events(folder.resolve("validation"));
        for (int epoch = 0; epoch < 3; epoch++) {
            assertEquals(
                    history.of("loss").get(epoch).floatValue(),
                    train.get("epoch_loss").get((long) epoch).get(2).get(0));
            assertEquals(
                    history.of("val_mae").get(epoch).floatValue(),
                    valid.get("epoch_mae").get((long) epoch).get(2).get(0));
        }
        assertEquals(0.05f, train.get("epoch_learning_rate").get(1L).get(2).get(0));
        assertEquals(
                List.of(2L, 4L, 6L, 8L, 10L, 12L),
                List.copyOf(train.get("batch_loss").keySet()));
        assertEquals(
                List.of(0L, 2L), List.copyOf(train.get("dense/kernel/gradient").keySet()));
        float[] kernel = model.weightValues().get("dense/kernel");
        var histogram = message(
                (byte[]) train.get("dense/kernel/histogram").get(2L).get(5).get(0));
        double sum = 0;
        double squares = 0;
        for (float value : kernel) {
            sum += value;
            squares += (double) value * value;
        }
        assertEquals((double) kernel.length, histogram.get(3).get(0));
        assertEquals(sum, (double) histogram.get(4).get(0), 1e-9);
        assertEquals(squares, (double) histogram.get(5).get(0), 1e-9);
        assertEquals(30, histogram.get(6).size());
        for (int bucket = 0; bucket < 30; bucket++) {
            double from = bucket == 0
                    ? Double.NEGATIVE_INFINITY
                    : (double) histogram.get(6).get(bucket - 1);
            double to = (double) histogram.get(6).get(bucket);
            boolean last = bucket == 29;
            long in = 0;
            for (float value : kernel) {
                in += value >= from && (value < to || last) ? 1 : 0;
            }
            assertEquals((double) in, histogram.get(7).get(bucket), "bucket " + bucket);
        }
    }
}
