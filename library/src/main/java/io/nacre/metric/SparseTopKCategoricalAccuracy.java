package io.nacre.metric;

import io.nacre.graph.Node;

/**
 * The share of samples whose label is among the {@code k} most probable classes; one that is as probable as the last of
 * these is.
 *
 * @param k how many classes are looked at, at least 1; default 5
 * @param name under which it stands in logs and history; default {@code sparse_top_k_categorical_accuracy}
 */
public record SparseTopKCategoricalAccuracy(int k, String name) implements MeanMetric, HigherIsBetter {
    /** Checks the numbers. */
    public SparseTopKCategoricalAccuracy {
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1, not " + k);
        }
    }

    /** With Keras's defaults. */
    public static SparseTopKCategoricalAccuracy of() {
        return new SparseTopKCategoricalAccuracy(5, "sparse_top_k_categorical_accuracy");
    }

    /** The same with another number of classes. */
    public SparseTopKCategoricalAccuracy withK(int k) {
        return new SparseTopKCategoricalAccuracy(k, name);
    }

    /** The same under another name. */
    public SparseTopKCategoricalAccuracy withName(String name) {
        return new SparseTopKCategoricalAccuracy(k, name);
    }

    @Override
    public Node values(Node yTrue, Node yPred) {
        return Answers.amongLargest(Answers.labels("sparse top-k categorical accuracy", yTrue, yPred), yPred, k);
    }
}
