package io.nacre.loss;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;

/**
 * {@code max(1 + max((1 - yTrue) yPred) - sum(yTrue yPred), 0)} over the last axis: the score of the right class is to
 * lie 1 above that of each other.
 *
 * <p>For exclusive classes whose targets are one-hot vectors. The scores of the other classes count as 0 at the least,
 * as in Keras, since the right one's is multiplied by 0. Both arrays have one shape, {@code (batch, ..., classes)}.
 *
 * @param reduction what is made of the samples' losses; default their mean
 */
public record CategoricalHinge(Reduction reduction) implements Loss {
    /** With Keras's defaults. */
    public static CategoricalHinge of() {
        return new CategoricalHinge(Reduction.SUM_OVER_BATCH_SIZE);
    }

    /** The same, reduced in this way. */
    public CategoricalHinge withReduction(Reduction reduction) {
        return new CategoricalHinge(reduction);
    }

    @Override
    public Node call(Node yTrue, Node yPred) {
        Targets.Pair pair = Targets.fit("categorical hinge", yTrue, yPred);
        Node right = pair.yTrue().times(pair.yPred()).sum(-1);
        Node wrong = Node.constant(1).minus(pair.yTrue()).times(pair.yPred()).max(-1);
        return wrong.minus(right).plus(1).maximum(0);
    }

    @Override
    public void check(float[] targets, Shape prediction, int firstSample) {
        Targets.check(
                targets,
                prediction.count(),
                firstSample,
                target -> target >= 0 && target <= 1,
                "categorical hinge takes one-hot vectors");
    }
}
