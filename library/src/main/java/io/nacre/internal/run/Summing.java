package io.nacre.internal.run;

import io.nacre.internal.kernel.Chain;
import io.nacre.internal.kernel.KernelChoice;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Elementwise work whose one result is summed over rows, which are added in their order, one column each.
 *
 * <p>Many rows are added up in parts, whose sums are added in double precision: one running sum of millions of rows in
 * single precision would drop the small numbers that it meets when it is large.
 */
final class Summing {
    private static final double NANOS_AN_ELEMENT = 0.07;

    /** The rows that are one running sum. More are added in parts. */
    private static final int RUNNING = 1024;

    /** The rows to a part. */
    private static final int PART = 128;

    private final int value;
    private final Place place;
    private final Body body;
    private final @Nullable Pass pass;

    /**
     * @param value the number of the value that is summed
     * @param place where the sums go
     */
    Summing(List<Source> sources, List<Step> steps, int value, Place place) {
        this.value = value;
        this.place = place;
        this.pass = Pass.ofColumnSum(sources, steps, value, place);
        this.body = new Body(sources, steps, new @Nullable Place[steps.size()], List.of(value), pass == null);
    }

    Needs needs() {
        return pass == null ? body.needs() : body.needs().and(new Needs(0, pass.values()));
    }

    double cost(double elements) {
        return NANOS_AN_ELEMENT * elements * (body.steps() + 1);
    }

    Work work(double elements) {
        return Work.of(elements * (body.steps() + 1), elements * body.arrays());
    }

    int steps() {
        return body.steps();
    }

    /**
     * Sums rows, all of them or block by block.
     *
     * @param first the first row
     * @param blockRows rows to a block; each block has a row of sums of its own
     * @param from the first column
     * @param to the column after the last
     * @param all the columns of the whole array
     * @param into where the first row of sums begins, from the place on
     */
    void run(Frame frame, Lane lane, int first, int rows, int blockRows, int from, int to, int all, int into) {
        if (rows > RUNNING && blockRows >= rows) {
            inParts(frame, lane, first, rows, from, to, all, into);
            return;
        }
        float[] out = frame.array(place);
        int at = place.offset() + into;
        int blocks = Math.ceilDiv(rows, blockRows);
        for (int block = 0; block < blocks; block++) {
            Arrays.fill(out, at + block * all + from, at + block * all + to, 0f);
        }
        Chain.Code code = pass == null ? null : pass.code(rows, to - from);
        if (pass != null && code != null) {
            pass.runSums(code, frame, lane, first, rows, blockRows, from, to - from, all, into);
            return;
        }
        for (int block = 0; block < blocks; block++) {
            int done = block * blockRows;
            int rowsHere = Math.min(blockRows, rows - done);
            interpreted(frame, lane, first + done, rowsHere, from, to, all, out, at + block * all);
        }
    }

    private void inParts(Frame frame, Lane lane, int first, int rows, int from, int to, int all, int into) {
        float[] out = frame.array(place);
        double[] totals = lane.totals;
        for (int column = from; column < to; column += Lane.STRIP) {
            int n = Math.min(Lane.STRIP, to - column);
            int at = place.offset() + into + column;
            Arrays.fill(totals, 0, n, 0);
            for (int done = 0; done < rows; done += PART) {
                int rowsHere = Math.min(PART, rows - done);
                run(frame, lane, first + done, rowsHere, rowsHere, column, column + n, all, into);
                for (int j = 0; j < n; j++) {
                    totals[j] += out[at + j];
                }
            }
            for (int j = 0; j < n; j++) {
                out[at + j] = (float) totals[j];
            }
        }
    }

    private void interpreted(
            Frame frame, Lane lane, int first, int rows, int from, int to, int all, float[] out, int at) {
        boolean whole = from == 0 && to == all && all <= Body.BLOCK;
        int width = Math.min(to - from, Body.BLOCK);
        int together = whole ? Math.min(Body.blockRows(all), rows) : 1;
        body.begin(frame, lane, together, width, 0);
        for (int column = from; column < to; column += width) {
            int n = Math.min(width, to - column);
            for (int row = 0; row < rows; row += together) {
                int rowsHere = Math.min(together, rows - row);
                body.block(frame, lane, first + row, rowsHere, column, n, together, all);
                KernelChoice.now().addRows(rowsHere, n, lane.array[value], lane.offset[value], n, out, at + column);
            }
        }
    }
}
