package io.nacre.loss;

import io.nacre.graph.Node;

/**
 * {@code -sum(y log p)} over the classes: for exclusive classes whose targets are vectors, one-hot or of probabilities.
 *
 * <p>Predictions that come from a softmax are taken from before it, which is exact however small a probability is;
 * others are divided by their sum and kept between 1e-7 and 1 - 1e-7, as Keras does. Targets and predictions have one
 * shape, {@code (batch, ..., classes)}; where there are axes between, their mean is taken.
 *
 * @param fromLogits whether predictions are logits instead of probabilities; default false
 * @param labelSmoothing moves targets towards equal shares, from 0 to 1; default 0
 */
public record CategoricalCrossentropy(boolean fromLogits, double labelSmoothing) implements Loss {
    /** Checks the smoothing. */
    public CategoricalCrossentropy {
        if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
            throw new IllegalArgumentException("labelSmoothing must be between 0 and 1, not " + labelSmoothing);
        }
    }

    /** For probabilities. */
    public static CategoricalCrossentropy of() {
        return new CategoricalCrossentropy(false, 0);
    }

    /** The same for logits. */
    public CategoricalCrossentropy withFromLogits(boolean fromLogits) {
        return new CategoricalCrossentropy(fromLogits, labelSmoothing);
    }

    /** The same with smoothed labels. */
    public CategoricalCrossentropy withLabelSmoothing(double labelSmoothing) {
        return new CategoricalCrossentropy(fromLogits, labelSmoothing);
    }

    @Override
    public Node call(Node yTrue, Node yPred) {
        if (!yTrue.shape().equals(yPred.shape())) {
            throw new IllegalArgumentException("categorical cross-entropy takes targets with one number a class, but"
                    + " the targets have shape " + yTrue.shape() + " and the predictions " + yPred.shape()
                    + "; for labels that are whole numbers use sparse categorical cross-entropy");
        }
        Node y = labelSmoothing == 0 ? yTrue : yTrue.times(1 - labelSmoothing).plus(labelSmoothing / yPred.size(-1));
        Node losses =
                y.times(Targets.logProbabilities(yPred, fromLogits)).sum(-1).negate();
        return Targets.meanOverSample(losses);
    }
}
