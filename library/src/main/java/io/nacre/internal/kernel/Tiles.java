package io.nacre.internal.kernel;

/**
 * The micro-kernels of the matrix product: small pieces of C that stay in registers while k runs.
 *
 * <p>Every row of a tile starts from the same values, a piece of the bias or zeros; the tile adds one product for each
 * step of k, and stores its rows. The factors from A lie side by side for each step, so that one index finds them all.
 * It does nothing else. What it leaves out is what made it slow: loading C means 24 more checks of bounds, and
 * addresses of rows that live through the loop; with more integers than registers, the JIT compiler keeps some in
 * vector registers, and the moves back and forth take the multipliers' turns (8 x 3 at k = 32: from 80 to 92 % of the
 * peak).
 *
 * <p>No masks, no edges, no helper methods, since the JIT compiler gives up on larger methods or makes them slow.
 */
final class Tiles {
    private Tiles() {}

    /**
     * C = start + A . B for one tile.
     *
     * @param lda the distance from one step of k to the next in A, where the factors of the tile's rows lie side by
     *     side
     */
    static void run(
            int width,
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
        if (TileShape.MANY_REGISTERS) {
            switch (width) {
                case 3 -> Tile8x3.run(k, a, ao, lda, b, bo, ldb, start, so, c, co, ldc);
                case 2 -> Tile8x2.run(k, a, ao, lda, b, bo, ldb, start, so, c, co, ldc);
                default -> Tile8x1.run(k, a, ao, lda, b, bo, ldb, start, so, c, co, ldc);
            }
        } else if (width == 2) {
            Tile4x2.run(k, a, ao, lda, b, bo, ldb, start, so, c, co, ldc);
        } else {
            Tile4x1.run(k, a, ao, lda, b, bo, ldb, start, so, c, co, ldc);
        }
    }
}
