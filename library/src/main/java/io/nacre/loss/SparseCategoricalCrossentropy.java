package io.nacre.loss;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;

/**
 * {@code -log p[label]}: for exclusive classes whose targets are labels, whole numbers from 0.
 *
 * <p>Predictions that come from a softmax are taken from before it, which is exact however small a probability is;
 * others are divided by their sum and kept between 1e-7 and 1 - 1e-7, as Keras does. Predictions have shape
 * {@code (batch, ..., classes)}; targets the same without the last axis, or with a last axis of size 1.
 *
 * @param fromLogits whether predictions are logits instead of probabilities; default false
 */
public record SparseCategoricalCrossentropy(boolean fromLogits) implements Loss {
    /** For probabilities. */
    public static SparseCategoricalCrossentropy of() {
        return new SparseCategoricalCrossentropy(false);
    }

    /** The same for logits. */
    public SparseCategoricalCrossentropy withFromLogits(boolean fromLogits) {
        return new SparseCategoricalCrossentropy(fromLogits);
    }

    @Override
    public Node call(Node yTrue, Node yPred) {
        int rank = yPred.shape().rank();
        if (rank < 2) {
            throw new IllegalArgumentException("sparse categorical cross-entropy takes predictions of shape"
                    + " (batch, classes), not " + yPred.shape());
        }
        Shape labels = yPred.shape().slice(0, rank - 1);
        if (!yTrue.shape().equals(labels) && !yTrue.shape().equals(labels.append(1))) {
            throw new IllegalArgumentException("sparse categorical cross-entropy takes one label a prediction, but the"
                    + " targets have shape " + yTrue.shape() + " and the predictions " + yPred.shape()
                    + "; for targets with one number a class use categorical cross-entropy");
        }
        Node chosen = yTrue.reshape(labels.append(1)).equalTo(Node.range(yPred.size(-1)));
        Node logs = Targets.logProbabilities(yPred, fromLogits);
        return Targets.meanOverSample(
                chosen.select(logs, Node.constant(0)).sum(-1).negate());
    }

    @Override
    public void check(float[] targets, Shape prediction, int firstSample) {
        int classes = prediction.size(-1);
        int labels = Math.max(1, prediction.count() / classes);
        for (int i = 0; i < targets.length; i++) {
            float label = targets[i];
            if (!(label >= 0 && label < classes && label == Math.rint(label))) {
                throw new IllegalArgumentException("the label of sample " + (firstSample + i / labels) + " is " + label
                        + ", but the model knows " + classes + " classes: labels are whole numbers from 0 to "
                        + (classes - 1));
            }
        }
    }
}
