package io.nacre.data;

import io.nacre.graph.Shape;
import java.util.stream.IntStream;

/**
 * A column of a data set: samples of one shape, copied out on demand as float32 in row-major order.
 *
 * <pre>{@code
 * Samples images = Samples.of(Tensor.zeros(100, 28, 28));   // 100 samples of shape (28, 28)
 * Samples labels = Samples.labels(new int[100]);            // 100 samples of shape ()
 * float[] batch = new float[32 * 28 * 28];
 * images.copy(0, 32, batch, 0);
 * }</pre>
 *
 * <p>Training reads batches through {@link #gather}, which must neither allocate nor change anything: many threads may
 * read the same samples at once. Own sources, as files too large for memory, implement the four abstract methods; the
 * rest follows from them.
 *
 * <p>For numbers that change while they are read, as images randomly turned, write a layer instead: samples give the
 * same numbers each time.
 */
public interface Samples {
    /** The number of samples, at least 1. */
    int count();

    /** The shape of one sample, without the batch axis: {@link Shape#SCALAR} for a label. */
    Shape shape();

    /**
     * Copies the samples {@code rows[from]} (inclusive) to {@code rows[to]} (exclusive), one after the other.
     *
     * @param target takes {@code (to - from) * shape().count()} numbers
     * @param offset where in the target the first sample goes
     * @throws IndexOutOfBoundsException if a row does not exist, or the samples do not fit
     */
    void gather(int[] rows, int from, int to, float[] target, int offset);

    /**
     * Copies the samples from {@code first} (inclusive) to {@code last} (exclusive), one after the other.
     *
     * @param target takes {@code (last - first) * shape().count()} numbers
     * @param offset where in the target the first sample goes
     * @throws IndexOutOfBoundsException if a sample does not exist, or they do not fit
     */
    void copy(int first, int last, float[] target, int offset);

    /**
     * The samples from {@code from} (inclusive) to {@code to} (exclusive), a view.
     *
     * @throws IndexOutOfBoundsException if the range is empty or reaches beyond the samples
     */
    default Samples slice(int from, int to) {
        Bounds.some(from, to, count());
        return select(IntStream.range(from, to).toArray());
    }

    /**
     * These samples in this order, a view; a row may occur several times.
     *
     * @throws IllegalArgumentException if there is no row
     * @throws IndexOutOfBoundsException if a row does not exist
     */
    default Samples select(int[] rows) {
        return SelectedSamples.of(this, rows);
    }

    /** The first sample that holds a NaN or an infinity, or -1: nothing can be learned from such numbers. */
    default int firstNonFinite() {
        float[] sample = new float[shape().count()];
        for (int row = 0; row < count(); row++) {
            copy(row, row + 1, sample, 0);
            for (float value : sample) {
                if (!Float.isFinite(value)) {
                    return row;
                }
            }
        }
        return -1;
    }

    /**
     * All samples as one tensor, with the samples as first axis: a copy.
     *
     * @throws IllegalArgumentException if there are more than 2,147,483,647 numbers
     */
    default Tensor tensor() {
        Shape all = Shape.of(count()).append(shape().sizes());
        if (all.count(1) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "samples of shape " + all + " are too many for one tensor; take slices of them");
        }
        float[] values = new float[all.count()];
        copy(0, count(), values, 0);
        return Tensor.wrap(values, all.sizes());
    }

    /**
     * The rows of a tensor as samples; a matrix (N, M) makes N samples of shape (M,).
     *
     * @throws IllegalArgumentException if the tensor is a scalar
     */
    static Samples of(Tensor tensor) {
        return FloatSamples.of(tensor);
    }

    /**
     * Class numbers as samples of shape {@code ()}, for sparse losses and metrics.
     *
     * @param labels from 0 to 16,777,215, the whole numbers that float32 holds exactly
     * @throws IllegalArgumentException if there is none, or one lies outside
     */
    static Samples labels(int[] labels) {
        float[] values = new float[labels.length];
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] < 0 || labels[row] >= 1 << 24) {
                throw new IllegalArgumentException(
                        "label " + labels[row] + " of sample " + row + " lies outside 0 to 16777215");
            }
            values[row] = labels[row];
        }
        return of(Tensor.wrap(values));
    }

    /**
     * Class numbers as samples of shape {@code ()}, for sparse losses and metrics.
     *
     * @param labels from 0 to 255: bytes are taken as unsigned
     * @throws IllegalArgumentException if there is none
     */
    static Samples labels(byte[] labels) {
        return ByteSamples.of(labels, Shape.SCALAR);
    }
}
