package io.nacre.callback;

import java.util.function.IntToDoubleFunction;

/**
 * Sets the learning rate before each epoch. For rates that change from step to step give the optimizer a schedule
 * instead; the two do not go together.
 */
public final class LearningRateScheduler implements Callback {
    private final ByEpochAndRate rule;

    /** From the epoch, from 0, and the rate so far, to the rate. */
    @FunctionalInterface
    public interface ByEpochAndRate {
        /** The rate of this epoch. */
        double at(int epoch, double rate);
    }

    private LearningRateScheduler(ByEpochAndRate rule) {
        this.rule = rule;
    }

    /** Rates that depend on the epoch, from 0, alone; training that goes on at a later epoch takes up its rate. */
    public static LearningRateScheduler byEpoch(IntToDoubleFunction rule) {
        return new LearningRateScheduler((epoch, rate) -> rule.applyAsDouble(epoch));
    }

    /** Rates that depend on the epoch and on the rate before it. */
    public static LearningRateScheduler byEpochAndRate(ByEpochAndRate rule) {
        return new LearningRateScheduler(rule);
    }

    @Override
    public void onEpochBegin(Training training, int epoch) {
        training.learningRate(rule.at(epoch, training.learningRate()));
    }

    @Override
    public String toString() {
        return "LearningRateScheduler";
    }
}
