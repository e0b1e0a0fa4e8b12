package io.nacre.loss;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;

/**
 * {@code -sum(y log p)} over the classes: for exclusive classes whose targets are vectors, one-hot or of probabilities.
 *
 * <p>Predictions that come from a softmax are taken from before it, which is exact however small a probability is;
 * others are divided by their sum and kept between 1e-7 and 1 - 1e-7, as Keras does. Targets and predictions have one
 * shape, {@code (batch, ..., classes)}; where there are axes between, there is a loss for each position.
 *
 * @param fromLogits whether predictions are logits instead of probabilities; default false
 * @param labelSmoothing moves targets towards equal shares, from 0 to 1; default 0
 * @param axis the axis of the classes; default the last one
 * @param reduction what is made of the samples' losses; default their mean
 */
public record CategoricalCrossentropy(boolean fromLogits, double labelSmoothing, int axis, Reduction reduction)
        implements Loss {
    /** Checks the numbers. */
    public CategoricalCrossentropy {
        Targets.requireSmoothing(labelSmoothing);
    }

    /** With Keras's defaults. */
    public static CategoricalCrossentropy of() {
        return new CategoricalCrossentropy(false, 0, -1, Reduction.SUM_OVER_BATCH_SIZE);
    }

    /** The same for logits. */
    public CategoricalCrossentropy withFromLogits(boolean fromLogits) {
        return new CategoricalCrossentropy(fromLogits, labelSmoothing, axis, reduction);
    }

    /** The same with smoothed labels. */
    public CategoricalCrossentropy withLabelSmoothing(double labelSmoothing) {
        return new CategoricalCrossentropy(fromLogits, labelSmoothing, axis, reduction);
    }

    /** The same with the classes along another axis. */
    public CategoricalCrossentropy withAxis(int axis) {
        return new CategoricalCrossentropy(fromLogits, labelSmoothing, axis, reduction);
    }

    /** The same, reduced in this way. */
    public CategoricalCrossentropy withReduction(Reduction reduction) {
        return new CategoricalCrossentropy(fromLogits, labelSmoothing, axis, reduction);
    }

    @Override
    public Node call(Node yTrue, Node yPred) {
        requireSameShape("categorical cross-entropy", yTrue, yPred);
        Node said = Targets.last(yPred, axis);
        Node y = Targets.smooth(Targets.last(yTrue, axis), labelSmoothing, said.size(-1));
        return y.times(Targets.logProbabilities(said, fromLogits)).sum(-1).negate();
    }

    static void requireSameShape(String loss, Node yTrue, Node yPred) {
        if (!yTrue.shape().equals(yPred.shape())) {
            throw new IllegalArgumentException(loss + " takes targets with one number a class, but the targets have"
                    + " shape " + yTrue.shape() + " and the predictions " + yPred.shape()
                    + "; for labels that are whole numbers use sparse categorical cross-entropy");
        }
    }

    @Override
    public void check(float[] targets, Shape prediction, int firstSample) {
        Targets.check(
                targets,
                prediction.count(),
                firstSample,
                target -> target >= 0 && target <= 1,
                "categorical cross-entropy takes probabilities, of each class one");
    }
}
