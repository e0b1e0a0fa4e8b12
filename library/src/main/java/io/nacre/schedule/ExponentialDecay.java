package io.nacre.schedule;

/**
 * {@code initial * decayRate ^ (step / decaySteps)}: the rate falls by the same factor every so many steps. A good
 * choice where the number of steps is known before.
 *
 * @param initialLearningRate above 0
 * @param decaySteps steps to one factor, at least 1
 * @param decayRate the factor, above 0
 * @param staircase whether the rate falls in stairs, once every {@code decaySteps}, instead of a little at each step;
 *     default false
 */
public record ExponentialDecay(double initialLearningRate, long decaySteps, double decayRate, boolean staircase)
        implements Schedule {
    /** Checks the numbers. */
    public ExponentialDecay {
        Require.positive("initialLearningRate", initialLearningRate);
        Require.positive("decayRate", decayRate);
        Require.atLeast("decaySteps", 1, decaySteps);
    }

    /** A rate that falls a little at each step. */
    public static ExponentialDecay of(double initialLearningRate, long decaySteps, double decayRate) {
        return new ExponentialDecay(initialLearningRate, decaySteps, decayRate, false);
    }

    /** The same in stairs. */
    public ExponentialDecay withStaircase() {
        return new ExponentialDecay(initialLearningRate, decaySteps, decayRate, true);
    }

    @Override
    public double at(long step) {
        double exponent = (double) step / decaySteps;
        return initialLearningRate * Math.pow(decayRate, staircase ? Math.floor(exponent) : exponent);
    }
}
