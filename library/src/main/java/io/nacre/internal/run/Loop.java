package io.nacre.internal.run;

import io.nacre.internal.kernel.Chain;
import io.nacre.internal.kernel.KernelChoice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fused loop: a chain of elementwise operations over the rows of an array, with results that are stored and results
 * that are reduced along the row.
 */
public final class Loop implements Instruction {
    private static final double NANOS_AN_ELEMENT = 0.07;

    private final String name;
    private final Size extent;
    private final Size rows;
    private final int rowsOfExtent;
    private final Size columns;
    private final RowReduction[] reductions;
    private final Body body;
    private final @Nullable Pass pass;

    /** The sum or the largest element of each row of a value. */
    public record RowReduction(boolean sum, int value, Place place) {}

    /**
     * @param extent the size of the leading axis, along which the loop is cut
     * @param rowsOfExtent rows to one entry of the leading axis
     * @param columns elements to a row
     * @param stored for each step where its result goes, or null
     */
    public Loop(
            String name,
            Size extent,
            int rowsOfExtent,
            Size columns,
            List<Source> sources,
            List<Step> steps,
            @Nullable Place[] stored,
            List<RowReduction> reductions) {
        this.name = name;
        this.extent = extent;
        this.rows = extent.times(Size.fixed(rowsOfExtent));
        this.rowsOfExtent = rowsOfExtent;
        this.columns = columns;
        this.reductions = reductions.toArray(RowReduction[]::new);
        this.pass = Pass.of(sources, steps, stored, reductions);
        this.body = new Body(
                sources,
                steps,
                stored,
                reductions.stream().map(RowReduction::value).toList(),
                pass == null);
    }

    @Override
    public Size extent() {
        return extent;
    }

    @Override
    public Needs needs(int batch) {
        return pass == null ? body.needs() : body.needs().and(new Needs(0, pass.values()));
    }

    @Override
    public double cost(int batch) {
        return NANOS_AN_ELEMENT * rows.at(batch) * columns.at(batch) * (body.steps() + 1);
    }

    @Override
    public Work work(int batch) {
        double elements = (double) rows.at(batch) * columns.at(batch);
        return Work.of(elements * (body.steps() + reductions.length), elements * body.arrays());
    }

    @Override
    public void run(Frame frame, Lane lane, int from, int to) {
        run(frame, lane, from, to, 0);
    }

    void run(Frame frame, Lane lane, int from, int to, int scratchAt) {
        int first = from * rowsOfExtent;
        int last = to * rowsOfExtent;
        int width = columns.at(frame.batch());
        Chain.Code code = pass == null ? null : pass.code(last - first, width);
        if (pass != null && code != null) {
            inOnePass(pass, code, frame, lane, first, last, width);
        } else if (reductions.length == 0 && body.isFlat()) {
            flat(frame, lane, first * width, last * width, scratchAt);
        } else if (width <= Body.BLOCK) {
            wholeRows(frame, lane, first, last, width, scratchAt);
        } else {
            partsOfRows(frame, lane, first, last, width, scratchAt);
        }
    }

    /**
     * Does a part of the columns of all rows. Only where nothing is reduced along rows, and each is an entry of the
     * extent.
     */
    void runColumns(Frame frame, Lane lane, int from, int to, int scratchAt) {
        int all = rows.at(frame.batch());
        int width = columns.at(frame.batch());
        Chain.Code code = pass == null ? null : pass.code(all, to - from);
        if (pass != null && code != null) {
            pass.run(code, frame, lane, 0, all, from, to - from, width);
            return;
        }
        body.begin(frame, lane, 1, Math.min(Body.BLOCK, to - from), scratchAt);
        for (int row = 0; row < all; row++) {
            for (int column = from; column < to; column += Body.BLOCK) {
                body.block(frame, lane, row, 1, column, Math.min(Body.BLOCK, to - column), 1, width);
            }
        }
    }

    private void inOnePass(Pass pass, Chain.Code code, Frame frame, Lane lane, int first, int last, int width) {
        if (reductions.length == 0 && body.isFlat()) {
            pass.run(code, frame, lane, 0, 1, first * width, (last - first) * width, 0);
        } else if (reductions.length == 0 || width <= Body.BLOCK) {
            pass.run(code, frame, lane, first, last - first, 0, width, width);
        } else {
            for (int row = first; row < last; row++) {
                for (int column = 0; column < width; column += Body.BLOCK) {
                    pass.runPart(code, frame, lane, row, column, Math.min(Body.BLOCK, width - column), width);
                    for (int k = 0; k < reductions.length; k++) {
                        reducePart(frame, reductions[k], row, lane.reduced[k], column == 0);
                    }
                }
            }
        }
    }

    private void flat(Frame frame, Lane lane, int first, int last, int scratchAt) {
        body.begin(frame, lane, 1, Math.min(Body.BLOCK, last - first), scratchAt);
        for (int at = first; at < last; at += Body.BLOCK) {
            body.block(frame, lane, 0, 1, at, Math.min(Body.BLOCK, last - at), 1, 0);
        }
    }

    private void wholeRows(Frame frame, Lane lane, int first, int last, int width, int scratchAt) {
        int blockRows = Math.min(Body.blockRows(width), last - first);
        body.begin(frame, lane, blockRows, width, scratchAt);
        for (int row = first; row < last; row += blockRows) {
            int rowsHere = Math.min(blockRows, last - row);
            body.block(frame, lane, row, rowsHere, 0, width, blockRows, width);
            for (RowReduction reduction : reductions) {
                float[] values = lane.array[reduction.value];
                int at = lane.offset[reduction.value];
                float[] out = frame.array(reduction.place);
                for (int r = 0; r < rowsHere; r++) {
                    out[reduction.place.offset() + row + r] = reduction.sum
                            ? KernelChoice.now().sum(width, values, at + r * width)
                            : KernelChoice.now().max(width, values, at + r * width);
                }
            }
        }
    }

    private void partsOfRows(Frame frame, Lane lane, int first, int last, int width, int scratchAt) {
        body.begin(frame, lane, 1, Body.BLOCK, scratchAt);
        for (int row = first; row < last; row++) {
            for (int column = 0; column < width; column += Body.BLOCK) {
                int n = Math.min(Body.BLOCK, width - column);
                body.block(frame, lane, row, 1, column, n, 1, width);
                for (RowReduction reduction : reductions) {
                    float[] values = lane.array[reduction.value];
                    int at = lane.offset[reduction.value];
                    float part = reduction.sum
                            ? KernelChoice.now().sum(n, values, at)
                            : KernelChoice.now().max(n, values, at);
                    reducePart(frame, reduction, row, part, column == 0);
                }
            }
        }
    }

    private static void reducePart(Frame frame, RowReduction reduction, int row, float part, boolean first) {
        float[] out = frame.array(reduction.place);
        int i = reduction.place.offset() + row;
        if (first) {
            out[i] = part;
        } else {
            out[i] = reduction.sum ? out[i] + part : Math.max(out[i], part);
        }
    }

    @Override
    public String describe() {
        List<String> parts = new ArrayList<>();
        parts.add("loop " + name);
        parts.add(body.steps() + " steps on " + rowsOfExtent + " x " + columns + " a row");
        return String.join(", ", parts);
    }
}
