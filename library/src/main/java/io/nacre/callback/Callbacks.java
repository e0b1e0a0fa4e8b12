package io.nacre.callback;

import io.nacre.schedule.OneCycle;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.IntToDoubleFunction;

/** Makes callbacks: {@code import static io.nacre.callback.Callbacks.*}. */
public final class Callbacks {
    private Callbacks() {}

    /** {@link ProgressBar}: a bar on a terminal, lines in a log. */
    public static ProgressBar progressBar(PrintStream out, boolean terminal) {
        return terminal ? ProgressBar.onTerminal(out) : ProgressBar.inLog(out);
    }

    /** {@link EarlyStopping} by {@code val_loss}. */
    public static EarlyStopping earlyStopping() {
        return earlyStopping("val_loss");
    }

    /** {@link EarlyStopping} by this value. */
    public static EarlyStopping earlyStopping(String monitor) {
        return EarlyStopping.of(monitor);
    }

    /** {@link ReduceLrOnPlateau} by {@code val_loss}. */
    public static ReduceLrOnPlateau reduceLrOnPlateau() {
        return reduceLrOnPlateau("val_loss");
    }

    /** {@link ReduceLrOnPlateau} by this value. */
    public static ReduceLrOnPlateau reduceLrOnPlateau(String monitor) {
        return ReduceLrOnPlateau.of(monitor);
    }

    /** {@link ModelCheckpoint} after each epoch. */
    public static ModelCheckpoint modelCheckpoint(Path file) {
        return ModelCheckpoint.of(file);
    }

    /** {@link BackupAndRestore} in this folder, after each epoch. */
    public static BackupAndRestore backupAndRestore(Path folder) {
        return BackupAndRestore.of(folder);
    }

    /** {@link CsvLogger} to a new file. */
    public static CsvLogger csvLogger(Path file) {
        return CsvLogger.of(file);
    }

    /** {@link TerminateOnNan}. */
    public static TerminateOnNan terminateOnNan() {
        return TerminateOnNan.of();
    }

    /** {@link TensorBoard} in this folder. */
    public static TensorBoard tensorBoard(Path folder) {
        return TensorBoard.of(folder);
    }

    /** {@link LearningRateScheduler} by epoch. */
    public static LearningRateScheduler learningRateScheduler(IntToDoubleFunction rule) {
        return LearningRateScheduler.byEpoch(rule);
    }

    /** {@link LearningRateScheduler} by epoch and the rate before it. */
    public static LearningRateScheduler learningRateScheduler(LearningRateScheduler.ByEpochAndRate rule) {
        return LearningRateScheduler.byEpochAndRate(rule);
    }

    /** {@link OneCycleScheduler} of so many steps up to this rate. */
    public static OneCycleScheduler oneCycleScheduler(long steps, double maxLearningRate) {
        return OneCycleScheduler.of(OneCycle.of(steps, maxLearningRate));
    }

    /** {@link LambdaCallback}, which does nothing yet. */
    public static LambdaCallback lambdaCallback() {
        return LambdaCallback.of();
    }
}
