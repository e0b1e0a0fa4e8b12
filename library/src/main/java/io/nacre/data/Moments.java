package io.nacre.data;

import io.nacre.graph.Shape;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Mean and variance of samples, position by position of a sample, or pooled over some of its axes. The variance is the
 * biased one. Both are computed in float64, in two passes, so that far means and large numbers of samples lose no
 * digits.
 */
public final class Moments {
    private static final int NUMBERS_AT_A_TIME = 1 << 20;

    private final Shape shape;
    private final double[] mean;
    private final double[] variance;

    private Moments(Shape shape, double[] mean, double[] variance) {
        this.shape = shape;
        this.mean = mean;
        this.variance = variance;
    }

    /**
     * Mean and variance of each position of the samples.
     *
     * @throws IllegalArgumentException if a number is NaN or infinite; the message says in which sample
     */
    public static Moments of(Samples samples) {
        int bad = samples.firstNonFinite();
        if (bad >= 0) {
            throw new IllegalArgumentException(
                    "mean and variance need finite numbers, but sample " + bad + " has a NaN or an infinity");
        }
        int size = samples.shape().count();
        double[] mean = new double[size];
        double[] variance = new double[size];
        forEach(samples, (i, value) -> mean[i] += value);
        Arrays.setAll(mean, i -> mean[i] / samples.count());
        forEach(samples, (i, value) -> variance[i] += (value - mean[i]) * (value - mean[i]));
        Arrays.setAll(variance, i -> variance[i] / samples.count());
        return new Moments(samples.shape(), mean, variance);
    }

    private interface Numbers {
        void take(int position, double value);
    }

    private static void forEach(Samples samples, Numbers numbers) {
        int size = samples.shape().count();
        int block = Math.min(samples.count(), Math.max(1, NUMBERS_AT_A_TIME / size));
        float[] values = new float[block * size];
        for (int from = 0; from < samples.count(); from += block) {
            int to = Math.min(from + block, samples.count());
            samples.copy(from, to, values, 0);
            for (int i = 0; i < (to - from) * size; i++) {
                numbers.take(i % size, values[i]);
            }
        }
    }

    /**
     * The moments pooled over all axes of a sample but these.
     *
     * @param axes of a sample, from 0, in ascending order; none pools all numbers
     */
    public Moments keeping(int... axes) {
        Shape kept = Shape.of(IntStream.of(axes).map(shape::size).toArray());
        IntUnaryOperator target = position -> index(position, axes);
        int each = shape.count() / kept.count();
        double[] means = new double[kept.count()];
        double[] variances = new double[kept.count()];
        for (int i = 0; i < mean.length; i++) {
            means[target.applyAsInt(i)] += mean[i] / each;
        }
        for (int i = 0; i < mean.length; i++) {
            double away = mean[i] - means[target.applyAsInt(i)];
            variances[target.applyAsInt(i)] += (variance[i] + away * away) / each;
        }
        return new Moments(kept, means, variances);
    }

    /** Where a position of a sample is counted when only these axes are kept. */
    private int index(int position, int[] axes) {
        int index = 0;
        for (int axis : axes) {
            int stride = shape.slice(axis + 1, shape.rank()).count();
            index = index * shape.size(axis) + position / stride % shape.size(axis);
        }
        return index;
    }

    /** The means. */
    public Tensor mean() {
        return tensor(mean);
    }

    /** The variances. */
    public Tensor variance() {
        return tensor(variance);
    }

    private Tensor tensor(double[] numbers) {
        float[] values = new float[numbers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers[i];
        }
        return shape.rank() == 0 ? Tensor.scalar(values[0]) : Tensor.wrap(values, shape.sizes());
    }
}
