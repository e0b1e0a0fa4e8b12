package io.nacre.loss;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;

/**
 * {@code mean(max(1 - yTrue yPred, 0))} over the last axis, for yes-or-no answers as a support vector machine gives
 * them.
 *
 * <p>Targets are -1 or 1; a batch of targets that are all 0 or 1 is read as -1 and 1. Predictions are scores of any
 * size: end the model with no activation or with tanh, and not with a sigmoid. Both have one shape, {@code (batch, ...,
 * n)}, or differ by a last axis of size 1.
 *
 * @param reduction what is made of the samples' losses; default their mean
 */
public record Hinge(Reduction reduction) implements Loss {
    /** With Keras's defaults. */
    public static Hinge of() {
        return new Hinge(Reduction.SUM_OVER_BATCH_SIZE);
    }

    /** The same, reduced in this way. */
    public Hinge withReduction(Reduction reduction) {
        return new Hinge(reduction);
    }

    @Override
    public Node call(Node yTrue, Node yPred) {
        Targets.Pair pair = Targets.fit("hinge", yTrue, yPred);
        return Targets.mean(Margins.shortfall(pair));
    }

    @Override
    public void check(float[] targets, Shape prediction, int firstSample) {
        Targets.check(
                targets,
                prediction.count(),
                firstSample,
                target -> target == -1 || target == 0 || target == 1,
                "hinge takes -1 and 1, or 0 and 1");
    }
}
