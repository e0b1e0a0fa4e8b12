package io.nacre.layer;

import io.nacre.file.Flattened;
import io.nacre.file.RecordText;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Centres and scales each sample by its own mean and variance, then by learned numbers: {@code y = gamma * (x -
 * mean(x)) / sqrt(variance(x) + epsilon) + beta}; with {@code rmsScaling} only {@code y = gamma * x / sqrt(variance(x)
 * + epsilon)}.
 *
 * <p>Mean and variance are taken over {@code axis}, for each sample apart, in training and in prediction alike; so it
 * suits small batches and recurrent nets, where batch normalization does not. Input and result have the same shape; the
 * weights {@code gamma} and {@code beta} have the shape of the axes. Source: Ba et al., 2016.
 *
 * @param axis the axes that are normalized; default the last
 * @param epsilon added to the variance, above 0; default 0.001
 * @param rmsScaling whether the input is only scaled, by gamma, whatever {@code affine} says of it; default false
 * @param affine gamma and beta; default both
 */
public record LayerNormalization(
        List<Integer> axis,
        double epsilon,
        boolean rmsScaling,
        @Flattened Affine affine) implements Normalizing<LayerNormalization> {
    /** Checks epsilon and axes. */
    public LayerNormalization {
        Require.positive("epsilon", epsilon);
        axis = Require.some("axis", axis);
    }

    /** Layer normalization with Keras's defaults. */
    public static LayerNormalization of() {
        return new LayerNormalization(List.of(-1), 1e-3, false, Affine.of());
    }

    /** The same normalizing these axes. */
    public LayerNormalization withAxis(int... axis) {
        return new LayerNormalization(IntStream.of(axis).boxed().toList(), epsilon, rmsScaling, affine);
    }

    /** The same with this number added to the variance. */
    public LayerNormalization withEpsilon(double epsilon) {
        return new LayerNormalization(axis, epsilon, rmsScaling, affine);
    }

    /** The same without centring. */
    public LayerNormalization withRmsScaling() {
        return new LayerNormalization(axis, epsilon, true, affine);
    }

    @Override
    public LayerNormalization withAffine(Affine affine) {
        return new LayerNormalization(axis, epsilon, rmsScaling, affine);
    }

    @Override
    public Node call(Scope scope, Node x) {
        Axes normalized = Axes.of(x.shape(), axis);
        Affine learned = rmsScaling ? new Affine(false, true, affine.beta(), affine.gamma()) : affine;
        Affine.Weights weights = learned.weights(scope, normalized.sizes(), normalized.aligned());
        Node centred = x.minus(x.meanKeepDims(normalized.sorted()));
        Node variance = centred.square().meanKeepDims(normalized.sorted());
        Node inverse = variance.plus(epsilon).rsqrt();
        return weights.centred(weights.scaled((rmsScaling ? x : centred).times(inverse)));
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
