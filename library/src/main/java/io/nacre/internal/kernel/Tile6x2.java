package io.nacre.internal.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Adds a product to 6 rows of 2 vectors of C; see {@link Tiles}. */
final class Tile6x2 {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private Tile6x2() {}

    /** C += A . B, the rows of A lying lda apart. */
    static void nn(int k, float[] a, int ao, int lda, float[] b, int bo, int ldb, float[] c, int co, int ldc) {
        FloatVector c00 = FloatVector.fromArray(S, c, co);
        FloatVector c01 = FloatVector.fromArray(S, c, co + L);
        int row1 = co + ldc;
        FloatVector c10 = FloatVector.fromArray(S, c, row1);
        FloatVector c11 = FloatVector.fromArray(S, c, row1 + L);
        int row2 = row1 + ldc;
        FloatVector c20 = FloatVector.fromArray(S, c, row2);
        FloatVector c21 = FloatVector.fromArray(S, c, row2 + L);
        int row3 = row2 + ldc;
        FloatVector c30 = FloatVector.fromArray(S, c, row3);
        FloatVector c31 = FloatVector.fromArray(S, c, row3 + L);
        int row4 = row3 + ldc;
        FloatVector c40 = FloatVector.fromArray(S, c, row4);
        FloatVector c41 = FloatVector.fromArray(S, c, row4 + L);
        int row5 = row4 + ldc;
        FloatVector c50 = FloatVector.fromArray(S, c, row5);
        FloatVector c51 = FloatVector.fromArray(S, c, row5 + L);
        int a1 = ao + lda;
        int a2 = a1 + lda;
        int a3 = a2 + lda;
        int a4 = a3 + lda;
        int a5 = a4 + lda;
        for (int p = 0, bi = bo; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector b1 = FloatVector.fromArray(S, b, bi + L);
            FloatVector x0 = FloatVector.broadcast(S, a[ao + p]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + p]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = FloatVector.broadcast(S, a[a2 + p]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = FloatVector.broadcast(S, a[a3 + p]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            FloatVector x4 = FloatVector.broadcast(S, a[a4 + p]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            FloatVector x5 = FloatVector.broadcast(S, a[a5 + p]);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
            bi += ldb;
        }
        c00.intoArray(c, co);
        c01.intoArray(c, co + L);
        c10.intoArray(c, row1);
        c11.intoArray(c, row1 + L);
        c20.intoArray(c, row2);
        c21.intoArray(c, row2 + L);
        c30.intoArray(c, row3);
        c31.intoArray(c, row3 + L);
        c40.intoArray(c, row4);
        c41.intoArray(c, row4 + L);
        c50.intoArray(c, row5);
        c51.intoArray(c, row5 + L);
    }
}
