package io.nacre.internal.run;

import io.nacre.internal.kernel.Kernels;

/** Adds up the parts of a matrix product, from the first to the last; see {@link PartialProducts}. */
public final class PartsSum implements Instruction {
    private static final double NANOS_AN_ELEMENT = 0.07;

    private final int parts;
    private final Size rows;
    private final int columns;
    private final Place from;
    private final Place to;

    /**
     * @param from where the parts lie, one after the other
     * @param to where their sum goes
     */
    public PartsSum(int parts, Size rows, int columns, Place from, Place to) {
        this.parts = parts;
        this.rows = rows;
        this.columns = columns;
        this.from = from;
        this.to = to;
    }

    @Override
    public Size extent() {
        return rows;
    }

    @Override
    public double cost(int batch) {
        return NANOS_AN_ELEMENT * rows.at(batch) * columns * parts;
    }

    @Override
    public Work work(int batch) {
        double elements = (double) rows.at(batch) * columns;
        return Work.of(elements * (parts - 1), elements * (parts + 1));
    }

    @Override
    public void run(Frame frame, Lane lane, int first, int end) {
        int part = rows.at(frame.batch()) * columns;
        int at = first * columns;
        int n = end * columns - at;
        float[] parted = frame.array(from);
        int source = from.offset() + at;
        float[] out = frame.array(to);
        int target = to.offset() + at;
        Kernels.now().add(n, parted, source, parted, source + part, out, target);
        for (int p = 2; p < parts; p++) {
            Kernels.now().add(n, out, target, parted, source + p * part, out, target);
        }
    }

    @Override
    public String describe() {
        return "sum of " + parts + " parts, " + columns + " columns";
    }
}
