package io.nacre.internal.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Computes 8 rows of 2 vectors of C; see {@link Tiles}. */
final class Tile8x2 {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final Class<? extends FloatVector> TYPE = TileShape.TYPE;

    private Tile8x2() {}

    static void run(
            int k,
            float[] a,
            int ao,
            int lda,
            float[] b,
            int bo,
            int ldb,
            float[] start,
            int so,
            float[] c,
            int co,
            int ldc) {
        FloatVector s0 = FloatVector.fromArray(S, start, so);
        FloatVector s1 = FloatVector.fromArray(S, start, so + L);
        FloatVector c00 = s0;
        FloatVector c01 = s1;
        FloatVector c10 = s0;
        FloatVector c11 = s1;
        FloatVector c20 = s0;
        FloatVector c21 = s1;
        FloatVector c30 = s0;
        FloatVector c31 = s1;
        FloatVector c40 = s0;
        FloatVector c41 = s1;
        FloatVector c50 = s0;
        FloatVector c51 = s1;
        FloatVector c60 = s0;
        FloatVector c61 = s1;
        FloatVector c70 = s0;
        FloatVector c71 = s1;
        for (int p = 0, ai = ao, bi = bo; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector b1 = FloatVector.fromArray(S, b, bi + L);
            FloatVector x0 = FloatVector.broadcast(S, a[ai]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(S, a[ai + 1]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = FloatVector.broadcast(S, a[ai + 2]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = FloatVector.broadcast(S, a[ai + 3]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            FloatVector x4 = FloatVector.broadcast(S, a[ai + 4]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            FloatVector x5 = FloatVector.broadcast(S, a[ai + 5]);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
            FloatVector x6 = FloatVector.broadcast(S, a[ai + 6]);
            c60 = x6.fma(b0, c60);
            c61 = x6.fma(b1, c61);
            FloatVector x7 = FloatVector.broadcast(S, a[ai + 7]);
            c70 = x7.fma(b0, c70);
            c71 = x7.fma(b1, c71);
            ai += lda;
            bi += ldb;
        }
        TYPE.cast(c00).intoArray(c, co);
        TYPE.cast(c01).intoArray(c, co + L);
        int row1 = co + ldc;
        TYPE.cast(c10).intoArray(c, row1);
        TYPE.cast(c11).intoArray(c, row1 + L);
        int row2 = row1 + ldc;
        TYPE.cast(c20).intoArray(c, row2);
        TYPE.cast(c21).intoArray(c, row2 + L);
        int row3 = row2 + ldc;
        TYPE.cast(c30).intoArray(c, row3);
        TYPE.cast(c31).intoArray(c, row3 + L);
        int row4 = row3 + ldc;
        TYPE.cast(c40).intoArray(c, row4);
        TYPE.cast(c41).intoArray(c, row4 + L);
        int row5 = row4 + ldc;
        TYPE.cast(c50).intoArray(c, row5);
        TYPE.cast(c51).intoArray(c, row5 + L);
        int row6 = row5 + ldc;
        TYPE.cast(c60).intoArray(c, row6);
        TYPE.cast(c61).intoArray(c, row6 + L);
        int row7 = row6 + ldc;
        TYPE.cast(c70).intoArray(c, row7);
        TYPE.cast(c71).intoArray(c, row7 + L);
    }
}
