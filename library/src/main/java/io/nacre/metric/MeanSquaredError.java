package io.nacre.metric;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;

/**
 * As a metric: the loss {@link io.nacre.loss.MeanSquaredError}, the mean over the samples.
 *
 * <p>Its unit is the square of that of the targets; {@link RootMeanSquaredError} has their own.
 *
 * @param name under which it stands in logs and history; default {@code mean_squared_error}
 */
@KerasName(aliases = {"mean_squared_error", "mse", "MSE"})
public record MeanSquaredError(String name) implements MeanMetric, LowerIsBetter {
    /** With Keras's defaults. */
    public static MeanSquaredError of() {
        return new MeanSquaredError("mean_squared_error");
    }

    /** The same under another name. */
    public MeanSquaredError withName(String name) {
        return new MeanSquaredError(name);
    }

    @Override
    public Node values(Node yTrue, Node yPred) {
        return io.nacre.loss.MeanSquaredError.of().call(yTrue, yPred);
    }
}
