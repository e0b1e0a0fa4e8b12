package io.nacre.data;

import io.nacre.graph.Shape;

/** Samples, and after them others of the same shape. */
final class ConcatenatedSamples implements Samples {
    private final Samples first;
    private final Samples second;
    private final int length;

    private ConcatenatedSamples(Samples first, Samples second) {
        this.first = first;
        this.second = second;
        this.length = first.shape().count();
    }

    /** A view of both. */
    static ConcatenatedSamples of(Samples first, Samples second) {
        if (!first.shape().equals(second.shape())) {
            throw new IllegalArgumentException("samples of one column have one shape, but samples of shape "
                    + second.shape() + " were to follow samples of shape " + first.shape());
        }
        if ((long) first.count() + second.count() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a column has at most 2147483647 samples, not " + first.count() + " and " + second.count());
        }
        return new ConcatenatedSamples(first, second);
    }

    @Override
    public int count() {
        return first.count() + second.count();
    }

    @Override
    public Shape shape() {
        return first.shape();
    }

    @Override
    public void gather(int[] rows, int from, int to, float[] target, int offset) {
        Bounds.room(to - from, length, target, offset);
        for (int i = from, at = offset; i < to; i++, at += length) {
            int row = Bounds.index(rows[i], count());
            copy(row, row + 1, target, at);
        }
    }

    @Override
    public void copy(int first, int last, float[] target, int offset) {
        Bounds.range(first, last, count());
        Bounds.room(last - first, length, target, offset);
        int border = this.first.count();
        int middle = Math.clamp(border, first, last);
        if (first < middle) {
            this.first.copy(first, middle, target, offset);
        }
        if (middle < last) {
            second.copy(middle - border, last - border, target, offset + (middle - first) * length);
        }
    }

    @Override
    public int firstNonFinite() {
        int row = first.firstNonFinite();
        if (row >= 0) {
            return row;
        }
        int after = second.firstNonFinite();
        return after < 0 ? -1 : first.count() + after;
    }

    @Override
    public String toString() {
        return first + ", then " + second;
    }
}
