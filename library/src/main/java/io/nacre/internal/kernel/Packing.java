package io.nacre.internal.kernel;

import static io.nacre.internal.kernel.TileShape.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Copies of the operands of a matrix product in the order in which tiles read them. */
final class Packing {
    /**
     * Rows of A that lie side by side for each step of k: one tile or two. The last of these strips may overlap the one
     * before.
     */
    static final int HEIGHT = 8;

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> STRIP = FloatVector.SPECIES_256;

    private Packing() {}

    /** The size of a packed chunk of A. */
    static long floats(int rows, int k) {
        return (rows + HEIGHT - 1) / HEIGHT * (long) HEIGHT * k;
    }

    /**
     * Where the tile whose turn comes at row i, and whose first row is the given one, is found in a packed chunk of A.
     */
    static int at(int i, int row, int rows, int k) {
        int strip = i / HEIGHT * HEIGHT;
        return strip * k + row - first(strip, rows);
    }

    private static int first(int row, int rows) {
        return Math.max(0, Math.min(row, rows - HEIGHT));
    }

    /** Strips of A one after the other, each [k, 8]. */
    static void chunk(boolean transposed, int rows, int k, float[] a, int ao, int lda, float[] out, int oo) {
        for (int i = 0; i < rows; i += HEIGHT) {
            int row = first(i, rows);
            int to = oo + i * k;
            if (!transposed) {
                transpose(Math.min(HEIGHT, rows), k, a, ao + row * lda, lda, out, to, HEIGHT);
            } else if (LANES >= HEIGHT) {
                strip(k, a, ao + row, lda, out, to);
            } else {
                for (int p = 0; p < k; p++) {
                    System.arraycopy(a, ao + p * lda + row, out, to + p * HEIGHT, HEIGHT);
                }
            }
        }
    }

    private static void transpose(int rows, int k, float[] a, int ao, int lda, float[] out, int oo, int ldo) {
        if (Transposition.fits(rows, k)) {
            Transposition.run(rows, k, a, ao, lda, out, oo, ldo);
        } else {
            for (int p = 0; p < k; p++) {
                for (int i = 0; i < rows; i++) {
                    out[oo + p * ldo + i] = a[ao + i * lda + p];
                }
            }
        }
    }

    private static void strip(int k, float[] a, int ao, int lda, float[] out, int oo) {
        for (int p = 0; p < k; p++) {
            FloatVector.fromArray(STRIP, a, ao + p * lda).intoArray(out, oo + p * HEIGHT);
        }
    }

    /** A panel of B, [k, width]. */
    static void panel(int width, int k, float[] b, int bo, int ldb, float[] out, int oo) {
        int to = oo;
        for (int p = 0; p < k; p++) {
            for (int v = 0; v < width; v++) {
                FloatVector.fromArray(S, b, bo + p * ldb + v * LANES).intoArray(out, to);
                to += LANES;
            }
        }
    }

    /**
     * A panel of a transposed B, [k, width], of which so many columns are rows of B. What the others hold is computed
     * with, but belongs to no result.
     */
    static void panelTransposed(int width, int columns, int k, float[] b, int bo, int ldb, float[] out, int oo) {
        transpose(columns, k, b, bo, ldb, out, oo, width * LANES);
    }
}
