package io.nacre.loss;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;

/**
 * {@code mean((1 - q)^gamma b)} over the last axis, where {@code b} is the binary cross-entropy and {@code q} the
 * probability given to the right answer: answers that are right already hardly count.
 *
 * <p>For yes-or-no answers of which one is rare. With gamma 0 it is the binary cross-entropy. Targets and predictions
 * have one shape, or differ by a last axis of size 1; targets lie between 0 and 1. Source: Lin et al., 2018.
 *
 * @param applyClassBalancing whether yes and no are weighted by alpha and 1 - alpha; default false
 * @param alpha the weight of yes where classes are balanced, from 0 to 1; default 0.25
 * @param gamma how little right answers count, 0 or more; default 2
 * @param fromLogits whether predictions are logits instead of probabilities; default false
 * @param labelSmoothing moves targets towards 1/2 by this share, from 0 to 1; default 0
 * @param axis the axis over which the mean is taken; default the last one
 * @param reduction what is made of the samples' losses; default their mean
 */
public record BinaryFocalCrossentropy(
        boolean applyClassBalancing,
        double alpha,
        double gamma,
        boolean fromLogits,
        double labelSmoothing,
        int axis,
        Reduction reduction)
        implements Loss {
    /** Checks the numbers. */
    public BinaryFocalCrossentropy {
        Targets.requireSmoothing(labelSmoothing);
        Targets.requireNotNegative("alpha", alpha);
        Targets.requireNotNegative("gamma", gamma);
    }

    /** With Keras's defaults. */
    public static BinaryFocalCrossentropy of() {
        return new BinaryFocalCrossentropy(false, 0.25, 2, false, 0, -1, Reduction.SUM_OVER_BATCH_SIZE);
    }

    /** The same with yes and no weighted by alpha and 1 - alpha. */
    public BinaryFocalCrossentropy withApplyClassBalancing(boolean applyClassBalancing) {
        return new BinaryFocalCrossentropy(
                applyClassBalancing, alpha, gamma, fromLogits, labelSmoothing, axis, reduction);
    }

    /** The same with another weight of yes. */
    public BinaryFocalCrossentropy withAlpha(double alpha) {
        return new BinaryFocalCrossentropy(
                applyClassBalancing, alpha, gamma, fromLogits, labelSmoothing, axis, reduction);
    }

    /** The same with another focus. */
    public BinaryFocalCrossentropy withGamma(double gamma) {
        return new BinaryFocalCrossentropy(
                applyClassBalancing, alpha, gamma, fromLogits, labelSmoothing, axis, reduction);
    }

    /** The same for logits. */
    public BinaryFocalCrossentropy withFromLogits(boolean fromLogits) {
        return new BinaryFocalCrossentropy(
                applyClassBalancing, alpha, gamma, fromLogits, labelSmoothing, axis, reduction);
    }

    /** The same with smoothed labels. */
    public BinaryFocalCrossentropy withLabelSmoothing(double labelSmoothing) {
        return new BinaryFocalCrossentropy(
                applyClassBalancing, alpha, gamma, fromLogits, labelSmoothing, axis, reduction);
    }

    /** The same with the mean over another axis. */
    public BinaryFocalCrossentropy withAxis(int axis) {
        return new BinaryFocalCrossentropy(
                applyClassBalancing, alpha, gamma, fromLogits, labelSmoothing, axis, reduction);
    }

    /** The same, reduced in this way. */
    public BinaryFocalCrossentropy withReduction(Reduction reduction) {
        return new BinaryFocalCrossentropy(
                applyClassBalancing, alpha, gamma, fromLogits, labelSmoothing, axis, reduction);
    }

    @Override
    public Node call(Node yTrue, Node yPred) {
        Targets.Pair pair = Targets.fit("binary focal cross-entropy", yTrue, yPred);
        Node y = Targets.smooth(pair.yTrue(), labelSmoothing, 2);
        Node no = Node.constant(1).minus(y);
        Node p = fromLogits ? pair.yPred().sigmoid() : pair.yPred();
        Node right = y.times(p).plus(no.times(Node.constant(1).minus(p)));
        Node focus = Node.constant(1).minus(right).power(gamma);
        Node losses = focus.times(BinaryCrossentropy.ofProbabilities(y, p));
        if (applyClassBalancing) {
            losses = y.times(alpha).plus(no.times(1 - alpha)).times(losses);
        }
        return Targets.mean(losses, axis);
    }

    @Override
    public void check(float[] targets, Shape prediction, int firstSample) {
        BinaryCrossentropy.of().check(targets, prediction, firstSample);
    }
}
