package io.nacre.metric;

import io.nacre.graph.Node;

/**
 * As a metric: the loss {@link io.nacre.loss.Poisson}, the mean over the samples.
 *
 * <p>For counts.
 *
 * @param name under which it stands in logs and history; default {@code poisson}
 */
public record Poisson(String name) implements MeanMetric, LowerIsBetter {
    /** With Keras's defaults. */
    public static Poisson of() {
        return new Poisson("poisson");
    }

    /** The same under another name. */
    public Poisson withName(String name) {
        return new Poisson(name);
    }

    @Override
    public Node values(Node yTrue, Node yPred) {
        return io.nacre.loss.Poisson.of().call(yTrue, yPred);
    }
}
