package io.nacre.loss;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;

/**
 * {@code -alpha sum((1 - p)^gamma y log p)} over the classes: the categorical cross-entropy, in which classes that are
 * predicted well already hardly count.
 *
 * <p>For exclusive classes of which some are rare; targets are vectors, one-hot or of probabilities. Predictions are
 * divided by their sum and kept between 1e-7 and 1 - 1e-7. Targets and predictions have one shape, {@code (batch, ...,
 * classes)}. Source: Lin et al., 2018.
 *
 * @param alpha a weight of all classes, 0 or more; default 0.25
 * @param gamma how little right answers count, 0 or more; default 2
 * @param fromLogits whether predictions are logits instead of probabilities; default false
 * @param labelSmoothing moves targets towards equal shares, from 0 to 1; default 0
 * @param axis the axis of the classes; default the last one
 * @param reduction what is made of the samples' losses; default their mean
 */
public record CategoricalFocalCrossentropy(
        double alpha, double gamma, boolean fromLogits, double labelSmoothing, int axis, Reduction reduction)
        implements Loss {
    /** Checks the numbers. */
    public CategoricalFocalCrossentropy {
        Targets.requireSmoothing(labelSmoothing);
        Targets.requireNotNegative("alpha", alpha);
        Targets.requireNotNegative("gamma", gamma);
    }

    /** With Keras's defaults. */
    public static CategoricalFocalCrossentropy of() {
        return new CategoricalFocalCrossentropy(0.25, 2, false, 0, -1, Reduction.SUM_OVER_BATCH_SIZE);
    }

    /** The same with another weight. */
    public CategoricalFocalCrossentropy withAlpha(double alpha) {
        return new CategoricalFocalCrossentropy(alpha, gamma, fromLogits, labelSmoothing, axis, reduction);
    }

    /** The same with another focus. */
    public CategoricalFocalCrossentropy withGamma(double gamma) {
        return new CategoricalFocalCrossentropy(alpha, gamma, fromLogits, labelSmoothing, axis, reduction);
    }

    /** The same for logits. */
    public CategoricalFocalCrossentropy withFromLogits(boolean fromLogits) {
        return new CategoricalFocalCrossentropy(alpha, gamma, fromLogits, labelSmoothing, axis, reduction);
    }

    /** The same with smoothed labels. */
    public CategoricalFocalCrossentropy withLabelSmoothing(double labelSmoothing) {
        return new CategoricalFocalCrossentropy(alpha, gamma, fromLogits, labelSmoothing, axis, reduction);
    }

    /** The same with the classes along another axis. */
    public CategoricalFocalCrossentropy withAxis(int axis) {
        return new CategoricalFocalCrossentropy(alpha, gamma, fromLogits, labelSmoothing, axis, reduction);
    }

    /** The same, reduced in this way. */
    public CategoricalFocalCrossentropy withReduction(Reduction reduction) {
        return new CategoricalFocalCrossentropy(alpha, gamma, fromLogits, labelSmoothing, axis, reduction);
    }

    @Override
    public Node call(Node yTrue, Node yPred) {
        CategoricalCrossentropy.requireSameShape("categorical focal cross-entropy", yTrue, yPred);
        Node said = Targets.last(yPred, axis);
        Node y = Targets.smooth(Targets.last(yTrue, axis), labelSmoothing, said.size(-1));
        Node p = Targets.shares(fromLogits ? said.softmax() : said);
        Node focus = Node.constant(1).minus(p).power(gamma).times(alpha);
        return focus.times(y).times(p.log()).sum(-1).negate();
    }

    @Override
    public void check(float[] targets, Shape prediction, int firstSample) {
        CategoricalCrossentropy.of().check(targets, prediction, firstSample);
    }
}
