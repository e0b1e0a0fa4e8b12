package io.nacre.internal.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Transposition in blocks of 8 by 8 that are turned in registers. */
final class Transposition {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_256;
    private static final int SIDE = 8;

    /** Swaps of neighbours, and of neighbouring pairs. */
    private static final VectorShuffle<Float> SWAP_1 = VectorShuffle.fromOp(S, i -> i ^ 1);

    private static final VectorShuffle<Float> SWAP_2 = VectorShuffle.fromOp(S, i -> i ^ 2);

    /** Every second lane, every second pair, every second four. */
    private static final VectorMask<Float> ODD_1 = VectorMask.fromLong(S, 0xaa);

    private static final VectorMask<Float> ODD_2 = VectorMask.fromLong(S, 0xcc);
    private static final VectorMask<Float> ODD_4 = VectorMask.fromLong(S, 0xf0);

    private Transposition() {}

    /** Whether the machine has the registers, and the matrix is large enough. */
    static boolean fits(int rows, int cols) {
        return Vectors.L >= SIDE && rows >= SIDE && cols >= SIDE;
    }

    /** The last block of a row or column may overlap the one before. */
    static void run(int rows, int cols, float[] a, int ao, int lda, float[] out, int oo, int ldo) {
        for (int i = 0; i < rows; i += SIDE) {
            int row = Math.min(i, rows - SIDE);
            for (int j = 0; j < cols; j += SIDE) {
                int col = Math.min(j, cols - SIDE);
                block(a, ao + row * lda + col, lda, out, oo + col * ldo + row, ldo);
            }
        }
    }

    /**
     * In three steps that swap what lies off the diagonal: blocks of 4 by 4, while loading, for which the lower rows
     * are loaded from 4 elements before; then blocks of 2 by 2; then single elements.
     */
    private static void block(float[] a, int ao, int lda, float[] out, int oo, int ldo) {
        int low0 = ao + 4 * lda;
        int low1 = ao + 5 * lda;
        int low2 = ao + 6 * lda;
        int low3 = ao + 7 * lda;
        FloatVector p0 = FloatVector.fromArray(S, a, ao).blend(FloatVector.fromArray(S, a, low0 - 4), ODD_4);
        FloatVector p1 = FloatVector.fromArray(S, a, ao + lda).blend(FloatVector.fromArray(S, a, low1 - 4), ODD_4);
        FloatVector p2 = FloatVector.fromArray(S, a, ao + 2 * lda).blend(FloatVector.fromArray(S, a, low2 - 4), ODD_4);
        FloatVector p3 = FloatVector.fromArray(S, a, ao + 3 * lda).blend(FloatVector.fromArray(S, a, low3 - 4), ODD_4);
        FloatVector p4 = FloatVector.fromArray(S, a, ao + 4).blend(FloatVector.fromArray(S, a, low0), ODD_4);
        FloatVector p5 = FloatVector.fromArray(S, a, ao + lda + 4).blend(FloatVector.fromArray(S, a, low1), ODD_4);
        FloatVector p6 = FloatVector.fromArray(S, a, ao + 2 * lda + 4).blend(FloatVector.fromArray(S, a, low2), ODD_4);
        FloatVector p7 = FloatVector.fromArray(S, a, ao + 3 * lda + 4).blend(FloatVector.fromArray(S, a, low3), ODD_4);
        FloatVector q0 = p0.blend(p1.rearrange(SWAP_1), ODD_1);
        FloatVector q1 = p0.rearrange(SWAP_1).blend(p1, ODD_1);
        FloatVector q2 = p2.blend(p3.rearrange(SWAP_1), ODD_1);
        FloatVector q3 = p2.rearrange(SWAP_1).blend(p3, ODD_1);
        FloatVector q4 = p4.blend(p5.rearrange(SWAP_1), ODD_1);
        FloatVector q5 = p4.rearrange(SWAP_1).blend(p5, ODD_1);
        FloatVector q6 = p6.blend(p7.rearrange(SWAP_1), ODD_1);
        FloatVector q7 = p6.rearrange(SWAP_1).blend(p7, ODD_1);
        q0.blend(q2.rearrange(SWAP_2), ODD_2).intoArray(out, oo);
        q0.rearrange(SWAP_2).blend(q2, ODD_2).intoArray(out, oo + 2 * ldo);
        q1.blend(q3.rearrange(SWAP_2), ODD_2).intoArray(out, oo + ldo);
        q1.rearrange(SWAP_2).blend(q3, ODD_2).intoArray(out, oo + 3 * ldo);
        q4.blend(q6.rearrange(SWAP_2), ODD_2).intoArray(out, oo + 4 * ldo);
        q4.rearrange(SWAP_2).blend(q6, ODD_2).intoArray(out, oo + 6 * ldo);
        q5.blend(q7.rearrange(SWAP_2), ODD_2).intoArray(out, oo + 5 * ldo);
        q5.rearrange(SWAP_2).blend(q7, ODD_2).intoArray(out, oo + 7 * ldo);
    }
}
