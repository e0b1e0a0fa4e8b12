package io.nacre.schedule;

import io.nacre.file.KerasName;

/**
 * Power scheduling, {@code initial / (1 + step / decaySteps) ^ power}: the rate falls fast at first, then ever more
 * slowly. With power 1 it is a half after {@code decaySteps} and a third after twice as many; a larger power lets it
 * fall faster.
 *
 * <p>Keras has no such schedule, so that a file with it opens in Nacre only; with power 1 take {@link InverseTimeDecay}
 * with decay rate 1, which is the same and opens in Keras.
 *
 * @param initialLearningRate above 0
 * @param decaySteps at least 1
 * @param power at least 0; usual are 1 and 0.5
 */
@KerasName(module = "nacre.schedules")
public record PowerDecay(double initialLearningRate, long decaySteps, double power) implements Schedule {
    /** Checks the numbers. */
    public PowerDecay {
        Require.positive("initialLearningRate", initialLearningRate);
        Require.atLeast("decaySteps", 1, decaySteps);
        Require.atLeastZero("power", power);
    }

    /** A rate that falls by this power. */
    public static PowerDecay of(double initialLearningRate, long decaySteps, double power) {
        return new PowerDecay(initialLearningRate, decaySteps, power);
    }

    @Override
    public double at(long step) {
        return initialLearningRate / Math.pow(1 + (double) step / decaySteps, power);
    }
}
