package io.nacre.metric;

import io.nacre.graph.Node;

/**
 * As a metric: the loss {@link io.nacre.loss.Hinge}, the mean over the samples.
 *
 * <p>For scores whose sign is the answer.
 *
 * @param name under which it stands in logs and history; default {@code hinge}
 */
public record Hinge(String name) implements MeanMetric, LowerIsBetter {
    /** With Keras's defaults. */
    public static Hinge of() {
        return new Hinge("hinge");
    }

    /** The same under another name. */
    public Hinge withName(String name) {
        return new Hinge(name);
    }

    @Override
    public Node values(Node yTrue, Node yPred) {
        return io.nacre.loss.Hinge.of().call(yTrue, yPred);
    }
}
