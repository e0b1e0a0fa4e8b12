package io.nacre.cli;

import io.nacre.callback.Callback;
import io.nacre.callback.Training;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Backs a run up where it is interrupted, which ends it, and now and then where an epoch ends; a backup after each of
 * many short epochs would take longer than they do.
 */
final class Backups implements Callback {
    private static final long EVERY_NANOS = 10_000_000_000L;

    private final Path folder;
    private final boolean resuming;
    private final BooleanSupplier isRequested;
    private int epoch;
    private long last;
    private boolean interrupted;

    /**
     * @param resuming whether to go on from the backup in the folder
     * @param isRequested whether the run is to end after the step that it makes
     */
    Backups(Path folder, boolean resuming, BooleanSupplier isRequested) {
        this.folder = folder;
        this.resuming = resuming;
        this.isRequested = isRequested;
    }

    /** Whether the run was interrupted before its end. */
    boolean isInterrupted() {
        return interrupted;
    }

    /** The epochs that were whole when the run was interrupted. */
    int epochs() {
        return epoch;
    }

    @Override
    public void onTrainBegin(Training training) {
        boolean _ = resuming && training.resume(folder);
        last = System.nanoTime();
    }

    @Override
    public void onEpochBegin(Training training, int epoch) {
        this.epoch = epoch;
    }

    @Override
    public void onBatchEnd(Training training, int batch) {
        if (!interrupted && isRequested.getAsBoolean()) {
            interrupted = true;
            training.backUp(folder, epoch, batch + 1);
            training.stop();
        }
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        long now = System.nanoTime();
        if (!interrupted && now - last >= EVERY_NANOS) {
            last = now;
            training.backUp(folder, epoch + 1, 0);
        }
    }
}
