package io.nacre.internal.kernel;

/**
 * Calls of the code that matrix products consist of, on made-up numbers, and whether they were fast; see
 * {@link Warmed}.
 */
final class ProductCalls {
    /** Steps of k: few, so that it is the product that is called often and not what it calls. */
    private static final int STEPS = 16;

    /** Compiled code takes less for a step of k, and less for a call. */
    private static final int STEP_NANOS = 20;

    private static final int CALL_NANOS = 500;

    /** Columns of a row product, each of which has it done in another way. */
    private static final int[] COLUMNS = {100, 64, 32, 10, 5};

    private static final int SIZE = 4096;
    private static final int SIDE = 8;

    private final float[] a = new float[SIZE];
    private final float[] b = new float[SIZE];
    private final float[] c = new float[SIZE];

    /** Calls all tiles, and a transposition. */
    boolean tilesAreFast() {
        int ld = TileShape.WIDEST * TileShape.LANES;
        boolean fast = true;
        for (int width = 1; width <= TileShape.WIDEST; width++) {
            long start = System.nanoTime();
            Tiles.run(width, STEPS, a, 0, TileShape.HEIGHT, b, 0, ld, MatrixProducts.ZEROS, 0, c, 0, ld);
            fast &= isFast(start);
        }
        if (ColumnTile.fits(ColumnTile.HEIGHT, ld + ColumnTile.WIDTH)) {
            long start = System.nanoTime();
            ColumnTile.run(STEPS, a, 0, SIDE, ColumnTile.HEIGHT, b, 0, ld, MatrixProducts.ZEROS, 0, c, 0);
            fast &= isFast(start);
        }
        if (Transposition.fits(SIDE, SIDE)) {
            Transposition.run(SIDE, SIDE, a, 0, SIDE, c, 0, SIDE);
        }
        return fast;
    }

    /** Calls the product of one row. */
    boolean rowsAreFast() {
        boolean fast = true;
        for (int n : COLUMNS) {
            long start = System.nanoTime();
            RowProduct.run(n, STEPS, a, 0, 1, b, 0, n, c, 0, c, n);
            fast &= isFast(start);
        }
        return fast;
    }

    private static boolean isFast(long start) {
        return System.nanoTime() - start < STEP_NANOS * STEPS + CALL_NANOS;
    }
}
