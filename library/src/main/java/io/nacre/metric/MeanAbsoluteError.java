package io.nacre.metric;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;

/**
 * As a metric: the loss {@link io.nacre.loss.MeanAbsoluteError}, the mean over the samples.
 *
 * <p>By how much a prediction is wrong on average, in the unit of the targets.
 *
 * @param name under which it stands in logs and history; default {@code mean_absolute_error}
 */
@KerasName(aliases = {"mean_absolute_error", "mae", "MAE"})
public record MeanAbsoluteError(String name) implements MeanMetric, LowerIsBetter {
    /** With Keras's defaults. */
    public static MeanAbsoluteError of() {
        return new MeanAbsoluteError("mean_absolute_error");
    }

    /** The same under another name. */
    public MeanAbsoluteError withName(String name) {
        return new MeanAbsoluteError(name);
    }

    @Override
    public Node values(Node yTrue, Node yPred) {
        return io.nacre.loss.MeanAbsoluteError.of().call(yTrue, yPred);
    }
}
