package io.nacre.schedule;

/**
 * Power scheduling, {@code initial / (1 + decayRate * step / decaySteps)}: the rate falls fast at first, then ever more
 * slowly. With decay rate 1 it is a half after {@code decaySteps}, a third after twice as many. {@link PowerDecay} has
 * an exponent.
 *
 * @param initialLearningRate above 0
 * @param decaySteps at least 1
 * @param decayRate at least 0
 * @param staircase whether the rate falls in stairs, once every {@code decaySteps}, instead of a little at each step;
 *     default false
 */
public record InverseTimeDecay(double initialLearningRate, long decaySteps, double decayRate, boolean staircase)
        implements Schedule {
    /** Checks the numbers. */
    public InverseTimeDecay {
        Require.positive("initialLearningRate", initialLearningRate);
        Require.atLeast("decaySteps", 1, decaySteps);
        Require.atLeastZero("decayRate", decayRate);
    }

    /** A rate that falls a little at each step. */
    public static InverseTimeDecay of(double initialLearningRate, long decaySteps, double decayRate) {
        return new InverseTimeDecay(initialLearningRate, decaySteps, decayRate, false);
    }

    /** The same in stairs. */
    public InverseTimeDecay withStaircase() {
        return new InverseTimeDecay(initialLearningRate, decaySteps, decayRate, true);
    }

    @Override
    public double at(long step) {
        double times = (double) step / decaySteps;
        return initialLearningRate / (1 + decayRate * (staircase ? Math.floor(times) : times));
    }
}
