package io.nacre.callback;

import java.util.Map;

/**
 * Hooks into training. Override those that you need; each is told the run, and the logs of an epoch at its end: loss,
 * metrics, the same on the validation data with {@code val_} before their names, and {@code learning_rate}, that of the
 * epoch's last step. Epochs and batches are numbered from 0. An exception from a hook ends training.
 */
public interface Callback {
    /**
     * Whether a step is to leave all weights as they were when its loss is NaN or infinite, so that {@link
     * Training#probe} can look for the cause.
     */
    default boolean holdsNonFiniteSteps() {
        return false;
    }

    /** Before the first epoch. */
    default void onTrainBegin(Training training) {}

    /** Before an epoch. */
    default void onEpochBegin(Training training, int epoch) {}

    /** Before a training batch. */
    default void onBatchBegin(Training training, int batch) {}

    /** After a training batch; {@link Training#logs} tells the means over the epoch so far. */
    default void onBatchEnd(Training training, int batch) {}

    /** After an epoch and its validation. */
    default void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {}

    /** After the last epoch. */
    default void onTrainEnd(Training training, Map<String, Double> logs) {}
}
