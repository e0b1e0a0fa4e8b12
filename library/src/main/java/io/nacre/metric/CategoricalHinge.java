package io.nacre.metric;

import io.nacre.graph.Node;

/**
 * As a metric: the loss {@link io.nacre.loss.CategoricalHinge}, the mean over the samples.
 *
 * <p>For scores of exclusive classes.
 *
 * @param name under which it stands in logs and history; default {@code categorical_hinge}
 */
public record CategoricalHinge(String name) implements MeanMetric, LowerIsBetter {
    /** With Keras's defaults. */
    public static CategoricalHinge of() {
        return new CategoricalHinge("categorical_hinge");
    }

    /** The same under another name. */
    public CategoricalHinge withName(String name) {
        return new CategoricalHinge(name);
    }

    @Override
    public Node values(Node yTrue, Node yPred) {
        return io.nacre.loss.CategoricalHinge.of().call(yTrue, yPred);
    }
}
