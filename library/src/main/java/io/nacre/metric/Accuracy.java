package io.nacre.metric;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;

/**
 * The share of right answers. As Keras does for {@code "accuracy"}, it goes by the shapes:
 *
 * <ul>
 *   <li>predictions with a last axis of size 1: an answer is yes above 1/2 (binary);
 *   <li>targets shaped as the predictions: the largest target is the class (categorical);
 *   <li>else the target is the number of the class (sparse).
 * </ul>
 */
@KerasName(aliases = {"accuracy", "acc"})
public record Accuracy() implements MeanMetric {
    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public Node values(Node yTrue, Node yPred) {
        int rank = yPred.shape().rank();
        if (rank < 2 || yPred.size(-1) == 1) {
            return yTrue.reshape(yPred.shape()).equalTo(yPred.greater(0.5));
        }
        if (yTrue.shape().equals(yPred.shape())) {
            return yTrue.argMax().equalTo(yPred.argMax());
        }
        Shape labels = yPred.shape().slice(0, rank - 1);
        return yTrue.reshape(labels).equalTo(yPred.argMax());
    }
}
