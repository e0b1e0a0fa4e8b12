package io.nacre.data;

import io.nacre.graph.Shape;

/**
 * Samples kept as float32: the rows of a tensor, whose values they share.
 *
 * <p>Not for images of bytes, of which {@link ByteSamples} holds four times as many in the same memory.
 */
public final class FloatSamples implements Samples {
    private final Tensor rows;
    private final float[] values;
    private final int offset;
    private final Shape shape;
    private final int length;

    private FloatSamples(Tensor rows) {
        this.rows = rows;
        this.values = rows.array();
        this.offset = rows.offset();
        this.shape = rows.shape().slice(1, rows.shape().rank());
        this.length = shape.count();
    }

    /**
     * The rows of a tensor as samples; a matrix (N, M) makes N samples of shape (M,).
     *
     * @throws IllegalArgumentException if the tensor is a scalar
     */
    public static FloatSamples of(Tensor tensor) {
        if (tensor.shape().rank() == 0) {
            throw new IllegalArgumentException(
                    "a scalar holds no samples: they lie along the first axis; reshape it to (1,) first");
        }
        return new FloatSamples(tensor);
    }

    @Override
    public int count() {
        return rows.size(0);
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public void gather(int[] rows, int from, int to, float[] target, int offset) {
        Bounds.room(to - from, length, target, offset);
        int count = count();
        if (length == 1) {
            for (int i = from; i < to; i++) {
                target[offset + i - from] = values[this.offset + Bounds.index(rows[i], count)];
            }
            return;
        }
        for (int i = from, at = offset; i < to; i++, at += length) {
            int start = this.offset + Bounds.index(rows[i], count) * length;
            System.arraycopy(values, start, target, at, length);
        }
    }

    @Override
    public void copy(int first, int last, float[] target, int offset) {
        Bounds.range(first, last, count());
        Bounds.room(last - first, length, target, offset);
        System.arraycopy(values, this.offset + first * length, target, offset, (last - first) * length);
    }

    @Override
    public int firstNonFinite() {
        int end = offset + rows.count();
        for (int i = offset; i < end; i++) {
            if (!Float.isFinite(values[i])) {
                return (i - offset) / length;
            }
        }
        return -1;
    }

    @Override
    public FloatSamples slice(int from, int to) {
        return new FloatSamples(rows.slice(from, to));
    }

    @Override
    public Tensor tensor() {
        return rows;
    }

    @Override
    public String toString() {
        return count() + " samples of shape " + shape;
    }
}
