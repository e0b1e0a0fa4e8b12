package io.nacre.pruning;

/**
 * Sparsity that rises steeply at first, then ever more slowly, as fewer weights are left to choose from:
 *
 * <pre>{@code final + (initial - final) * (1 - (step - begin) / (end - begin)) ^ power}</pre>
 *
 * <p>TensorFlow Model Optimization calls it {@code PolynomialDecay}. Masks are made anew every {@code frequency} steps
 * from {@code beginStep} on, and at {@code endStep}, so that the final sparsity is always reached. Leave some epochs
 * after the end, in which what is left adapts. Source: Zhu and Gupta, 2017.
 *
 * @param initialSparsity the share that is zero at the beginning, at least 0 and below 1; default 0
 * @param finalSparsity the share that is zero in the end, at least 0 and below 1
 * @param beginStep the step at which it begins
 * @param endStep the step at which it ends, after the beginning
 * @param power above 0; default 3
 * @param frequency steps from one new mask to the next, at least 1; default 100
 */
public record PolynomialSparsity(
        double initialSparsity, double finalSparsity, long beginStep, long endStep, double power, long frequency)
        implements PruningSchedule {
    private static final double POWER = 3;
    private static final long FREQUENCY = 100;

    /** Checks the numbers. */
    public PolynomialSparsity {
        Magnitudes.requireShare("initialSparsity", initialSparsity);
        Magnitudes.requireShare("finalSparsity", finalSparsity);
        if (initialSparsity > finalSparsity) {
            throw new IllegalArgumentException("what is pruned stays pruned, so sparsity cannot fall from "
                    + initialSparsity + " to " + finalSparsity);
        }
        if (beginStep < 0 || endStep <= beginStep) {
            throw new IllegalArgumentException(
                    "the steps must go from at least 0 to a later one, not from " + beginStep + " to " + endStep);
        }
        if (!(power > 0) || Double.isInfinite(power)) {
            throw new IllegalArgumentException("power must be a number above 0, not " + power);
        }
        if (frequency < 1) {
            throw new IllegalArgumentException("frequency must be at least 1, not " + frequency);
        }
    }

    /** From 0 to this sparsity between these steps. */
    public static PolynomialSparsity of(double finalSparsity, long beginStep, long endStep) {
        return new PolynomialSparsity(0, finalSparsity, beginStep, endStep, POWER, FREQUENCY);
    }

    /** The same from this sparsity on. */
    public PolynomialSparsity withInitialSparsity(double initialSparsity) {
        return new PolynomialSparsity(initialSparsity, finalSparsity, beginStep, endStep, power, frequency);
    }

    /** The same with this power. */
    public PolynomialSparsity withPower(double power) {
        return new PolynomialSparsity(initialSparsity, finalSparsity, beginStep, endStep, power, frequency);
    }

    /** The same with new masks every so many steps. */
    public PolynomialSparsity withFrequency(long frequency) {
        return new PolynomialSparsity(initialSparsity, finalSparsity, beginStep, endStep, power, frequency);
    }

    @Override
    public double sparsity(long step) {
        if (step < beginStep) {
            return 0;
        }
        double left = Math.max(0, 1 - (double) (step - beginStep) / (endStep - beginStep));
        return finalSparsity + (initialSparsity - finalSparsity) * Math.pow(left, power);
    }

    @Override
    public boolean isTurn(long step) {
        return step == endStep || step >= beginStep && step < endStep && (step - beginStep) % frequency == 0;
    }
}
