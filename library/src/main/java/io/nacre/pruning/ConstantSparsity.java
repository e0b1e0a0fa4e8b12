package io.nacre.pruning;

/**
 * The same sparsity from {@code beginStep} on, all at once. A net that has learned loses more accuracy this way than by
 * {@link PolynomialSparsity}, and needs the steps after it to recover. TensorFlow Model Optimization's schedule of the
 * same name.
 *
 * @param targetSparsity the share that is zero, at least 0 and below 1
 * @param beginStep the step before which it is pruned; default 0
 */
public record ConstantSparsity(double targetSparsity, long beginStep) implements PruningSchedule {
    /** Checks the numbers. */
    public ConstantSparsity {
        Magnitudes.requireShare("targetSparsity", targetSparsity);
        if (beginStep < 0) {
            throw new IllegalArgumentException("beginStep must be at least 0, not " + beginStep);
        }
    }

    /** This sparsity from the first step on. */
    public static ConstantSparsity of(double targetSparsity) {
        return new ConstantSparsity(targetSparsity, 0);
    }

    /** The same from this step on. */
    public ConstantSparsity withBeginStep(long beginStep) {
        return new ConstantSparsity(targetSparsity, beginStep);
    }

    @Override
    public double sparsity(long step) {
        return step < beginStep ? 0 : targetSparsity;
    }

    @Override
    public boolean isTurn(long step) {
        return step == beginStep;
    }

    @Override
    public long endStep() {
        return beginStep;
    }
}
