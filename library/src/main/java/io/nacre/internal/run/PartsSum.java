package io.nacre.internal.run;

import io.nacre.internal.kernel.Chain;
import io.nacre.internal.kernel.Chains;
import io.nacre.internal.kernel.Elementary;
import io.nacre.internal.kernel.KernelChoice;
import java.util.ArrayList;
import java.util.List;

/** Adds up the parts of a matrix product, from the first to the last; see {@link PartialProducts}. */
public final class PartsSum implements Instruction {
    private static final double NANOS_AN_ELEMENT = 0.07;

    private final int parts;
    private final Size rows;
    private final int columns;
    private final Place from;
    private final Place to;
    private final Chains.Made made;

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
        this.made = Chains.of(chain(parts));
    }

    private static Chain chain(int parts) {
        List<Chain.Link> links = new ArrayList<>();
        int sum = 0;
        for (int p = 1; p < parts; p++) {
            links.add(new Chain.Link(Elementary.ADD, sum, p, -1));
            sum = parts + p - 1;
        }
        return new Chain(parts, 0, 0, links, List.of(sum), List.of());
    }

    @Override
    public Needs needs(int batch) {
        return new Needs(0, parts + 1);
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
        Chain.Code code = made.code(n);
        if (code != null) {
            for (int p = 0; p < parts; p++) {
                lane.chainArrays[p] = parted;
                lane.chainOffsets[p] = source + p * part;
            }
            lane.chainArrays[parts] = out;
            lane.chainOffsets[parts] = target;
            code.run(1, n, lane.chainArrays, lane.chainOffsets, lane.chainStrides, lane.chainNumbers);
            return;
        }
        KernelChoice.now().add(n, parted, source, parted, source + part, out, target);
        for (int p = 2; p < parts; p++) {
            KernelChoice.now().add(n, out, target, parted, source + p * part, out, target);
        }
    }

    @Override
    public String describe() {
        return "sum of " + parts + " parts, " + columns + " columns";
    }
}
