package io.nacre.callback;

import io.nacre.internal.disk.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Saves the model after each epoch, or after each that is better than all before, as a {@code .keras} file with the
 * optimizer's state. A crash leaves the old file or the new one.
 *
 * <p>The file's name may have fields, as in {@code model-{epoch:02d}-{val_loss:.4f}.keras}, and {@code {batch}} where
 * it is saved after batches; epochs and batches count from 1 there, as people see them. The folder is made if need be.
 * Epochs that are not validated have no value for {@code val_loss}: they are passed over where the name asks for it,
 * with one warning.
 */
public final class ModelCheckpoint implements Callback {
    private static final System.Logger LOG = System.getLogger("io.nacre");

    private final Path folder;
    private final FileName name;
    private final Optional<Monitor> best;
    private final Optional<Mode> givenMode;
    private final OptionalDouble threshold;
    private final OptionalInt everyBatches;

    private Mode mode = Mode.MIN;
    private OptionalDouble bestValue;
    private Optional<Path> lastFile = Optional.empty();
    private int epoch;
    private boolean warned;

    private ModelCheckpoint(
            Path folder,
            FileName name,
            Optional<Monitor> best,
            Optional<Mode> givenMode,
            OptionalDouble threshold,
            OptionalInt everyBatches) {
        everyBatches.ifPresent(batches -> Require.atLeast("everyBatches", 1, batches));
        this.folder = folder;
        this.name = name;
        this.best = givenMode.isEmpty() ? best : best.map(monitor -> monitor.withMode(givenMode.get()));
        this.givenMode = givenMode;
        this.threshold = threshold;
        this.bestValue = threshold;
        this.everyBatches = everyBatches;
    }

    /**
     * Saves to this file after each epoch.
     *
     * @throws IllegalArgumentException if it does not end in {@code .keras}, or a field of its name cannot be read
     */
    public static ModelCheckpoint of(Path file) {
        Path absolute = file.toAbsolutePath();
        Path name = absolute.getFileName();
        if (name == null || !name.toString().endsWith(".keras")) {
            throw new IllegalArgumentException("a checkpoint's name ends in .keras, but it is " + file);
        }
        Path folder = absolute.getParent();
        return new ModelCheckpoint(
                folder == null ? absolute : folder,
                new FileName(name.toString()),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty());
    }

    /**
     * Returns a copy that saves only after epochs in which this value is better than in all before: those of this run,
     * and of earlier ones with this callback where training goes on.
     */
    public ModelCheckpoint withSaveBestOnly(String monitor) {
        return new ModelCheckpoint(folder, name, Optional.of(Monitor.of(monitor)), givenMode, threshold, everyBatches);
    }

    /**
     * Returns a copy that watches a value that does not tell whether more or less is better. It matters with
     * {@link #withSaveBestOnly} only.
     */
    public ModelCheckpoint withMode(Mode mode) {
        return new ModelCheckpoint(folder, name, best, Optional.of(mode), threshold, everyBatches);
    }

    /** The same; the first epoch is saved only if its value is better than this. */
    public ModelCheckpoint withInitialValueThreshold(double threshold) {
        return new ModelCheckpoint(folder, name, best, givenMode, OptionalDouble.of(threshold), everyBatches);
    }

    /** The same, after every so many batches instead of after epochs; the values then are those of the epoch so far. */
    public ModelCheckpoint withSaveEveryBatches(int batches) {
        return new ModelCheckpoint(folder, name, best, givenMode, threshold, OptionalInt.of(batches));
    }

    /** The file that was written last in the last run, if one was. */
    public Optional<Path> lastFile() {
        return lastFile;
    }

    @Override
    public void onTrainBegin(Training training) {
        Map<String, Double> sample = new LinkedHashMap<>();
        training.monitors().keySet().forEach(monitor -> sample.put(monitor, 0.0));
        if (everyBatches.isPresent()) { // logs of batches have no values of whole epochs
            sample.keySet().removeIf(monitor -> monitor.startsWith("val_") || monitor.equals("learning_rate"));
            sample.put(FileName.BATCH, 1.0);
        }
        String _ = name.at(1, sample); // a name that cannot be made is refused now rather than after an epoch
        try {
            Path _ = Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "checkpoints cannot be saved: the folder " + folder + " cannot be made: " + Reason.of(e), e);
        }
        best.ifPresent(monitor -> mode = monitor.in("the checkpoint", training));
        if (training.step() == 0) { // else training goes on, and the file may hold a better model
            bestValue = threshold;
        }
        lastFile = Optional.empty();
        warned = false;
    }

    @Override
    public void onEpochBegin(Training training, int epoch) {
        this.epoch = epoch;
    }

    @Override
    public void onBatchEnd(Training training, int batch) {
        if (everyBatches.isPresent() && training.step() % everyBatches.getAsInt() == 0) {
            Map<String, Double> logs = new LinkedHashMap<>(training.logs());
            logs.put(FileName.BATCH, batch + 1.0);
            save(training, logs);
        }
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        if (everyBatches.isEmpty() && best.stream().allMatch(monitor -> monitor.isIn(logs))) {
            save(training, logs);
        }
    }

    private void save(Training training, Map<String, Double> logs) {
        List<String> missing = name.missing(logs.keySet());
        if (!missing.isEmpty()) {
            if (!warned) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "epoch {0} has no checkpoint, since the file name {1} asks for {2}, which only validated epochs"
                                + " have; leave it out of the name, or validate each epoch",
                        Integer.toString(epoch + 1),
                        name.pattern(),
                        String.join(", ", missing));
                warned = true;
            }
            return;
        }
        if (best.isPresent()) {
            double value = best.get().value(logs);
            if (bestValue.isPresent() && !best.get().isBetter(mode, value, bestValue.getAsDouble())) {
                return;
            }
            bestValue = OptionalDouble.of(value);
        }
        Path file = folder.resolve(name.at(epoch + 1, logs));
        training.save(file);
        lastFile = Optional.of(file);
    }

    @Override
    public Optional<CallbackState> state() {
        Map<String, Double> numbers = new HashMap<>();
        bestValue.ifPresent(value -> numbers.put("best", value));
        Map<String, String> texts = new HashMap<>();
        lastFile.ifPresent(file -> texts.put("last_file", file.toString()));
        return Optional.of(CallbackState.of(numbers).withTexts(texts));
    }

    @Override
    public void resume(Training training, CallbackState state) {
        if (state.numbers().containsKey("best")) {
            bestValue = OptionalDouble.of(state.number("best"));
        }
        lastFile = Optional.ofNullable(state.texts().get("last_file")).map(Path::of);
    }

    @Override
    public String toString() {
        return "ModelCheckpoint(file=" + folder.resolve(name.pattern())
                + best.map(monitor -> ", saveBestOnly=" + monitor.name()).orElse("") + ")";
    }
}
