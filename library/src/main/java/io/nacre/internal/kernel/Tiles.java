package io.nacre.internal.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * The micro-kernels of the matrix product: small pieces of C that stay in registers while k runs.
 *
 * <p>A tile loads its piece of C, adds one product for each step of k, and stores it. It does nothing else: no masks, no
 * edges, no helper methods, since the JIT compiler gives up on larger methods or makes them slow. How many rows and
 * vectors fit depends on the number of registers: 32 with vectors of 512 and 128 bits, 16 with 256.
 */
final class Tiles {
    /** Floats in a vector. */
    static final int LANES = FloatVector.SPECIES_PREFERRED.length();

    private static final boolean MANY_REGISTERS = LANES != 8;

    /** Rows of the larger tiles. */
    static final int TALL = MANY_REGISTERS ? 8 : 6;

    /** Rows of the smaller tiles. */
    static final int SHORT = 4;

    /** A number of rows that tiles of either height cover. */
    static final int EVEN = MANY_REGISTERS ? 8 : 12;

    /** Vectors in the widest tiles. */
    static final int WIDEST = MANY_REGISTERS ? 3 : 2;

    private Tiles() {}

    /** How many of these rows tiles can cover; the few that remain are done one by one. */
    static int covered(boolean transposedA, int rows) {
        int rest = rows % tall(transposedA);
        boolean regroup = !transposedA && !MANY_REGISTERS && rows > TALL && (rest == 2 || rest == 3);
        return regroup ? rows - (rest & 1) : rows - rest % SHORT;
    }

    /** The rows of the next tile when so many, as {@link #covered} counts them, are left. */
    static int height(boolean transposedA, int rows) {
        return rows >= tall(transposedA) && (MANY_REGISTERS || rows != 2 * SHORT) ? tall(transposedA) : SHORT;
    }

    /**
     * Rows of the larger tiles of one kind of product. With 16 registers and a transposed A they have 4 rows: the JIT
     * compiler reads all factors of a step ahead, and 6 of them spill.
     */
    private static int tall(boolean transposedA) {
        return transposedA && !MANY_REGISTERS ? SHORT : TALL;
    }

    /** The vectors in the next tile when so many are left in the row: 2, or 3 if there are registers enough. */
    static int width(int vectors) {
        return MANY_REGISTERS && vectors >= 3 && vectors != 4 ? 3 : 2;
    }

    /** C += A . B, or A<sup>T</sup> . B, for one tile. */
    static void add(
            boolean transposedA,
            int height,
            int width,
            int k,
            float[] a,
            int ao,
            int lda,
            float[] b,
            int bo,
            int ldb,
            float[] c,
            int co,
            int ldc) {
        boolean tall = height == TALL;
        if (transposedA) {
            if (!MANY_REGISTERS) {
                Tile4x2.tn(k, a, ao, lda, b, bo, ldb, c, co, ldc);
            } else if (tall) {
                if (width == 3) {
                    Tile8x3.tn(k, a, ao, lda, b, bo, ldb, c, co, ldc);
                } else {
                    Tile8x2.tn(k, a, ao, lda, b, bo, ldb, c, co, ldc);
                }
            } else if (width == 3) {
                Tile4x3.tn(k, a, ao, lda, b, bo, ldb, c, co, ldc);
            } else {
                Tile4x2.tn(k, a, ao, lda, b, bo, ldb, c, co, ldc);
            }
        } else if (!MANY_REGISTERS) {
            if (tall) {
                Tile6x2.nn(k, a, ao, lda, b, bo, ldb, c, co, ldc);
            } else {
                Tile4x2.nn(k, a, ao, lda, b, bo, ldb, c, co, ldc);
            }
        } else if (tall) {
            if (width == 3) {
                Tile8x3.nn(k, a, ao, lda, b, bo, ldb, c, co, ldc);
            } else {
                Tile8x2.nn(k, a, ao, lda, b, bo, ldb, c, co, ldc);
            }
        } else if (width == 3) {
            Tile4x3.nn(k, a, ao, lda, b, bo, ldb, c, co, ldc);
        } else {
            Tile4x2.nn(k, a, ao, lda, b, bo, ldb, c, co, ldc);
        }
    }
}
