package io.nacre.internal.run;

import io.nacre.internal.kernel.MatrixProducts;
import java.util.List;

/**
 * Writes samples to an input of a frame before a run, by several threads where they are many: a batch of 1,024 images
 * is read and scaled in 56 microseconds on one thread, and one of 32 images in random order in 7 to 20, while another
 * would wait.
 */
public final class Feeding implements Instruction {
    /** So few numbers are soon written by the caller. */
    public static final int FEW = 16 << 10;

    private static final double NANOS_A_NUMBER = 0.07;

    private static final Rows NOTHING = (from, to, target, offset) -> {};

    /** What can copy samples: rows from {@code from} (inclusive) to {@code to} (exclusive), one after the other. */
    @FunctionalInterface
    public interface Rows {
        /** Copies them, on any thread, and at the same time as others. */
        void copy(int from, int to, float[] target, int offset);
    }

    private Size count = Size.fixed(0);
    private final Stage stage = new Stage(List.of(this));
    private Rows rows = NOTHING;
    private int first;
    private int length;
    private float[] target = MatrixProducts.ZEROS;
    private int offset;

    /** The stage of this one instruction. */
    Stage stage() {
        return stage;
    }

    /** Sets what is to be written: the rows from {@code from} to {@code to}, of so many numbers each. */
    void set(Rows rows, int from, int to, int length, float[] target, int offset) {
        if (count.factor() != to - from) {
            count = Size.fixed(to - from);
        }
        this.rows = rows;
        this.first = from;
        this.length = length;
        this.target = target;
        this.offset = offset;
    }

    /** Forgets it. */
    void clear() {
        rows = NOTHING;
        target = MatrixProducts.ZEROS;
    }

    @Override
    public Size extent() {
        return count;
    }

    @Override
    public void run(Frame frame, Lane lane, int from, int to) {
        rows.copy(first + from, first + to, target, offset + from * length);
    }

    @Override
    public double cost(int batch) {
        return NANOS_A_NUMBER * count.factor() * length;
    }

    @Override
    public Work work(int batch) {
        return Work.of(0, (double) count.factor() * length);
    }

    @Override
    public String describe() {
        return "samples of " + length + " numbers";
    }
}
