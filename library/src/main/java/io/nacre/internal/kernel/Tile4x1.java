package io.nacre.internal.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Computes 4 rows of 1 vector of C; see {@link Tiles}. */
final class Tile4x1 {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final Class<? extends FloatVector> TYPE = TileShape.TYPE;

    private Tile4x1() {}

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
        FloatVector c00 = s0;
        FloatVector c10 = s0;
        FloatVector c20 = s0;
        FloatVector c30 = s0;
        for (int p = 0, ai = ao, bi = bo; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector x0 = FloatVector.broadcast(S, a[ai]);
            c00 = x0.fma(b0, c00);
            FloatVector x1 = FloatVector.broadcast(S, a[ai + 1]);
            c10 = x1.fma(b0, c10);
            FloatVector x2 = FloatVector.broadcast(S, a[ai + 2]);
            c20 = x2.fma(b0, c20);
            FloatVector x3 = FloatVector.broadcast(S, a[ai + 3]);
            c30 = x3.fma(b0, c30);
            ai += lda;
            bi += ldb;
        }
        TYPE.cast(c00).intoArray(c, co);
        int row1 = co + ldc;
        TYPE.cast(c10).intoArray(c, row1);
        int row2 = row1 + ldc;
        TYPE.cast(c20).intoArray(c, row2);
        int row3 = row2 + ldc;
        TYPE.cast(c30).intoArray(c, row3);
    }
}
