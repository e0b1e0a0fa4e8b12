package io.nacre.internal.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * The sizes of the {@link Tiles}. How many rows and vectors fit depends on the number of registers: 32 with vectors of
 * 512 and 128 bits, 16 with 256.
 */
final class TileShape {
    /** Floats in a vector. */
    static final int LANES = FloatVector.SPECIES_PREFERRED.length();

    /**
     * The class of the vectors. Tiles cast their results to it before they store them: what comes out of a loop is no
     * more than a {@code FloatVector} to the JIT compiler, which then goes by the classes that it saw stored elsewhere.
     * Where those were two, since some other code uses shorter vectors, it made objects of the results in every step of
     * the loop (8 x 2: a fifteenth of the speed, in some runs of a program and not in others).
     */
    static final Class<? extends FloatVector> TYPE =
            FloatVector.zero(FloatVector.SPECIES_PREFERRED).getClass();

    static final boolean MANY_REGISTERS = LANES != 8;

    /** Rows of a tile. */
    static final int HEIGHT = MANY_REGISTERS ? 8 : 4;

    /** Vectors in a row of the widest tiles. */
    static final int WIDEST = MANY_REGISTERS ? 3 : 2;

    private TileShape() {}

    /** The vectors in the next tile when so many are left in the row: never 1 after others, which is slow. */
    static int width(int vectors) {
        return MANY_REGISTERS && vectors >= 3 && vectors != 4 ? 3 : Math.min(vectors, 2);
    }
}
