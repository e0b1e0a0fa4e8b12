package io.nacre.metric;

import io.nacre.graph.Node;

/**
 * The share of samples whose right class, that with the largest target, is among the {@code k} most probable ones.
 *
 * @param k how many classes are looked at, at least 1; default 5
 * @param name under which it stands in logs and history; default {@code top_k_categorical_accuracy}
 */
public record TopKCategoricalAccuracy(int k, String name) implements MeanMetric, HigherIsBetter {
    /** Checks the numbers. */
    public TopKCategoricalAccuracy {
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1, not " + k);
        }
    }

    /** With Keras's defaults. */
    public static TopKCategoricalAccuracy of() {
        return new TopKCategoricalAccuracy(5, "top_k_categorical_accuracy");
    }

    /** The same with another number of classes. */
    public TopKCategoricalAccuracy withK(int k) {
        return new TopKCategoricalAccuracy(k, name);
    }

    /** The same under another name. */
    public TopKCategoricalAccuracy withName(String name) {
        return new TopKCategoricalAccuracy(k, name);
    }

    @Override
    public Node values(Node yTrue, Node yPred) {
        Answers.requireSameShape("top-k categorical accuracy", yTrue, yPred);
        return Answers.amongLargest(yTrue.argMax(), yPred, k);
    }
}
