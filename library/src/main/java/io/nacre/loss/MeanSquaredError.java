package io.nacre.loss;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;

/**
 * {@code mean((yTrue - yPred)^2)} over the values of a sample.
 *
 * <p>For regression. Outliers weigh heavily; Huber's loss bears them better. Targets and predictions have one shape, or
 * differ by a last axis of size 1.
 */
@KerasName(aliases = {"mean_squared_error", "mse"})
public record MeanSquaredError() implements Loss {
    @Override
    public Node call(Node yTrue, Node yPred) {
        return Targets.meanOverSample(
                Targets.fit("mean squared error", yTrue, yPred).minus(yPred).square());
    }
}
