package io.nacre.internal.kernel;

import static io.nacre.internal.kernel.Tiles.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Copies of the operands of a matrix product in the order in which tiles read them. */
final class Packing {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

    private Packing() {}

    /** Panels of B one after the other, each [k, its width]. */
    static void group(int vectors, int k, float[] b, int bo, int ldb, float[] out, int oo) {
        for (int p = 0; p < k; p++) {
            int width;
            for (int v = 0; v < vectors; v += width) {
                width = Tiles.width(vectors - v);
                int from = bo + p * ldb + v * LANES;
                int to = oo + (v * k + p * width) * LANES;
                for (int w = 0; w < width * LANES; w += LANES) {
                    FloatVector.fromArray(S, b, from + w).intoArray(out, to + w);
                }
            }
        }
    }

    /** Rows of A without gaps; or, of a transposed A, tiles one after the other, each [k, its height]. */
    static void chunk(boolean transposed, int rows, int k, float[] a, int ao, int lda, float[] out, int oo) {
        int height;
        for (int i = 0; i < rows; i += height) {
            height = Tiles.height(transposed, rows - i);
            if (transposed) {
                columns(height, k, a, ao + i, lda, out, oo + i * k);
            } else {
                for (int r = i; r < i + height; r++) {
                    System.arraycopy(a, ao + r * lda, out, oo + r * k, k);
                }
            }
        }
    }

    private static void columns(int height, int k, float[] a, int ao, int lda, float[] out, int oo) {
        for (int p = 0; p < k; p++) {
            for (int r = 0; r < height; r++) {
                out[oo + p * height + r] = a[ao + p * lda + r];
            }
        }
    }
}
