package io.nacre.loss;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import java.util.Optional;

/**
 * {@code -(y log p + (1 - y) log(1 - p))}, the mean over the values of a sample: for yes-or-no answers.
 *
 * <p>Predictions that come from a sigmoid are taken from before it, which is exact however sure the model is; others are
 * probabilities, which Keras and this keep between 1e-7 and 1 - 1e-7. Targets and predictions have one shape, or differ
 * by a last axis of size 1; targets lie between 0 and 1.
 *
 * @param fromLogits whether predictions are logits instead of probabilities; default false
 * @param labelSmoothing moves targets towards 1/2 by this share, from 0 to 1; default 0
 */
public record BinaryCrossentropy(boolean fromLogits, double labelSmoothing) implements Loss {
    /** Checks the smoothing. */
    public BinaryCrossentropy {
        if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
            throw new IllegalArgumentException("labelSmoothing must be between 0 and 1, not " + labelSmoothing);
        }
    }

    /** For probabilities. */
    public static BinaryCrossentropy of() {
        return new BinaryCrossentropy(false, 0);
    }

    /** The same for logits. */
    public BinaryCrossentropy withFromLogits(boolean fromLogits) {
        return new BinaryCrossentropy(fromLogits, labelSmoothing);
    }

    /** The same with smoothed labels. */
    public BinaryCrossentropy withLabelSmoothing(double labelSmoothing) {
        return new BinaryCrossentropy(fromLogits, labelSmoothing);
    }

    @Override
    public Node call(Node yTrue, Node yPred) {
        Node y = Targets.fit("binary cross-entropy", yTrue, yPred);
        if (labelSmoothing > 0) {
            y = y.times(1 - labelSmoothing).plus(labelSmoothing / 2);
        }
        Optional<Node> logits = fromLogits ? Optional.of(yPred) : Targets.beforeSigmoid(yPred);
        if (logits.isPresent()) {
            Node z = logits.get();
            return Targets.meanOverSample(z.softplus().minus(z.times(y)));
        }
        Node p = yPred.clip(Targets.EPSILON, 1 - Targets.EPSILON);
        Node no = Node.constant(1).minus(p);
        Node likelihood = y.times(p.log()).plus(Node.constant(1).minus(y).times(no.log()));
        return Targets.meanOverSample(likelihood.negate());
    }

    @Override
    public void check(float[] targets, Shape prediction, int firstSample) {
        int values = Math.max(1, prediction.count());
        for (int i = 0; i < targets.length; i++) {
            if (!(targets[i] >= 0 && targets[i] <= 1)) {
                throw new IllegalArgumentException("the target of sample " + (firstSample + i / values) + " is "
                        + targets[i] + ", but binary cross-entropy takes targets from 0 to 1");
            }
        }
    }
}
