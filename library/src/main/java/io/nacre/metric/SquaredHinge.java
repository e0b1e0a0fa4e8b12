package io.nacre.metric;

import io.nacre.graph.Node;

/**
 * As a metric: the loss {@link io.nacre.loss.SquaredHinge}, the mean over the samples.
 *
 * <p>For scores whose sign is the answer.
 *
 * @param name under which it stands in logs and history; default {@code squared_hinge}
 */
public record SquaredHinge(String name) implements MeanMetric, LowerIsBetter {
    /** With Keras's defaults. */
    public static SquaredHinge of() {
        return new SquaredHinge("squared_hinge");
    }

    /** The same under another name. */
    public SquaredHinge withName(String name) {
        return new SquaredHinge(name);
    }

    @Override
    public Node values(Node yTrue, Node yPred) {
        return io.nacre.loss.SquaredHinge.of().call(yTrue, yPred);
    }
}
