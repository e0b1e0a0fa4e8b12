package io.nacre.metric;

import io.nacre.graph.Node;

/**
 * The share of yes-or-no answers that are right; a prediction above the threshold is a yes.
 *
 * @param threshold above which a prediction is a yes; default 0.5
 * @param name under which it stands in logs and history; default {@code binary_accuracy}
 */
public record BinaryAccuracy(double threshold, String name) implements MeanMetric, HigherIsBetter {
    /** With Keras's defaults. */
    public static BinaryAccuracy of() {
        return new BinaryAccuracy(0.5, "binary_accuracy");
    }

    /** The same with another threshold. */
    public BinaryAccuracy withThreshold(double threshold) {
        return new BinaryAccuracy(threshold, name);
    }

    /** The same under another name. */
    public BinaryAccuracy withName(String name) {
        return new BinaryAccuracy(threshold, name);
    }

    @Override
    public Node values(Node yTrue, Node yPred) {
        Answers answers = Answers.fit("binary accuracy", yTrue, yPred);
        return answers.yTrue().equalTo(answers.yPred().greater(threshold));
    }
}
