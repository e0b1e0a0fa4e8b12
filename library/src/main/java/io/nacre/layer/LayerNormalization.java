package io.nacre.layer;

import io.nacre.constraint.Constraint;
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

/**
 * Centres and scales each sample by its own mean and variance, then by learned numbers:
 * {@code y = gamma * (x - mean(x)) / sqrt(variance(x) + epsilon) + beta}.
 *
 * <p>Mean and variance are taken over {@code axis}, for each sample apart, in training and in prediction alike; so it
 * suits small batches and recurrent nets, where batch normalization does not. Input and result have the same shape; the
 * weights {@code gamma} and {@code beta} have the shape of the axes. Source: Ba et al., 2016.
 *
 * @param axis the axes that are normalized; default the last
 * @param epsilon added to the variance, above 0; default 0.001
 * @param center whether beta is used; default true
 * @param scale whether gamma is used; default true
 */
public record LayerNormalization(
        List<Integer> axis,
        double epsilon,
        boolean center,
        boolean scale,
        Initializer betaInitializer,
        Initializer gammaInitializer,
        Optional<Regularizer> betaRegularizer,
        Optional<Regularizer> gammaRegularizer,
        Optional<Constraint> betaConstraint,
        Optional<Constraint> gammaConstraint)
        implements Layer {
    /** Checks epsilon and axes. */
    public LayerNormalization {
        Require.positive("epsilon", epsilon);
        axis = List.copyOf(axis);
        if (axis.isEmpty()) {
            throw new IllegalArgumentException("axis must name at least one axis");
        }
    }

    /** Layer normalization with Keras's defaults. */
    public static LayerNormalization of() {
        return new LayerNormalization(
                List.of(-1),
                1e-3,
                true,
                true,
                new Zeros(),
                new Ones(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same normalizing these axes. */
    public LayerNormalization withAxis(int... axis) {
        return new LayerNormalization(
                IntStream.of(axis).boxed().toList(),
                epsilon,
                center,
                scale,
                betaInitializer,
                gammaInitializer,
                betaRegularizer,
                gammaRegularizer,
                betaConstraint,
                gammaConstraint);
    }

    /** The same with this number added to the variance. */
    public LayerNormalization withEpsilon(double epsilon) {
        return new LayerNormalization(
                axis,
                epsilon,
                center,
                scale,
                betaInitializer,
                gammaInitializer,
                betaRegularizer,
                gammaRegularizer,
                betaConstraint,
                gammaConstraint);
    }

    /** The same without beta. */
    public LayerNormalization withoutCenter() {
        return new LayerNormalization(
                axis,
                epsilon,
                false,
                scale,
                betaInitializer,
                gammaInitializer,
                betaRegularizer,
                gammaRegularizer,
                betaConstraint,
                gammaConstraint);
    }

    /** The same without gamma. */
    public LayerNormalization withoutScale() {
        return new LayerNormalization(
                axis,
                epsilon,
                center,
                false,
                betaInitializer,
                gammaInitializer,
                betaRegularizer,
                gammaRegularizer,
                betaConstraint,
                gammaConstraint);
    }

    /** The same with these first values of beta. */
    public LayerNormalization withBetaInitializer(Initializer betaInitializer) {
        return new LayerNormalization(
                axis,
                epsilon,
                center,
                scale,
                betaInitializer,
                gammaInitializer,
                betaRegularizer,
                gammaRegularizer,
                betaConstraint,
                gammaConstraint);
    }

    /** The same with these first values of gamma. */
    public LayerNormalization withGammaInitializer(Initializer gammaInitializer) {
        return new LayerNormalization(
                axis,
                epsilon,
                center,
                scale,
                betaInitializer,
                gammaInitializer,
                betaRegularizer,
                gammaRegularizer,
                betaConstraint,
                gammaConstraint);
    }

    /** The same with this penalty on beta. */
    public LayerNormalization withBetaRegularizer(Regularizer betaRegularizer) {
        return new LayerNormalization(
                axis,
                epsilon,
                center,
                scale,
                betaInitializer,
                gammaInitializer,
                Optional.of(betaRegularizer),
                gammaRegularizer,
                betaConstraint,
                gammaConstraint);
    }

    /** The same with this penalty on gamma. */
    public LayerNormalization withGammaRegularizer(Regularizer gammaRegularizer) {
        return new LayerNormalization(
                axis,
                epsilon,
                center,
                scale,
                betaInitializer,
                gammaInitializer,
                betaRegularizer,
                Optional.of(gammaRegularizer),
                betaConstraint,
                gammaConstraint);
    }

    /** The same with this limit on beta. */
    public LayerNormalization withBetaConstraint(Constraint betaConstraint) {
        return new LayerNormalization(
                axis,
                epsilon,
                center,
                scale,
                betaInitializer,
                gammaInitializer,
                betaRegularizer,
                gammaRegularizer,
                Optional.of(betaConstraint),
                gammaConstraint);
    }

    /** The same with this limit on gamma. */
    public LayerNormalization withGammaConstraint(Constraint gammaConstraint) {
        return new LayerNormalization(
                axis,
                epsilon,
                center,
                scale,
                betaInitializer,
                gammaInitializer,
                betaRegularizer,
                gammaRegularizer,
                betaConstraint,
                Optional.of(gammaConstraint));
    }

    @Override
    public Node call(Scope scope, Node x) {
        List<Integer> axes =
                axis.stream().map(x.shape()::axis).sorted().distinct().toList();
        if (axes.contains(0)) {
            throw new IllegalArgumentException("axis 0 is the batch; samples are normalized apart from each other");
        }
        int[] normalized = axes.stream().mapToInt(Integer::intValue).toArray();
        Shape own = Shape.of(IntStream.of(normalized).map(x::size).toArray());
        Shape aligned = Shape.of(IntStream.range(0, x.shape().rank())
                .map(a -> axes.contains(a) ? x.size(a) : 1)
                .toArray());
        Node centred = x.minus(x.meanKeepDims(normalized));
        Node variance = centred.square().meanKeepDims(normalized);
        Node y = centred.times(variance.plus(epsilon).rsqrt());
        if (scale) {
            Node gamma = scope.weight("gamma", own, gammaInitializer);
            gammaRegularizer.ifPresent(r -> scope.regularize(gamma, r::penalty));
            gammaConstraint.ifPresent(c -> scope.constrain(gamma, c::apply));
            y = y.times(gamma.reshape(aligned));
        }
        if (center) {
            Node beta = scope.weight("beta", own, betaInitializer);
            betaRegularizer.ifPresent(r -> scope.regularize(beta, r::penalty));
            betaConstraint.ifPresent(c -> scope.constrain(beta, c::apply));
            y = y.plus(beta.reshape(aligned));
        }
        return y;
    }
}
