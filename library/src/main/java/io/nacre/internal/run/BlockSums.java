package io.nacre.internal.run;

import java.util.List;

/**
 * The first half of a sum over rows: each block of entries of the leading axis is summed by the thread that computed
 * it, and {@link ColumnSum} adds the blocks up. So what crosses from core to core is a row for each block, where a sum
 * of columns would fetch half of the whole array.
 *
 * <p>The blocks are fixed, so results do not depend on the number of threads.
 */
public final class BlockSums implements Instruction {
    private final String name;
    private final Size extent;
    private final int entries;
    private final int rowsOfEntry;
    private final Size columns;
    private final Summing summing;

    /**
     * @param extent the size of the leading axis, along which the blocks lie
     * @param entries entries of that axis to a block, a power of two
     * @param rowsOfEntry rows to an entry
     * @param columns elements to a row
     * @param value the number of the value that is summed
     * @param place where the sums go, one row after the other
     */
    public BlockSums(
            String name,
            Size extent,
            int entries,
            int rowsOfEntry,
            Size columns,
            List<Source> sources,
            List<Step> steps,
            int value,
            Place place) {
        this.name = name;
        this.extent = extent;
        this.entries = entries;
        this.rowsOfEntry = rowsOfEntry;
        this.columns = columns;
        this.summing = new Summing(sources, steps, value, place);
    }

    @Override
    public Size extent() {
        return extent;
    }

    @Override
    public int unit() {
        return entries;
    }

    private double elements(int batch) {
        return (double) extent.at(batch) * rowsOfEntry * columns.at(batch);
    }

    @Override
    public Needs needs(int batch) {
        return summing.needs();
    }

    @Override
    public double cost(int batch) {
        return summing.cost(elements(batch));
    }

    @Override
    public Work work(int batch) {
        return summing.work(elements(batch));
    }

    @Override
    public void run(Frame frame, Lane lane, int from, int to) {
        int all = columns.at(frame.batch());
        int first = from * rowsOfEntry;
        int rows = to * rowsOfEntry - first;
        summing.run(frame, lane, first, rows, entries * rowsOfEntry, 0, all, all, from / entries * all);
    }

    @Override
    public String describe() {
        return "sums of blocks of " + entries + " " + name + ", " + summing.steps() + " steps on " + rowsOfEntry + " x "
                + columns + " a row";
    }
}
