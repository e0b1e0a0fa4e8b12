package io.nacre.callback;

import java.util.Map;

/**
 * Hooks into training. Override those that you need; each is told the run, and the logs of an epoch at its end.
 * Epochs and batches are numbered from 0.
 */
public interface Callback {
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
