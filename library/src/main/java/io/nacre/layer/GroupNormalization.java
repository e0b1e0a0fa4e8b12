package io.nacre.layer;

import io.nacre.file.Flattened;
import io.nacre.file.RecordText;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import io.nacre.graph.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Centres and scales the channels of each sample in groups, each by its own mean and variance, then by learned numbers:
 * {@code y = gamma * (x - mean(x)) / sqrt(variance(x) + epsilon) + beta}.
 *
 * <p>Mean and variance are taken over the channels of a group and over all axes but the batch and {@code axis}, in
 * training and in prediction alike; so it suits batches of a few images. One group is nearly layer normalization; as
 * many groups as channels, which {@code -1} stands for, is instance normalization. Input and result have the same
 * shape; the weights {@code gamma} and {@code beta} have one number a channel. Source: Wu and He, 2018.
 *
 * @param groups at least 1, and a divisor of the number of channels; or -1 for one a channel; default 32
 * @param axis of the channels; default the last
 * @param epsilon added to the variance, above 0; default 0.001
 * @param affine gamma and beta; default both
 */
public record GroupNormalization(
        int groups, int axis, double epsilon, @Flattened Affine affine) implements Normalizing<GroupNormalization> {
    /** Checks groups and epsilon. */
    public GroupNormalization {
        if (groups < 1 && groups != -1) {
            throw new IllegalArgumentException(
                    "groups must be at least 1, or -1 for one group a channel, not " + groups);
        }
        Require.positive("epsilon", epsilon);
    }

    /** Group normalization with Keras's defaults. */
    public static GroupNormalization of() {
        return new GroupNormalization(32, -1, 1e-3, Affine.of());
    }

    /** The same with this number of groups. */
    public GroupNormalization withGroups(int groups) {
        return new GroupNormalization(groups, axis, epsilon, affine);
    }

    /** The same with the channels on this axis. */
    public GroupNormalization withAxis(int axis) {
        return new GroupNormalization(groups, axis, epsilon, affine);
    }

    /** The same with this number added to the variance. */
    public GroupNormalization withEpsilon(double epsilon) {
        return new GroupNormalization(groups, axis, epsilon, affine);
    }

    @Override
    public GroupNormalization withAffine(Affine affine) {
        return new GroupNormalization(groups, axis, epsilon, affine);
    }

    @Override
    public Node call(Scope scope, Node x) {
        Axes channels = Axes.of(x.shape(), List.of(axis));
        int count = x.size(axis);
        int own = groups == -1 ? count : groups;
        if (count % own != 0) {
            throw new IllegalArgumentException("groups must divide the " + count + " channels on axis " + axis
                    + " of shape " + x.shape() + ", which " + own + " does not");
        }
        int at = x.shape().axis(axis);
        Affine.Weights weights = affine.weights(scope, channels.sizes(), split(channels.aligned(), at, own));
        Node grouped = x.reshape(split(x.shape(), at, own));
        int[] reduced =
                IntStream.range(1, grouped.shape().rank()).filter(a -> a != at).toArray();
        Node centred = grouped.minus(grouped.meanKeepDims(reduced));
        Node variance = centred.square().meanKeepDims(reduced);
        Node factor = weights.scaled(variance.plus(epsilon).rsqrt());
        return weights.centred(centred.times(factor)).reshape(x.shape());
    }

    /** The shape with the channels as two axes: the group, and the channel in its group. */
    private static Shape split(Shape shape, int at, int groups) {
        return shape.slice(0, at)
                .append(groups, shape.size(at) / groups)
                .append(shape.slice(at + 1, shape.rank()).sizes());
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
