package io.nacre.internal.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Adds a product to 4 rows of 3 vectors of C; see {@link Tiles}. */
final class Tile4x3 {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private Tile4x3() {}

    /** C += A . B, the rows of A lying lda apart. */
    static void nn(int k, float[] a, int ao, int lda, float[] b, int bo, int ldb, float[] c, int co, int ldc) {
        FloatVector c00 = FloatVector.fromArray(S, c, co);
        FloatVector c01 = FloatVector.fromArray(S, c, co + L);
        FloatVector c02 = FloatVector.fromArray(S, c, co + 2 * L);
        int row1 = co + ldc;
        FloatVector c10 = FloatVector.fromArray(S, c, row1);
        FloatVector c11 = FloatVector.fromArray(S, c, row1 + L);
        FloatVector c12 = FloatVector.fromArray(S, c, row1 + 2 * L);
        int row2 = row1 + ldc;
        FloatVector c20 = FloatVector.fromArray(S, c, row2);
        FloatVector c21 = FloatVector.fromArray(S, c, row2 + L);
        FloatVector c22 = FloatVector.fromArray(S, c, row2 + 2 * L);
        int row3 = row2 + ldc;
        FloatVector c30 = FloatVector.fromArray(S, c, row3);
        FloatVector c31 = FloatVector.fromArray(S, c, row3 + L);
        FloatVector c32 = FloatVector.fromArray(S, c, row3 + 2 * L);
        int a1 = ao + lda;
        int a2 = a1 + lda;
        int a3 = a2 + lda;
        for (int p = 0, bi = bo; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector b1 = FloatVector.fromArray(S, b, bi + L);
            FloatVector b2 = FloatVector.fromArray(S, b, bi + 2 * L);
            FloatVector x0 = FloatVector.broadcast(S, a[ao + p]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + p]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            FloatVector x2 = FloatVector.broadcast(S, a[a2 + p]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            FloatVector x3 = FloatVector.broadcast(S, a[a3 + p]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
            bi += ldb;
        }
        c00.intoArray(c, co);
        c01.intoArray(c, co + L);
        c02.intoArray(c, co + 2 * L);
        c10.intoArray(c, row1);
        c11.intoArray(c, row1 + L);
        c12.intoArray(c, row1 + 2 * L);
        c20.intoArray(c, row2);
        c21.intoArray(c, row2 + L);
        c22.intoArray(c, row2 + 2 * L);
        c30.intoArray(c, row3);
        c31.intoArray(c, row3 + L);
        c32.intoArray(c, row3 + 2 * L);
    }

    /** C += A<sup>T</sup> . B, the rows of A<sup>T</sup> side by side, each step of k lda apart. */
    static void tn(int k, float[] a, int ao, int lda, float[] b, int bo, int ldb, float[] c, int co, int ldc) {
        FloatVector c00 = FloatVector.fromArray(S, c, co);
        FloatVector c01 = FloatVector.fromArray(S, c, co + L);
        FloatVector c02 = FloatVector.fromArray(S, c, co + 2 * L);
        int row1 = co + ldc;
        FloatVector c10 = FloatVector.fromArray(S, c, row1);
        FloatVector c11 = FloatVector.fromArray(S, c, row1 + L);
        FloatVector c12 = FloatVector.fromArray(S, c, row1 + 2 * L);
        int row2 = row1 + ldc;
        FloatVector c20 = FloatVector.fromArray(S, c, row2);
        FloatVector c21 = FloatVector.fromArray(S, c, row2 + L);
        FloatVector c22 = FloatVector.fromArray(S, c, row2 + 2 * L);
        int row3 = row2 + ldc;
        FloatVector c30 = FloatVector.fromArray(S, c, row3);
        FloatVector c31 = FloatVector.fromArray(S, c, row3 + L);
        FloatVector c32 = FloatVector.fromArray(S, c, row3 + 2 * L);
        for (int p = 0, ai = ao, bi = bo; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector b1 = FloatVector.fromArray(S, b, bi + L);
            FloatVector b2 = FloatVector.fromArray(S, b, bi + 2 * L);
            FloatVector x0 = FloatVector.broadcast(S, a[ai]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            FloatVector x1 = FloatVector.broadcast(S, a[ai + 1]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            FloatVector x2 = FloatVector.broadcast(S, a[ai + 2]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            FloatVector x3 = FloatVector.broadcast(S, a[ai + 3]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
            bi += ldb;
            ai += lda;
        }
        c00.intoArray(c, co);
        c01.intoArray(c, co + L);
        c02.intoArray(c, co + 2 * L);
        c10.intoArray(c, row1);
        c11.intoArray(c, row1 + L);
        c12.intoArray(c, row1 + 2 * L);
        c20.intoArray(c, row2);
        c21.intoArray(c, row2 + L);
        c22.intoArray(c, row2 + 2 * L);
        c30.intoArray(c, row3);
        c31.intoArray(c, row3 + L);
        c32.intoArray(c, row3 + 2 * L);
    }
}
