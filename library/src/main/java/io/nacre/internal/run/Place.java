package io.nacre.internal.run;

/**
 * Where an array's numbers begin.
 *
 * @param array which of the frame's arrays: 0 is the plan's own memory, the others are variables; -1 for a block of a
 *     matrix product that only its own epilogue reads, which each thread has for itself
 * @param offset the first element in it
 */
public record Place(int array, int offset) {
    /** The block of a matrix product that is being finished. */
    public static final Place BLOCK = new Place(-1, 0);

    /** A place in the plan's own memory. */
    public static Place memory(int offset) {
        return new Place(0, offset);
    }
}
