package io.nacre.layer;

import io.nacre.file.Flattened;
import io.nacre.file.RecordText;
import io.nacre.file.WrittenAs;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import io.nacre.graph.Shape;
import io.nacre.initializer.Initializer;
import io.nacre.initializer.Ones;
import io.nacre.initializer.Zeros;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Centres and scales its input by the batch's own mean and variance, then by learned ones:
 *
 * <pre>{@code
 * training:    y = gamma * (x - mean(x)) / sqrt(variance(x) + epsilon) + beta
 *              moving = moving * momentum + batch * (1 - momentum)
 * prediction:  y = gamma * (x - movingMean) / sqrt(movingVariance + epsilon) + beta
 * }</pre>
 *
 * <p>Mean and variance are taken over all axes but {@code axis}; the variance is the biased one, in the moving average
 * too, as in Keras. Input and result have the same shape; the weights {@code gamma}, {@code beta} (learned),
 * {@code moving_mean} and {@code moving_variance} (not) have the shape of the kept axes. A file with more than one kept
 * axis does not open in Keras, which knows one.
 *
 * <p>Frozen, it is in prediction mode and its averages stay as they are. Not with batches of a few samples, whose
 * statistics are noise. Source: Ioffe and Szegedy, 2015.
 *
 * @param axis the axes that keep statistics of their own; default the last
 * @param momentum of the moving averages, from 0 to 1; default 0.99
 * @param epsilon added to the variance, above 0; default 0.001
 * @param affine gamma and beta; default both
 * @param movingMeanInitializer default zeros
 * @param movingVarianceInitializer default ones
 */
public record BatchNormalization(
        @WrittenAs(WrittenAs.Form.VALUE) List<Integer> axis,
        double momentum,
        double epsilon,
        @Flattened Affine affine,
        Initializer movingMeanInitializer,
        Initializer movingVarianceInitializer)
        implements Normalizing<BatchNormalization> {
    /** Checks momentum, epsilon and axes. */
    public BatchNormalization {
        Require.between("momentum", 0, 1, momentum);
        Require.positive("epsilon", epsilon);
        axis = Require.some("axis", axis);
    }

    /** Batch normalization with Keras's defaults. */
    public static BatchNormalization of() {
        return new BatchNormalization(List.of(-1), 0.99, 1e-3, Affine.of(), new Zeros(), new Ones());
    }

    /** The same keeping statistics for these axes. */
    public BatchNormalization withAxis(int... axis) {
        List<Integer> axes = IntStream.of(axis).boxed().toList();
        return new BatchNormalization(
                axes, momentum, epsilon, affine, movingMeanInitializer, movingVarianceInitializer);
    }

    /** The same with this momentum of the moving averages. */
    public BatchNormalization withMomentum(double momentum) {
        return new BatchNormalization(
                axis, momentum, epsilon, affine, movingMeanInitializer, movingVarianceInitializer);
    }

    /** The same with this number added to the variance. */
    public BatchNormalization withEpsilon(double epsilon) {
        return new BatchNormalization(
                axis, momentum, epsilon, affine, movingMeanInitializer, movingVarianceInitializer);
    }

    @Override
    public BatchNormalization withAffine(Affine affine) {
        return new BatchNormalization(
                axis, momentum, epsilon, affine, movingMeanInitializer, movingVarianceInitializer);
    }

    /** The same with these first values of the moving mean. */
    public BatchNormalization withMovingMeanInitializer(Initializer movingMeanInitializer) {
        return new BatchNormalization(
                axis, momentum, epsilon, affine, movingMeanInitializer, movingVarianceInitializer);
    }

    /** The same with these first values of the moving variance. */
    public BatchNormalization withMovingVarianceInitializer(Initializer movingVarianceInitializer) {
        return new BatchNormalization(
                axis, momentum, epsilon, affine, movingMeanInitializer, movingVarianceInitializer);
    }

    @Override
    public Node call(Scope scope, Node x) {
        Axes kept = Axes.of(x.shape(), axis);
        Shape aligned = kept.aligned();
        Affine.Weights weights = affine.weights(scope, kept.sizes(), aligned);
        Node movingMean = scope.state("moving_mean", kept.sizes(), movingMeanInitializer);
        Node movingVariance = scope.state("moving_variance", kept.sizes(), movingVarianceInitializer);
        Node mean = movingMean.reshape(aligned);
        Node variance = movingVariance.reshape(aligned);
        if (scope.training()) {
            mean = x.meanKeepDims(kept.others());
            variance = x.minus(mean).square().meanKeepDims(kept.others());
            scope.update(movingMean, moving(movingMean, mean));
            scope.update(movingVariance, moving(movingVariance, variance));
        }
        Node factor = weights.scaled(variance.plus(epsilon).rsqrt());
        return weights.centred(x.minus(mean).times(factor));
    }

    private Node moving(Node moving, Node batch) {
        Node current = batch.stopGradient().reshape(moving.shape());
        return moving.times(momentum).plus(current.times(1 - momentum));
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
