package io.nacre.internal.run;

import io.nacre.internal.kernel.Chains;

/** What one thread of a run has for itself: scratch memory, and where the values of the current block lie. */
public final class Lane {
    final float[] scratch;
    final float[][] array;
    final int[] offset;
    final float[] number;
    /** Arguments of the chain that is run, and where the last few elements of its results are put first. */
    final float[][] chainArrays;

    final int[] chainOffsets;
    final float[] chainNumbers;
    final float[] rest;
    final float[][] targets;
    final int[] targetOffsets;
    /** For each value, whether the chain wrote it to its place already. */
    final boolean[] direct;

    /** Where the block of a matrix product lies in the scratch memory, less its position in the whole product. */
    int block;

    Lane(Needs needs) {
        scratch = new float[needs.scratch() + Frame.SLACK];
        array = new float[needs.values()][];
        offset = new int[needs.values()];
        number = new float[needs.values()];
        chainArrays = new float[needs.values()][];
        chainOffsets = new int[needs.values()];
        chainNumbers = new float[needs.values()];
        targets = new float[needs.values()][];
        targetOffsets = new int[needs.values()];
        direct = new boolean[needs.values()];
        rest = new float[needs.values() * Chains.WIDTH];
    }
}
