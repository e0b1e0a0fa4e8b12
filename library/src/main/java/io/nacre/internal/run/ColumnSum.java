package io.nacre.internal.run;

import io.nacre.internal.kernel.Chain;
import io.nacre.internal.kernel.Kernels;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fused loop whose one result is summed over the rows, which are added in their order, one column each. */
public final class ColumnSum implements Instruction {
    private static final double NANOS_AN_ELEMENT = 0.07;

    private final String name;
    private final Size rows;
    private final Size columns;
    private final int value;
    private final Place place;
    private final Body body;
    private final @Nullable Pass pass;

    /**
     * @param rows how many rows are added
     * @param columns elements to a row
     * @param value the number of the value that is summed
     * @param place where the sums go
     */
    public ColumnSum(
            String name, Size rows, Size columns, List<Source> sources, List<Step> steps, int value, Place place) {
        this.name = name;
        this.rows = rows;
        this.columns = columns;
        this.value = value;
        this.place = place;
        this.pass = Pass.ofColumnSum(sources, steps, value, place);
        this.body = new Body(sources, steps, new @Nullable Place[steps.size()], List.of(value), pass == null);
    }

    @Override
    public Size extent() {
        return columns;
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
        return Work.of(elements * (body.steps() + 1), elements * body.arrays());
    }

    @Override
    public void run(Frame frame, Lane lane, int from, int to) {
        int count = rows.at(frame.batch());
        int all = columns.at(frame.batch());
        float[] out = frame.array(place);
        Arrays.fill(out, place.offset() + from, place.offset() + to, 0f);
        Chain.Code code = pass == null ? null : pass.code(count, to - from);
        if (pass != null && code != null) {
            pass.run(code, frame, lane, 0, count, from, to - from, all);
            return;
        }
        boolean whole = from == 0 && to == all && all <= Body.BLOCK;
        int width = Math.min(to - from, Body.BLOCK);
        int blockRows = whole ? Math.min(Body.blockRows(all), count) : 1;
        body.begin(frame, lane, blockRows, width, 0);
        for (int column = from; column < to; column += width) {
            int n = Math.min(width, to - column);
            for (int row = 0; row < count; row += blockRows) {
                int rowsHere = Math.min(blockRows, count - row);
                body.block(frame, lane, row, rowsHere, column, n, blockRows, all);
                Kernels.now()
                        .addRows(rowsHere, n, lane.array[value], lane.offset[value], n, out, place.offset() + column);
            }
        }
    }

    @Override
    public String describe() {
        return "column sum " + name + ", " + body.steps() + " steps on " + columns + " columns";
    }
}
