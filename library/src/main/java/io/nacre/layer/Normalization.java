package io.nacre.layer;

import io.nacre.data.Dataset;
import io.nacre.data.Moments;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.file.RecordText;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import io.nacre.graph.Shape;
import io.nacre.initializer.Ones;
import io.nacre.initializer.Zeros;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Scales inputs by the mean and variance of the training data: {@code y = (x - mean) / max(sqrt(variance), 1e-7)}; or
 * back, {@code y = x * max(sqrt(variance), 1e-7) + mean}.
 *
 * <p>As a model's first layer it makes the scaling part of the model, so that it is saved with it and not forgotten in
 * prediction. {@link #adapt} takes mean and variance from data:
 *
 * <pre>{@code
 * Sequential.of(input(8), normalization().adapt(train), dense(30, relu()), dense(1))
 * }</pre>
 *
 * <p>A layer is a description and holds no state, so {@code adapt} gives a new one, unlike in Keras. Without numbers of
 * its own the layer has the weights {@code mean}, {@code variance} and {@code count}, which training does not change,
 * as adapted layers in files of Keras do; until a file or an assignment fills them, its result is its input.
 *
 * <p>Input and result have the same shape. A column that is constant in the data becomes 0 where it has that value, and
 * anything else there becomes huge; leave such columns out, or use a {@code Standardizer}.
 *
 * @param axis the axes that have a mean and variance for each position; none for one mean and variance; default the
 *     last
 * @param mean its shape is that of the axes, or broadcasts to it; default none
 * @param variance as mean, of the same shape, at least 0; default none
 * @param invert whether it scales back; default false
 */
public record Normalization(List<Integer> axis, Optional<Tensor> mean, Optional<Tensor> variance, boolean invert)
        implements Layer {
    private static final double SMALLEST_DEVIATION = 1e-7;

    /** Checks that mean and variance are given together and fit each other. */
    public Normalization {
        axis = List.copyOf(axis);
        if (mean.isPresent() != variance.isPresent()) {
            throw new IllegalArgumentException("mean and variance must be given together, but only "
                    + (mean.isPresent() ? "mean" : "variance") + " was given");
        }
        if (mean.isPresent() && !mean.get().shape().equals(variance.get().shape())) {
            throw new IllegalArgumentException("mean and variance must have the same shape, not "
                    + mean.get().shape() + " and " + variance.get().shape());
        }
        variance.ifPresent(numbers -> {
            for (float number : numbers.values()) {
                if (!(number >= 0)) {
                    throw new IllegalArgumentException("variance must be at least 0, but has " + number);
                }
            }
        });
    }

    /** Normalization of each position on the last axis, without numbers yet. */
    public static Normalization of() {
        return new Normalization(List.of(-1), Optional.empty(), Optional.empty(), false);
    }

    /** The same with a mean and variance for each position on these axes; without any, one for all numbers. */
    public Normalization withAxis(int... axis) {
        return new Normalization(IntStream.of(axis).boxed().toList(), mean, variance, invert);
    }

    /** The same with these numbers. */
    public Normalization withMeanAndVariance(Tensor mean, Tensor variance) {
        return new Normalization(axis, Optional.of(mean), Optional.of(variance), invert);
    }

    /** The same scaling back. */
    public Normalization withInvert() {
        return new Normalization(axis, mean, variance, true);
    }

    /** The same with mean and variance of the first input of this data. */
    public Normalization adapt(Dataset data) {
        return adapt(data.inputs().getFirst());
    }

    /** The same with mean and variance of these samples, one a row. */
    public Normalization adapt(Tensor samples) {
        return adapt(Samples.of(samples));
    }

    /**
     * The same with mean and variance of these samples.
     *
     * @throws IllegalArgumentException if the samples do not have the axes, or a number is not finite
     */
    public Normalization adapt(Samples samples) {
        int[] kept = Axes.of(samples.shape().batched(), axis).sorted();
        Moments moments =
                Moments.of(samples).keeping(Arrays.stream(kept).map(a -> a - 1).toArray());
        return withMeanAndVariance(moments.mean(), moments.variance());
    }

    @Override
    public Node call(Scope scope, Node x) {
        Axes kept = Axes.of(x.shape(), axis);
        int[] axes = kept.sorted();
        Shape own = Shape.of(Arrays.stream(axes).map(x::size).toArray());
        Node centre;
        Node spread;
        if (mean.isPresent()) {
            centre = constant(mean.get(), axes, x.shape());
            spread = constant(variance.orElseThrow(), axes, x.shape());
        } else {
            centre = scope.state("mean", own, new Zeros()).reshape(kept.aligned());
            spread = scope.state("variance", own, new Ones()).reshape(kept.aligned());
            Node _ = scope.state("count", Shape.SCALAR, new Zeros());
        }
        Node deviation = spread.sqrt().maximum(SMALLEST_DEVIATION);
        return invert ? x.times(deviation).plus(centre) : x.minus(centre).dividedBy(deviation);
    }

    /** Given numbers as they lie beside the input: their last axis beside the last of the kept axes, and so on. */
    private static Node constant(Tensor given, int[] axes, Shape input) {
        int rank = given.shape().rank();
        if (rank > axes.length) {
            throw misfit(given, axes, input);
        }
        int[] sizes = new int[input.rank()];
        Arrays.fill(sizes, 1);
        for (int i = 1; i <= rank; i++) {
            int axis = axes[axes.length - i];
            if (given.size(-i) != 1 && given.size(-i) != input.size(axis)) {
                throw misfit(given, axes, input);
            }
            sizes[axis] = given.size(-i);
        }
        float[] values = given.values();
        return Node.table(IntStream.range(0, values.length)
                        .mapToDouble(i -> values[i])
                        .toArray())
                .reshape(Shape.of(sizes));
    }

    private static IllegalArgumentException misfit(Tensor given, int[] axes, Shape input) {
        return new IllegalArgumentException("mean and variance have shape " + given.shape()
                + ", which does not fit the axes " + Arrays.toString(axes) + " of an input of shape " + input);
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
