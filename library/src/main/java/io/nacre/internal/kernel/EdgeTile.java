package io.nacre.internal.kernel;

import static io.nacre.internal.kernel.Tiles.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A piece of C that reaches past C's last column, computed in scratch memory.
 *
 * <p>Loading it reads whole vectors, past the end of the row too. Storing it writes the valid columns only, the last
 * vector ending at the last column; since that vector may begin before the piece does, the piece is kept together with
 * the vector of C to its left.
 */
final class EdgeTile {
    /** The distance between rows in scratch memory. */
    static final int STRIDE = LANES + LANES * Tiles.WIDEST;

    /** Floats of scratch memory for one tile. */
    static final int SIZE = STRIDE * Tiles.TALL;

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

    private EdgeTile() {}

    /**
     * Copies a piece of C into scratch memory, from {@code so + LANES} on.
     *
     * @param columns how many columns of C lie to the left of the piece
     */
    static void load(int height, int width, float[] c, int co, int ldc, int columns, float[] scratch, int so) {
        int first = columns > 0 ? 0 : 1;
        for (int row = 0; row < height; row++) {
            for (int v = first; v <= width; v++) {
                FloatVector.fromArray(S, c, co + row * ldc + (v - 1) * LANES)
                        .intoArray(scratch, so + row * STRIDE + v * LANES);
            }
        }
    }

    /** Copies the first {@code valid} columns of a piece back to C. */
    static void store(int height, int valid, float[] c, int co, int ldc, int columns, float[] scratch, int so) {
        int whole = valid & -LANES;
        for (int row = 0; row < height; row++) {
            int from = so + row * STRIDE + LANES;
            int to = co + row * ldc;
            for (int j = 0; j < whole; j += LANES) {
                FloatVector.fromArray(S, scratch, from + j).intoArray(c, to + j);
            }
            if (whole < valid) {
                if (columns + valid >= LANES) {
                    int last = valid - LANES;
                    FloatVector.fromArray(S, scratch, from + last).intoArray(c, to + last);
                } else {
                    for (int j = whole; j < valid; j++) {
                        c[to + j] = scratch[from + j];
                    }
                }
            }
        }
    }
}
