package io.nacre.metric;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;

/**
 * The share of predictions that equal their targets, which both are labels. Keras calls it {@code Accuracy}; for the
 * accuracy of a model that gives probabilities use {@link Accuracy}.
 *
 * @param name under which it stands in logs and history; default {@code accuracy}
 */
@KerasName("Accuracy")
public record ExactMatch(String name) implements MeanMetric, HigherIsBetter {
    /** With Keras's defaults. */
    public static ExactMatch of() {
        return new ExactMatch("accuracy");
    }

    /** The same under another name. */
    public ExactMatch withName(String name) {
        return new ExactMatch(name);
    }

    @Override
    public Node values(Node yTrue, Node yPred) {
        Answers answers = Answers.fit("accuracy", yTrue, yPred);
        return answers.yTrue().equalTo(answers.yPred());
    }
}
