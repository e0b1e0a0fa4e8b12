package io.nacre.internal.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Computes the last 4 columns of 16 rows of C, where a vector along the row would be empty for the most part: the
 * vectors lie along the columns, 8 rows each, and each number of B is one factor of all of them. It stores the columns
 * one after the other, {@value #HEIGHT} floats each.
 *
 * <p>Of 100 columns, 96 fill 6 vectors of 16, and these take the place of 2 tiles of 2 vectors that overlap (128 x 100
 * . 100 x 100: 27.9 to 25.7 microseconds; 32 x 784 . 784 x 100: 53.4 to 48.8). Short vectors along the row, 8 rows of
 * them, came half as far: that is twice as many instructions.
 *
 * <p>Each element is the same sum in the same order as in the {@link Tiles}.
 */
final class ColumnTile {
    /** Columns of a tile. */
    static final int WIDTH = 4;

    /** Rows of a tile, which are two strips of a packed A. */
    static final int HEIGHT = 2 * Packing.HEIGHT;

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_256;
    private static final Class<? extends FloatVector> TYPE = FloatVector.zero(S).getClass();

    private ColumnTile() {}

    /** Whether a product has such columns at its right end, and rows enough. */
    static boolean fits(int rows, int n) {
        int last = n % TileShape.LANES;
        return TileShape.LANES >= S.length() && rows >= HEIGHT && n >= WIDTH && last > 0 && last <= WIDTH;
    }

    /**
     * Columns = start + A . B for one tile.
     *
     * @param ao the first 8 rows
     * @param second the next 8 rows
     * @param lda the distance from one step of k to the next in A, where the factors of 8 rows lie side by side
     */
    static void run(
            int k,
            float[] a,
            int ao,
            int second,
            int lda,
            float[] b,
            int bo,
            int ldb,
            float[] start,
            int so,
            float[] out,
            int oo) {
        FloatVector c00 = FloatVector.broadcast(S, start[so]);
        FloatVector c10 = c00;
        FloatVector c01 = FloatVector.broadcast(S, start[so + 1]);
        FloatVector c11 = c01;
        FloatVector c02 = FloatVector.broadcast(S, start[so + 2]);
        FloatVector c12 = c02;
        FloatVector c03 = FloatVector.broadcast(S, start[so + 3]);
        FloatVector c13 = c03;
        int apart = second - ao;
        for (int p = 0, ai = ao, bi = bo; p < k; p++) {
            FloatVector x0 = FloatVector.fromArray(S, a, ai);
            FloatVector x1 = FloatVector.fromArray(S, a, ai + apart);
            FloatVector y0 = FloatVector.broadcast(S, b[bi]);
            c00 = y0.fma(x0, c00);
            c10 = y0.fma(x1, c10);
            FloatVector y1 = FloatVector.broadcast(S, b[bi + 1]);
            c01 = y1.fma(x0, c01);
            c11 = y1.fma(x1, c11);
            FloatVector y2 = FloatVector.broadcast(S, b[bi + 2]);
            c02 = y2.fma(x0, c02);
            c12 = y2.fma(x1, c12);
            FloatVector y3 = FloatVector.broadcast(S, b[bi + 3]);
            c03 = y3.fma(x0, c03);
            c13 = y3.fma(x1, c13);
            ai += lda;
            bi += ldb;
        }
        TYPE.cast(c00).intoArray(out, oo);
        TYPE.cast(c10).intoArray(out, oo + 8);
        TYPE.cast(c01).intoArray(out, oo + 16);
        TYPE.cast(c11).intoArray(out, oo + 24);
        TYPE.cast(c02).intoArray(out, oo + 32);
        TYPE.cast(c12).intoArray(out, oo + 40);
        TYPE.cast(c03).intoArray(out, oo + 48);
        TYPE.cast(c13).intoArray(out, oo + 56);
    }
}
