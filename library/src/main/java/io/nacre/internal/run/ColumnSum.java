package io.nacre.internal.run;

import java.util.List;

/** A fused loop whose one result is summed over the rows, which are added in their order, one column each. */
public final class ColumnSum implements Instruction {
    private final String name;
    private final Size rows;
    private final int rowsOfBlock;
    private final Size columns;
    private final Summing summing;

    /**
     * @param rows how many rows there are
     * @param rowsOfBlock how many of them {@link BlockSums} have made one, or 1
     * @param columns elements to a row
     * @param value the number of the value that is summed
     * @param place where the sums go
     */
    public ColumnSum(
            String name,
            Size rows,
            int rowsOfBlock,
            Size columns,
            List<Source> sources,
            List<Step> steps,
            int value,
            Place place) {
        this.name = name;
        this.rows = rows;
        this.rowsOfBlock = rowsOfBlock;
        this.columns = columns;
        this.summing = new Summing(sources, steps, value, place);
    }

    private int count(int batch) {
        return Math.ceilDiv(rows.at(batch), rowsOfBlock);
    }

    @Override
    public Size extent() {
        return columns;
    }

    @Override
    public Needs needs(int batch) {
        return summing.needs();
    }

    @Override
    public double cost(int batch) {
        return summing.cost((double) count(batch) * columns.at(batch));
    }

    @Override
    public Work work(int batch) {
        return summing.work((double) count(batch) * columns.at(batch));
    }

    @Override
    public void run(Frame frame, Lane lane, int from, int to) {
        int count = count(frame.batch());
        summing.run(frame, lane, 0, count, count, from, to, columns.at(frame.batch()), 0);
    }

    @Override
    public String describe() {
        return "column sum " + name + ", " + summing.steps() + " steps on " + columns + " columns";
    }
}
