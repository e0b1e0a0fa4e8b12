package io.nacre.callback;

import java.nio.file.Path;
import java.util.Map;

/**
 * Takes up a run that was killed where it was last saved, even in the middle of an epoch, and then ends it with the
 * same bits as if it had never stopped: weights, optimizer, schedule, order of the samples, random numbers, history;
 * and what other callbacks remember, such as the patience and the best weights of early stopping, the best value of a
 * checkpoint, the lines of a CSV log. (In Keras they begin anew.) Callbacks of one's own take part by
 * {@link Callback#state}. TensorBoard's files get the steps since the backup a second time.
 *
 * <p>The folder has a model file, weight files of callbacks that hold weights, and {@code position.json}, which is
 * replaced last and names them; killed at any moment, what it names is there and whole. The program is simply started
 * again, with the same model, data, options and callbacks; with others it is refused, and the message names what
 * differs. The number of epochs may grow. A run whose thread is interrupted is saved where it stopped. When the run
 * ends by itself the backup's files are deleted. Other files in the folder are left alone.
 */
public final class BackupAndRestore implements Callback {
    private final Path folder;
    private final int everyBatches;
    private final boolean keep;
    private int epoch;
    private boolean interrupted;

    private BackupAndRestore(Path folder, int everyBatches, boolean keep) {
        this.folder = folder;
        this.everyBatches = everyBatches;
        this.keep = keep;
    }

    /** Saves to this folder, which is made if need be, after each epoch. */
    public static BackupAndRestore of(Path folder) {
        return new BackupAndRestore(folder, 0, false);
    }

    /** The same, also after every so many batches. */
    public BackupAndRestore withSaveEveryBatches(int batches) {
        Require.atLeast("everyBatches", 1, batches);
        return new BackupAndRestore(folder, batches, keep);
    }

    /** The same, leaving the last backup there when the run ends, so that a run with more epochs goes on from it. */
    public BackupAndRestore withoutDeletion() {
        return new BackupAndRestore(folder, everyBatches, true);
    }

    @Override
    public void onTrainBegin(Training training) {
        interrupted = false;
        boolean _ = training.resume(folder);
    }

    @Override
    public void onEpochBegin(Training training, int epoch) {
        this.epoch = epoch;
    }

    @Override
    public void onBatchEnd(Training training, int batch) {
        if (everyBatches > 0 && training.step() % everyBatches == 0) {
            training.backUp(folder, epoch, batch + 1);
        }
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        training.backUp(folder, epoch + 1, 0);
    }

    @Override
    public void onInterrupt(Training training, int epoch, int batch) {
        interrupted = true;
        training.backUp(folder, epoch, batch);
    }

    @Override
    public void onTrainEnd(Training training, Map<String, Double> logs) {
        if (!keep && !interrupted) {
            training.deleteBackup(folder);
        }
    }

    @Override
    public String toString() {
        return "BackupAndRestore(folder=" + folder + ")";
    }
}
