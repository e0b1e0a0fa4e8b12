package io.nacre.loss;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import java.util.Optional;

/**
 * {@code -log p[label]}: for exclusive classes whose targets are labels, whole numbers from 0.
 *
 * <p>Predictions that come from a softmax are taken from before it, which is exact however small a probability is;
 * others are divided by their sum and kept between 1e-7 and 1 - 1e-7, as Keras does. Predictions have shape
 * {@code (batch, ..., classes)}; targets the same without the axis of the classes, or with size 1 there.
 *
 * @param fromLogits whether predictions are logits instead of probabilities; default false
 * @param ignoreClass a label whose samples count for nothing; default none
 * @param axis the axis of the classes; default the last one
 * @param reduction what is made of the samples' losses; default their mean
 */
public record SparseCategoricalCrossentropy(
        boolean fromLogits, Optional<Integer> ignoreClass, int axis, Reduction reduction) implements Loss {
    /** With Keras's defaults. */
    public static SparseCategoricalCrossentropy of() {
        return new SparseCategoricalCrossentropy(false, Optional.empty(), -1, Reduction.SUM_OVER_BATCH_SIZE);
    }

    /** The same for logits. */
    public SparseCategoricalCrossentropy withFromLogits(boolean fromLogits) {
        return new SparseCategoricalCrossentropy(fromLogits, ignoreClass, axis, reduction);
    }

    /** The same, in which samples with this label count for nothing. */
    public SparseCategoricalCrossentropy withIgnoreClass(int ignoreClass) {
        return new SparseCategoricalCrossentropy(fromLogits, Optional.of(ignoreClass), axis, reduction);
    }

    /** The same with the classes along another axis. */
    public SparseCategoricalCrossentropy withAxis(int axis) {
        return new SparseCategoricalCrossentropy(fromLogits, ignoreClass, axis, reduction);
    }

    /** The same, reduced in this way. */
    public SparseCategoricalCrossentropy withReduction(Reduction reduction) {
        return new SparseCategoricalCrossentropy(fromLogits, ignoreClass, axis, reduction);
    }

    @Override
    public Node call(Node yTrue, Node yPred) {
        Node said = Targets.last(yPred, axis);
        Node labels = labels(yTrue, yPred);
        Node chosen = labels.reshape(labels.shape().append(1)).equalTo(Node.range(said.size(-1)));
        Node logs = Targets.logProbabilities(said, fromLogits);
        Node losses = chosen.select(logs, Node.constant(0)).sum(-1).negate();
        return mask(yTrue, yPred)
                .map(counts -> counts.select(losses, Node.constant(0)))
                .orElse(losses);
    }

    @Override
    public Optional<Node> mask(Node yTrue, Node yPred) {
        return ignoreClass.map(
                label -> Node.constant(1).minus(labels(yTrue, yPred).equalTo(label)));
    }

    /** The labels without an axis for the classes. */
    private Node labels(Node yTrue, Node yPred) {
        int rank = yPred.shape().rank();
        if (rank < 2) {
            throw new IllegalArgumentException("sparse categorical cross-entropy takes predictions of shape"
                    + " (batch, classes), not " + yPred.shape());
        }
        Shape withOne = yPred.shape().with(axis, 1);
        Shape labels = Targets.last(yPred, axis).shape().slice(0, rank - 1);
        if (!yTrue.shape().equals(labels) && !yTrue.shape().equals(withOne)) {
            throw new IllegalArgumentException("sparse categorical cross-entropy takes one label a prediction, but the"
                    + " targets have shape " + yTrue.shape() + " and the predictions " + yPred.shape()
                    + "; for targets with one number a class use categorical cross-entropy");
        }
        return yTrue.reshape(labels);
    }

    @Override
    public void check(float[] targets, Shape prediction, int firstSample) {
        int classes = prediction.size(axis > 0 ? axis - 1 : axis);
        int labels = Math.max(1, prediction.count() / classes);
        for (int i = 0; i < targets.length; i++) {
            float label = targets[i];
            boolean known = label >= 0 && label < classes && label == Math.rint(label);
            if (!known && !ignoreClass.map(ignored -> ignored == label).orElse(false)) {
                throw new IllegalArgumentException("the label of sample " + (firstSample + i / labels) + " is " + label
                        + ", but the model knows " + classes + " classes: labels are whole numbers from 0 to "
                        + (classes - 1));
            }
        }
    }
}
