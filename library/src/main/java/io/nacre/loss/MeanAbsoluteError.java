package io.nacre.loss;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;

/**
 * {@code mean(|yTrue - yPred|)} over the last axis; derivative 0 where both are equal.
 *
 * <p>For regression with outliers, which it does not weigh more than other errors; close to the target its gradient
 * does not shrink, so training needs a falling rate or Huber's loss. Targets and predictions have one shape,
 * {@code (batch, ..., n)}, or differ by a last axis of size 1.
 *
 * @param reduction what is made of the samples' losses; default their mean
 */
@KerasName(aliases = {"mean_absolute_error", "mae", "MAE"})
public record MeanAbsoluteError(Reduction reduction) implements Loss {
    /** With Keras's defaults. */
    public static MeanAbsoluteError of() {
        return new MeanAbsoluteError(Reduction.SUM_OVER_BATCH_SIZE);
    }

    /** The same, reduced in this way. */
    public MeanAbsoluteError withReduction(Reduction reduction) {
        return new MeanAbsoluteError(reduction);
    }

    @Override
    public Node call(Node yTrue, Node yPred) {
        Targets.Pair pair = Targets.fit("mean absolute error", yTrue, yPred);
        return Targets.mean(pair.yTrue().minus(pair.yPred()).abs());
    }
}
