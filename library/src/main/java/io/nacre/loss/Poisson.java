package io.nacre.loss;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;

/**
 * {@code mean(yPred - yTrue log(yPred + 1e-7))} over the last axis: the likelihood of counts, less what does not depend
 * on the model.
 *
 * <p>For counts with a Poisson distribution whose mean is predicted; predictions must be above 0, so end the model with
 * softplus or an exponential. Targets and predictions have one shape, {@code (batch, ..., n)}; targets are 0 or more.
 *
 * @param reduction what is made of the samples' losses; default their mean
 */
public record Poisson(Reduction reduction) implements Loss {
    /** With Keras's defaults. */
    public static Poisson of() {
        return new Poisson(Reduction.SUM_OVER_BATCH_SIZE);
    }

    /** The same, reduced in this way. */
    public Poisson withReduction(Reduction reduction) {
        return new Poisson(reduction);
    }

    @Override
    public Node call(Node yTrue, Node yPred) {
        Targets.Pair pair = Targets.fit("the Poisson loss", yTrue, yPred);
        Node logs = pair.yPred().plus(Targets.EPSILON).log();
        return Targets.mean(pair.yPred().minus(pair.yTrue().times(logs)));
    }

    @Override
    public void check(float[] targets, Shape prediction, int firstSample) {
        Targets.check(
                targets,
                prediction.count(),
                firstSample,
                target -> target >= 0,
                "the Poisson loss takes counts, which are 0 or more");
    }
}
