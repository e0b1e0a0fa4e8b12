package io.nacre.data;

import io.nacre.graph.Shape;
import java.util.Arrays;

/** Some rows of other samples, in an order of their own. */
final class SelectedSamples implements Samples {
    private final Samples base;
    private final int[] rows;
    private final int length;

    private SelectedSamples(Samples base, int[] rows) {
        this.base = base;
        this.rows = rows;
        this.length = base.shape().count();
    }

    /** A view of rows, whose indices are copied. */
    static SelectedSamples of(Samples base, int[] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("a selection has at least one sample, but no row was given");
        }
        int count = base.count();
        return new SelectedSamples(
                base, Arrays.stream(rows).map(row -> Bounds.index(row, count)).toArray());
    }

    @Override
    public int count() {
        return rows.length;
    }

    @Override
    public Shape shape() {
        return base.shape();
    }

    @Override
    public void gather(int[] rows, int from, int to, float[] target, int offset) {
        Bounds.room(to - from, length, target, offset);
        for (int i = from, at = offset; i < to; i++, at += length) {
            int row = this.rows[Bounds.index(rows[i], this.rows.length)];
            base.copy(row, row + 1, target, at);
        }
    }

    @Override
    public void copy(int first, int last, float[] target, int offset) {
        Bounds.range(first, last, rows.length);
        base.gather(rows, first, last, target, offset);
    }

    @Override
    public Samples slice(int from, int to) {
        Bounds.some(from, to, rows.length);
        return new SelectedSamples(base, Arrays.copyOfRange(rows, from, to));
    }

    @Override
    public Samples select(int[] rows) {
        return of(
                base,
                Arrays.stream(rows)
                        .map(row -> this.rows[Bounds.index(row, this.rows.length)])
                        .toArray());
    }

    @Override
    public int firstNonFinite() {
        return base instanceof ByteSamples ? -1 : Samples.super.firstNonFinite();
    }

    @Override
    public String toString() {
        return rows.length + " of " + base;
    }
}
