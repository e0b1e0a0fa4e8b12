package io.nacre.metric;

import io.nacre.graph.Node;

/**
 * The share of samples whose most probable class is that with the largest target; of equal ones the first counts.
 *
 * <p>For targets that are vectors, one number a class; for labels use {@link SparseCategoricalAccuracy}.
 *
 * @param name under which it stands in logs and history; default {@code categorical_accuracy}
 */
public record CategoricalAccuracy(String name) implements MeanMetric, HigherIsBetter {
    /** With Keras's defaults. */
    public static CategoricalAccuracy of() {
        return new CategoricalAccuracy("categorical_accuracy");
    }

    /** The same under another name. */
    public CategoricalAccuracy withName(String name) {
        return new CategoricalAccuracy(name);
    }

    @Override
    public Node values(Node yTrue, Node yPred) {
        Answers.requireSameShape("categorical accuracy", yTrue, yPred);
        return yTrue.argMax().equalTo(yPred.argMax());
    }
}
