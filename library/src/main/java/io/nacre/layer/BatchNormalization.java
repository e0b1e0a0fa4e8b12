package io.nacre.layer;

import io.nacre.constraint.Constraint;
import io.nacre.file.WrittenAs;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import io.nacre.graph.Shape;
import io.nacre.initializer.Initializer;
import io.nacre.initializer.Ones;
import io.nacre.initializer.Zeros;
import io.nacre.regularizer.Regularizer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
 * {@code moving_mean} and {@code moving_variance} (not) have the shape of the kept axes.
 *
 * <p>Frozen, it is in prediction mode and its averages stay as they are. Not with batches of a few samples, whose
 * statistics are noise. Source: Ioffe and Szegedy, 2015.
 *
 * @param axis the axes that keep statistics of their own; default the last
 * @param momentum of the moving averages, from 0 to 1; default 0.99
 * @param epsilon added to the variance, above 0; default 0.001
 * @param center whether beta is used; default true
 * @param scale whether gamma is used; default true
 */
public record BatchNormalization(
        @WrittenAs(WrittenAs.Form.VALUE) List<Integer> axis,
        double momentum,
        double epsilon,
        boolean center,
        boolean scale,
        Initializer betaInitializer,
        Initializer gammaInitializer,
        Initializer movingMeanInitializer,
        Initializer movingVarianceInitializer,
        Optional<Regularizer> betaRegularizer,
        Optional<Regularizer> gammaRegularizer,
        Optional<Constraint> betaConstraint,
        Optional<Constraint> gammaConstraint)
        implements Layer {
    /** Checks momentum, epsilon and axes. */
    public BatchNormalization {
        Require.between("momentum", 0, 1, momentum);
        Require.positive("epsilon", epsilon);
        axis = List.copyOf(axis);
        if (axis.isEmpty()) {
            throw new IllegalArgumentException("axis must name at least one axis");
        }
    }

    /** Batch normalization with Keras's defaults. */
    public static BatchNormalization of() {
        return new BatchNormalization(
                List.of(-1),
                0.99,
                1e-3,
                true,
                true,
                new Zeros(),
                new Ones(),
                new Zeros(),
                new Ones(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same keeping statistics for these axes. */
    public BatchNormalization withAxis(int... axis) {
        return new BatchNormalization(
                IntStream.of(axis).boxed().toList(),
                momentum,
                epsilon,
                center,
                scale,
                betaInitializer,
                gammaInitializer,
                movingMeanInitializer,
                movingVarianceInitializer,
                betaRegularizer,
                gammaRegularizer,
                betaConstraint,
                gammaConstraint);
    }

    /** The same with this momentum of the moving averages. */
    public BatchNormalization withMomentum(double momentum) {
        return new BatchNormalization(
                axis,
                momentum,
                epsilon,
                center,
                scale,
                betaInitializer,
                gammaInitializer,
                movingMeanInitializer,
                movingVarianceInitializer,
                betaRegularizer,
                gammaRegularizer,
                betaConstraint,
                gammaConstraint);
    }

    /** The same with this number added to the variance. */
    public BatchNormalization withEpsilon(double epsilon) {
        return new BatchNormalization(
                axis,
                momentum,
                epsilon,
                center,
                scale,
                betaInitializer,
                gammaInitializer,
                movingMeanInitializer,
                movingVarianceInitializer,
                betaRegularizer,
                gammaRegularizer,
                betaConstraint,
                gammaConstraint);
    }

    /** The same without beta. */
    public BatchNormalization withoutCenter() {
        return new BatchNormalization(
                axis,
                momentum,
                epsilon,
                false,
                scale,
                betaInitializer,
                gammaInitializer,
                movingMeanInitializer,
                movingVarianceInitializer,
                betaRegularizer,
                gammaRegularizer,
                betaConstraint,
                gammaConstraint);
    }

    /** The same without gamma. */
    public BatchNormalization withoutScale() {
        return new BatchNormalization(
                axis,
                momentum,
                epsilon,
                center,
                false,
                betaInitializer,
                gammaInitializer,
                movingMeanInitializer,
                movingVarianceInitializer,
                betaRegularizer,
                gammaRegularizer,
                betaConstraint,
                gammaConstraint);
    }

    /** The same with these first values of beta. */
    public BatchNormalization withBetaInitializer(Initializer betaInitializer) {
        return new BatchNormalization(
                axis,
                momentum,
                epsilon,
                center,
                scale,
                betaInitializer,
                gammaInitializer,
                movingMeanInitializer,
                movingVarianceInitializer,
                betaRegularizer,
                gammaRegularizer,
                betaConstraint,
                gammaConstraint);
    }

    /** The same with these first values of gamma. */
    public BatchNormalization withGammaInitializer(Initializer gammaInitializer) {
        return new BatchNormalization(
                axis,
                momentum,
                epsilon,
                center,
                scale,
                betaInitializer,
                gammaInitializer,
                movingMeanInitializer,
                movingVarianceInitializer,
                betaRegularizer,
                gammaRegularizer,
                betaConstraint,
                gammaConstraint);
    }

    /** The same with these first values of the moving mean. */
    public BatchNormalization withMovingMeanInitializer(Initializer movingMeanInitializer) {
        return new BatchNormalization(
                axis,
                momentum,
                epsilon,
                center,
                scale,
                betaInitializer,
                gammaInitializer,
                movingMeanInitializer,
                movingVarianceInitializer,
                betaRegularizer,
                gammaRegularizer,
                betaConstraint,
                gammaConstraint);
    }

    /** The same with these first values of the moving variance. */
    public BatchNormalization withMovingVarianceInitializer(Initializer movingVarianceInitializer) {
        return new BatchNormalization(
                axis,
                momentum,
                epsilon,
                center,
                scale,
                betaInitializer,
                gammaInitializer,
                movingMeanInitializer,
                movingVarianceInitializer,
                betaRegularizer,
                gammaRegularizer,
                betaConstraint,
                gammaConstraint);
    }

    /** The same with this penalty on beta. */
    public BatchNormalization withBetaRegularizer(Regularizer betaRegularizer) {
        return new BatchNormalization(
                axis,
                momentum,
                epsilon,
                center,
                scale,
                betaInitializer,
                gammaInitializer,
                movingMeanInitializer,
                movingVarianceInitializer,
                Optional.of(betaRegularizer),
                gammaRegularizer,
                betaConstraint,
                gammaConstraint);
    }

    /** The same with this penalty on gamma. */
    public BatchNormalization withGammaRegularizer(Regularizer gammaRegularizer) {
        return new BatchNormalization(
                axis,
                momentum,
                epsilon,
                center,
                scale,
                betaInitializer,
                gammaInitializer,
                movingMeanInitializer,
                movingVarianceInitializer,
                betaRegularizer,
                Optional.of(gammaRegularizer),
                betaConstraint,
                gammaConstraint);
    }

    /** The same with this limit on beta. */
    public BatchNormalization withBetaConstraint(Constraint betaConstraint) {
        return new BatchNormalization(
                axis,
                momentum,
                epsilon,
                center,
                scale,
                betaInitializer,
                gammaInitializer,
                movingMeanInitializer,
                movingVarianceInitializer,
                betaRegularizer,
                gammaRegularizer,
                Optional.of(betaConstraint),
                gammaConstraint);
    }

    /** The same with this limit on gamma. */
    public BatchNormalization withGammaConstraint(Constraint gammaConstraint) {
        return new BatchNormalization(
                axis,
                momentum,
                epsilon,
                center,
                scale,
                betaInitializer,
                gammaInitializer,
                movingMeanInitializer,
                movingVarianceInitializer,
                betaRegularizer,
                gammaRegularizer,
                betaConstraint,
                Optional.of(gammaConstraint));
    }

    @Override
    public Node call(Scope scope, Node x) {
        int rank = x.shape().rank();
        List<Integer> kept =
                axis.stream().map(x.shape()::axis).sorted().distinct().toList();
        if (kept.contains(0)) {
            throw new IllegalArgumentException("axis 0 is the batch, over which the statistics are taken");
        }
        int[] reduced = IntStream.range(0, rank).filter(a -> !kept.contains(a)).toArray();
        Shape statistics = Shape.of(kept.stream().mapToInt(x::size).toArray());
        Shape aligned = x.shape();
        for (int a : reduced) {
            aligned = aligned.with(a, 1);
        }
        @Nullable Node gamma = null;
        if (scale) {
            gamma = weight(scope, "gamma", statistics, gammaInitializer, gammaRegularizer, gammaConstraint);
        }
        @Nullable Node beta = null;
        if (center) {
            beta = weight(scope, "beta", statistics, betaInitializer, betaRegularizer, betaConstraint);
        }
        Node movingMean = scope.state("moving_mean", statistics, movingMeanInitializer);
        Node movingVariance = scope.state("moving_variance", statistics, movingVarianceInitializer);
        Node mean = movingMean;
        Node variance = movingVariance;
        if (scope.training()) {
            mean = x.mean(reduced);
            variance = x.minus(mean.reshape(aligned)).square().mean(reduced);
            scope.update(movingMean, moving(movingMean, mean));
            scope.update(movingVariance, moving(movingVariance, variance));
        }
        Node factor = variance.plus(epsilon).rsqrt();
        if (gamma != null) {
            factor = factor.times(gamma);
        }
        Node y = x.minus(mean.reshape(aligned)).times(factor.reshape(aligned));
        return beta == null ? y : y.plus(beta.reshape(aligned));
    }

    private Node moving(Node moving, Node batch) {
        return moving.times(momentum).plus(batch.stopGradient().times(1 - momentum));
    }

    private static Node weight(
            Scope scope,
            String name,
            Shape shape,
            Initializer initializer,
            Optional<Regularizer> regularizer,
            Optional<Constraint> constraint) {
        Node weight = scope.weight(name, shape, initializer);
        regularizer.ifPresent(r -> scope.regularize(weight, r::penalty));
        constraint.ifPresent(c -> scope.constrain(weight, c::apply));
        return weight;
    }
}
