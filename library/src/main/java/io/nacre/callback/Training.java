package io.nacre.callback;

import java.util.Map;

/** A training run as callbacks see it. */
public interface Training {
    /** Epochs that the run is to have in all. */
    int epochs();

    /** Steps in each epoch. */
    int stepsPerEpoch();

    /** Loss and metrics over the epoch so far, by name; computed when asked for. */
    Map<String, Double> logs();

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

    /** Ends training after this batch. */
    void stop();

    /** All weights as they are now, by path. */
    Map<String, float[]> weights();

    /** Puts weights back. */
    void weights(Map<String, float[]> weights);
}
