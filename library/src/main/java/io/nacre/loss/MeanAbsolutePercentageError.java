package io.nacre.loss;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;

/**
 * {@code 100 mean(|yTrue - yPred| / max(|yTrue|, 1e-7))} over the last axis.
 *
 * <p>For targets whose relative error matters. Not for targets that may be 0 or near it: there it explodes. Targets and
 * predictions have one shape, {@code (batch, ..., n)}, or differ by a last axis of size 1.
 *
 * @param reduction what is made of the samples' losses; default their mean
 */
@KerasName(aliases = {"mean_absolute_percentage_error", "mape", "MAPE"})
public record MeanAbsolutePercentageError(Reduction reduction) implements Loss {
    /** With Keras's defaults. */
    public static MeanAbsolutePercentageError of() {
        return new MeanAbsolutePercentageError(Reduction.SUM_OVER_BATCH_SIZE);
    }

    /** The same, reduced in this way. */
    public MeanAbsolutePercentageError withReduction(Reduction reduction) {
        return new MeanAbsolutePercentageError(reduction);
    }

    @Override
    public Node call(Node yTrue, Node yPred) {
        Targets.Pair pair = Targets.fit("mean absolute percentage error", yTrue, yPred);
        Node scale = pair.yTrue().abs().maximum(Targets.EPSILON);
        Node errors = pair.yTrue().minus(pair.yPred()).dividedBy(scale).abs();
        return Targets.mean(errors).times(100);
    }
}
