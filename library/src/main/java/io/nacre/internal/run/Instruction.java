package io.nacre.internal.run;

/**
 * One kernel call of a plan. It can be cut along its extent at any multiple of its unit: the pieces write different
 * elements, and no element's value depends on where the cuts are, which is why results are equal bit for bit at any
 * number of threads.
 */
public interface Instruction {
    /** The number of rows (or columns) that can be divided among threads. */
    Size extent();

    /**
     * Cuts are at multiples of so many rows (or columns), a power of two, in all instructions of a stage that have the
     * same extent.
     */
    default int unit() {
        return 1;
    }

    /** Computes the rows from {@code from} (inclusive) to {@code to} (exclusive). */
    void run(Frame frame, Lane lane, int from, int to);

    /** A rough number of nanoseconds on one thread, by which the work is divided. */
    double cost(int batch);

    /** What it computes, and the memory that it touches. */
    Work work(int batch);

    /** What a thread needs to run it. */
    default Needs needs(int batch) {
        return Needs.NONE;
    }

    /** A line for people. */
    String describe();
}
