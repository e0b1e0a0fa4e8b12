package io.nacre.metric;

import io.nacre.graph.Node;

/**
 * As a metric: the loss {@link io.nacre.loss.LogCosh}, the mean over the samples.
 *
 * <p>For regression with outliers.
 *
 * @param name under which it stands in logs and history; default {@code logcosh}
 */
public record LogCoshError(String name) implements MeanMetric, LowerIsBetter {
    /** With Keras's defaults. */
    public static LogCoshError of() {
        return new LogCoshError("logcosh");
    }

    /** The same under another name. */
    public LogCoshError withName(String name) {
        return new LogCoshError(name);
    }

    @Override
    public Node values(Node yTrue, Node yPred) {
        return io.nacre.loss.LogCosh.of().call(yTrue, yPred);
    }
}
