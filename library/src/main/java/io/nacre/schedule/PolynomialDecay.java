package io.nacre.schedule;

/**
 * {@code (initial - end) * (1 - step / decaySteps) ^ power + end}, then {@code end}: with power 1 a straight line.
 *
 * @param initialLearningRate above 0
 * @param decaySteps at least 1
 * @param endLearningRate at least 0; default 0.0001
 * @param power above 0; default 1
 * @param cycle whether the rate rises again when it has reached the end, over twice as many steps, then three times;
 *     default false
 */
public record PolynomialDecay(
        double initialLearningRate, long decaySteps, double endLearningRate, double power, boolean cycle)
        implements Schedule {
    /** Checks the numbers. */
    public PolynomialDecay {
        Require.positive("initialLearningRate", initialLearningRate);
        Require.atLeast("decaySteps", 1, decaySteps);
        Require.atLeastZero("endLearningRate", endLearningRate);
        Require.positive("power", power);
    }

    /** A straight line down to 0.0001. */
    public static PolynomialDecay of(double initialLearningRate, long decaySteps) {
        return new PolynomialDecay(initialLearningRate, decaySteps, 0.0001, 1, false);
    }

    /** The same down to this rate. */
    public PolynomialDecay withEndLearningRate(double endLearningRate) {
        return new PolynomialDecay(initialLearningRate, decaySteps, endLearningRate, power, cycle);
    }

    /** The same with this power. */
    public PolynomialDecay withPower(double power) {
        return new PolynomialDecay(initialLearningRate, decaySteps, endLearningRate, power, cycle);
    }

    /** The same, rising again when it has reached the end. */
    public PolynomialDecay withCycle() {
        return new PolynomialDecay(initialLearningRate, decaySteps, endLearningRate, power, true);
    }

    @Override
    public double at(long step) {
        double cycles = cycle && step > 0 ? Math.ceil((double) step / decaySteps) : 1;
        double share = Math.min(1, step / (decaySteps * cycles));
        return (initialLearningRate - endLearningRate) * Math.pow(1 - share, power) + endLearningRate;
    }
}
