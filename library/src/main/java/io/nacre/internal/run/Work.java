package io.nacre.internal.run;

/**
 * What an instruction does in one run, to hold its time against what the machine can do.
 *
 * @param operations additions and multiplications of numbers, and as one each, functions of them
 * @param bytes of arrays that are read or written, each once
 */
public record Work(double operations, double bytes) {
    /** The work of two instructions. */
    public Work and(Work other) {
        return new Work(operations + other.operations, bytes + other.bytes);
    }

    /** So many operations, on so many floats. */
    static Work of(double operations, double floats) {
        return new Work(operations, floats * Float.BYTES);
    }
}
