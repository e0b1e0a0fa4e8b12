package io.nacre.callback;

import java.util.Map;
import java.util.Optional;

/**
 * Hooks into training. Override those that you need; each is told the run, and the logs of an epoch at its end: loss,
 * metrics, the same on the validation data, where the epoch is validated, with {@code val_} before their names, and
 * {@code learning_rate}, that of the epoch's last step. Epochs and batches are numbered from 0. An exception from a
 * hook ends training.
 */
public interface Callback {
    /**
     * Whether a step is to leave all weights as they were when its loss is NaN or infinite, so that
     * {@link Training#probe} can look for the cause.
     */
    default boolean holdsNonFiniteSteps() {
        return false;
    }

    /** Whether it sets weights to zero for good, by {@link Training#mask}; steps then keep them there. */
    default boolean masksWeights() {
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

    /**
     * After the last step of a run whose thread was interrupted. The epoch that was not finished has no end and no
     * logs, and {@link #onTrainEnd} follows; weights are not yet replaced by their averages.
     *
     * @param epoch in which the run would go on, as {@link Training#backUp} takes it
     * @param batch at which it would go on in that epoch
     */
    default void onInterrupt(Training training, int epoch, int batch) {}

    /** After the last epoch. */
    default void onTrainEnd(Training training, Map<String, Double> logs) {}

    /**
     * What it has to know to go on as if nothing had happened, where a run that was killed is taken up again
     * ({@link BackupAndRestore}); empty if that is nothing.
     */
    default Optional<CallbackState> state() {
        return Optional.empty();
    }

    /**
     * Takes up what {@link #state} gave before the run was killed. All callbacks have heard of the begin of training
     * then; in the middle of an epoch they will hear of its begin once more.
     *
     * @throws IllegalArgumentException if the state is another callback's
     */
    default void resume(Training training, CallbackState state) {}
}
