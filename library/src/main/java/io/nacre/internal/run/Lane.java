package io.nacre.internal.run;

/** What one thread of a run has for itself: scratch memory, and where the values of the current block lie. */
public final class Lane {
    final float[] scratch;
    final float[][] array;
    final int[] offset;
    final float[] number;
    /** Where the block of a matrix product lies in the scratch memory, less its position in the whole product. */
    int block;

    Lane(Needs needs) {
        scratch = new float[needs.scratch() + Frame.SLACK];
        array = new float[needs.values()][];
        offset = new int[needs.values()];
        number = new float[needs.values()];
    }
}
