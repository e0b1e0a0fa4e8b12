package io.nacre.loss;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;

/**
 * {@code mean((yTrue - yPred)^2)} over the last axis.
 *
 * <p>For regression. Outliers weigh heavily; Huber's loss bears them better. Targets and predictions have one shape,
 * {@code (batch, ..., n)}, or differ by a last axis of size 1.
 *
 * @param reduction what is made of the samples' losses; default their mean
 */
@KerasName(aliases = {"mean_squared_error", "mse", "MSE"})
public record MeanSquaredError(Reduction reduction) implements Loss {
    /** With Keras's defaults. */
    public static MeanSquaredError of() {
        return new MeanSquaredError(Reduction.SUM_OVER_BATCH_SIZE);
    }

    /** The same, reduced in this way. */
    public MeanSquaredError withReduction(Reduction reduction) {
        return new MeanSquaredError(reduction);
    }

    @Override
    public Node call(Node yTrue, Node yPred) {
        Targets.Pair pair = Targets.fit("mean squared error", yTrue, yPred);
        return Targets.mean(pair.yTrue().minus(pair.yPred()).square());
    }
}
