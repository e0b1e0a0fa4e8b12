package io.nacre.metric;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import java.util.List;

/**
 * {@code sqrt(mean((yTrue - yPred)^2))} over all samples: a typical error, in the unit of the targets, in which large
 * ones weigh heavily.
 *
 * @param name under which it stands in logs and history; default {@code root_mean_squared_error}
 */
@KerasName(aliases = "root_mean_squared_error", onlyRead = "rmse")
public record RootMeanSquaredError(String name) implements MeanMetric, LowerIsBetter {
    /** With Keras's defaults. */
    public static RootMeanSquaredError of() {
        return new RootMeanSquaredError("root_mean_squared_error");
    }

    /** The same under another name. */
    public RootMeanSquaredError withName(String name) {
        return new RootMeanSquaredError(name);
    }

    @Override
    public Node values(Node yTrue, Node yPred) {
        return io.nacre.loss.MeanSquaredError.of().call(yTrue, yPred);
    }

    @Override
    public double result(List<double[]> totals) {
        return Math.sqrt(MeanMetric.super.result(totals));
    }
}
