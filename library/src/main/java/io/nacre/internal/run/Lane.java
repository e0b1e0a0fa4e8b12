package io.nacre.internal.run;

import io.nacre.internal.kernel.Kernels;

/**
 * What one thread of a run has for itself: scratch memory, and where the values of the current block lie.
 *
 * <p>Each array is followed by {@value #PADDING} elements that nobody uses, so that the lanes of two threads share no
 * line of the cache wherever the garbage collector puts them. That is a precaution: no gain was measured.
 */
public final class Lane {
    private static final int PADDING = 32;

    /** Columns whose parts are summed at a time. */
    static final int STRIP = 256;

    final float[] scratch;
    final float[][] array;
    final int[] offset;
    final float[] number;
    /** Arguments of the chain that is run. */
    final float[][] chainArrays;

    final int[] chainOffsets;
    final int[] chainStrides;
    final float[] chainNumbers;
    /** What a part of a row was reduced to. */
    final float[] reduced;
    /** Sums of parts of columns. */
    final double[] totals = new double[STRIP];
    /** For each value, whether the chain wrote it to its place already. */
    final boolean[] direct;

    private final int[] block = new int[1 + PADDING];

    Lane(Needs needs) {
        int values = needs.values() + PADDING;
        scratch = new float[needs.scratch() + Kernels.SLACK];
        array = new float[values][];
        offset = new int[values];
        number = new float[values];
        chainArrays = new float[values][];
        chainOffsets = new int[values];
        chainStrides = new int[values];
        chainNumbers = new float[values];
        reduced = new float[values];
        direct = new boolean[needs.values() + 4 * PADDING];
    }

    /** Where the block of a matrix product lies in the scratch memory, less its position in the whole product. */
    int block() {
        return block[0];
    }

    void block(int at) {
        block[0] = at;
    }
}
