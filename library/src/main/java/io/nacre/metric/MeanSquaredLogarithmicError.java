package io.nacre.metric;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;

/**
 * As a metric: the loss {@link io.nacre.loss.MeanSquaredLogarithmicError}, the mean over the samples.
 *
 * <p>For targets from 0 on whose ratio matters.
 *
 * @param name under which it stands in logs and history; default {@code mean_squared_logarithmic_error}
 */
@KerasName(aliases = {"mean_squared_logarithmic_error", "msle", "MSLE"})
public record MeanSquaredLogarithmicError(String name) implements MeanMetric, LowerIsBetter {
    /** With Keras's defaults. */
    public static MeanSquaredLogarithmicError of() {
        return new MeanSquaredLogarithmicError("mean_squared_logarithmic_error");
    }

    /** The same under another name. */
    public MeanSquaredLogarithmicError withName(String name) {
        return new MeanSquaredLogarithmicError(name);
    }

    @Override
    public Node values(Node yTrue, Node yPred) {
        return io.nacre.loss.MeanSquaredLogarithmicError.of().call(yTrue, yPred);
    }
}
