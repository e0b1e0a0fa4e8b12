package io.nacre.loss;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;

/**
 * {@code mean((log(1 + yTrue) - log(1 + yPred))^2)} over the last axis; what is below 1e-7 counts as 1e-7.
 *
 * <p>For counts and prices, whose ratio matters more than their difference. Predictions below 0 get no gradient: end
 * the model with softplus or an exponential. Targets and predictions have one shape, {@code (batch, ..., n)}, or differ
 * by a last axis of size 1; targets are 0 or more.
 *
 * @param reduction what is made of the samples' losses; default their mean
 */
@KerasName(aliases = {"mean_squared_logarithmic_error", "msle", "MSLE"})
public record MeanSquaredLogarithmicError(Reduction reduction) implements Loss {
    /** With Keras's defaults. */
    public static MeanSquaredLogarithmicError of() {
        return new MeanSquaredLogarithmicError(Reduction.SUM_OVER_BATCH_SIZE);
    }

    /** The same, reduced in this way. */
    public MeanSquaredLogarithmicError withReduction(Reduction reduction) {
        return new MeanSquaredLogarithmicError(reduction);
    }

    @Override
    public Node call(Node yTrue, Node yPred) {
        Targets.Pair pair = Targets.fit("mean squared logarithmic error", yTrue, yPred);
        Node said = pair.yPred().maximum(Targets.EPSILON).log1p();
        Node right = pair.yTrue().maximum(Targets.EPSILON).log1p();
        return Targets.mean(said.minus(right).square());
    }

    @Override
    public void check(float[] targets, Shape prediction, int firstSample) {
        Targets.check(
                targets,
                prediction.count(),
                firstSample,
                target -> target >= 0,
                "mean squared logarithmic error takes targets from 0 on");
    }
}
