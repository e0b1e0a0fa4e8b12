package io.nacre.metric;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;

/**
 * As a metric: the loss {@link io.nacre.loss.MeanAbsolutePercentageError}, the mean over the samples.
 *
 * <p>Not for targets that may be 0 or near it.
 *
 * @param name under which it stands in logs and history; default {@code mean_absolute_percentage_error}
 */
@KerasName(aliases = {"mean_absolute_percentage_error", "mape", "MAPE"})
public record MeanAbsolutePercentageError(String name) implements MeanMetric, LowerIsBetter {
    /** With Keras's defaults. */
    public static MeanAbsolutePercentageError of() {
        return new MeanAbsolutePercentageError("mean_absolute_percentage_error");
    }

    /** The same under another name. */
    public MeanAbsolutePercentageError withName(String name) {
        return new MeanAbsolutePercentageError(name);
    }

    @Override
    public Node values(Node yTrue, Node yPred) {
        return io.nacre.loss.MeanAbsolutePercentageError.of().call(yTrue, yPred);
    }
}
