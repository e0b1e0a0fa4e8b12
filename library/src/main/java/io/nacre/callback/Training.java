package io.nacre.callback;

import io.nacre.metric.Direction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A training run as callbacks see it. */
public interface Training {
    /** Epochs that the run is to have in all. */
    int epochs();

    /**
     * Steps in each epoch. Where batches come one by one, without a number of steps, it is the number that the epoch
     * before had, and 0 in the first epoch.
     */
    int stepsPerEpoch();

    /** What the logs of an epoch's end will hold, by name, and which way better values lie. */
    Map<String, Direction> monitors();

    /** Loss and metrics over the epoch so far, by name; computed when asked for. */
    Map<String, Double> logs();

    /** The loss of the last batch; NaN before the first. */
    double loss();

    /** Steps made so far, over all epochs and earlier runs. */
    long step();

    /** The learning rate of the next step. */
    double learningRate();

    /**
     * Sets the learning rate from the next step on.
     *
     * @throws IllegalStateException if the optimizer follows a schedule, which would overrule it
     */
    void learningRate(double rate);

    /** The optimizer's numbers that can be changed while training runs, such as {@code momentum}, by name. */
    Map<String, Double> hyperparameters();

    /**
     * Sets such a number from the next step on.
     *
     * @throws IllegalArgumentException if the optimizer has none of this name; the message lists those that it has
     */
    void hyperparameter(String name, double value);

    /**
     * Ends training after this batch; the epoch ends as others do. {@link Thread#interrupt} ends a run from outside, at
     * the next step: {@link Callback#onInterrupt}.
     */
    void stop();

    /** All weights as they are now, by path. */
    Map<String, float[]> weights();

    /** Puts weights back. */
    void weights(Map<String, float[]> weights);

    /** The paths of the kernels that are trained, as dense layers have them. */
    List<String> kernels();

    /**
     * Sets kernels to zero where their masks are 0, and keeps them there to the end of the run: after each step, after
     * {@link #weights(Map)}, and when averages take the place of the weights. Kernels without a mask stay as they were
     * masked before.
     *
     * @param masks by the kernels' paths, of ones and zeros
     * @throws IllegalStateException if no callback of the run has said that it {@link Callback#masksWeights}
     * @throws IllegalArgumentException if there is no such kernel, or the mask has not as many numbers
     */
    void mask(Map<String, float[]> masks);

    /**
     * What the last batch makes of the weights as they are now, with the random numbers of the last step: results of
     * all layers, and gradients. It costs about as much as a step, and changes nothing.
     *
     * @throws IllegalStateException before the first step
     */
    Probe probe();

    /**
     * Saves the model as it is now to a {@code .keras} file; a crash leaves the old file or the new one.
     *
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    void save(Path file);

    /**
     * Saves all that this run needs to go on from here, in a folder, which is made if need be, once all callbacks have
     * heard of what happened here; their {@link Callback#state} is part of it. A crash leaves the backup before or the
     * new one. The backup before is deleted; other files in the folder are left alone.
     *
     * @param epoch in which it is to go on
     * @param batch at which it is to go on in that epoch
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    void backUp(Path folder, int epoch, int batch);

    /**
     * Goes on from the backup in a folder; only while training begins. Callbacks take up their states once all have
     * heard of the begin.
     *
     * @return whether there is one
     * @throws java.io.UncheckedIOException if it cannot be read
     * @throws IllegalArgumentException if it is damaged, or that of another run or of other callbacks
     */
    boolean resume(Path folder);

    /**
     * Deletes the backup in a folder, and nothing else.
     *
     * @throws java.io.UncheckedIOException if it cannot be deleted
     */
    void deleteBackup(Path folder);
}
