package io.nacre.internal.run;

/**
 * Where an array's numbers begin.
 *
 * @param array which of the frame's arrays: 0 is the plan's own memory, the others are variables
 * @param offset the first element in it
 */
public record Place(int array, int offset) {
    /** A place in the plan's own memory. */
    public static Place memory(int offset) {
        return new Place(0, offset);
    }
}
