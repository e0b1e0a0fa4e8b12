package io.nacre.metric;

import io.nacre.graph.Node;

/**
 * The share of samples whose most probable class is the target, a label; of equal ones the first counts.
 *
 * @param name under which it stands in logs and history; default {@code sparse_categorical_accuracy}
 */
public record SparseCategoricalAccuracy(String name) implements MeanMetric, HigherIsBetter {
    /** With Keras's defaults. */
    public static SparseCategoricalAccuracy of() {
        return new SparseCategoricalAccuracy("sparse_categorical_accuracy");
    }

    /** The same under another name. */
    public SparseCategoricalAccuracy withName(String name) {
        return new SparseCategoricalAccuracy(name);
    }

    @Override
    public Node values(Node yTrue, Node yPred) {
        return Answers.labels("sparse categorical accuracy", yTrue, yPred).equalTo(yPred.argMax());
    }
}
