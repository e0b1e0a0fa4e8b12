package io.nacre.internal.kernel;

import static io.nacre.internal.kernel.Tiles.EVEN;
import static io.nacre.internal.kernel.Tiles.LANES;

/**
 * The matrix product as a sequence of tiles, in an order that finds its operands in near caches.
 *
 * <p>From the outside in: blocks of k; chunks of A's rows, which stay in the second-level cache during a block; groups
 * of B's columns; panels of a tile's width, which stay in the first-level cache while the chunk's rows pass; tiles.
 * Chunks and groups that are used often are packed first, since rows that lie a power of two apart evict each other from
 * the caches. Scratch memory holds, in this order, an edge tile, a packed group and a packed chunk.
 */
final class BlockedProduct {
    /** Steps of k in a block whose operands are used where they lie, and in one whose operands are packed. */
    private static final int DIRECT_STEPS = 128;

    private static final int PACKED_STEPS = 256;

    /** Floats of A in a chunk. */
    private static final int DIRECT_CHUNK = 8 << 10;

    private static final int PACKED_CHUNK = 32 << 10;

    /** Vectors in a group: 4 panels. */
    private static final int GROUP = 4 * Tiles.WIDEST;

    /** Packing B pays for at least so many rows, and where a direct block spreads over more than so many floats. */
    private static final int PACKED_ROWS = 64;

    private static final int PACKED_SPREAD = 4 << 10;

    /** Packing A pays for at least so many columns. */
    private static final int PACKED_COLUMNS = 128;

    private static final int GROUP_AT = EdgeTile.SIZE;
    private static final int CHUNK_AT = GROUP_AT + GROUP * LANES * PACKED_STEPS;

    /** Stands for the distance between rows where a transposed A is packed. */
    private static final int TILE_BY_TILE = -1;

    private BlockedProduct() {}

    /** Enough for a product of these sizes and any smaller one. */
    static int scratch(int rows, int n) {
        if (rows < PACKED_ROWS) {
            return GROUP_AT;
        }
        return n < PACKED_COLUMNS ? CHUNK_AT : CHUNK_AT + PACKED_CHUNK + EVEN * PACKED_STEPS;
    }

    static void run(
            boolean transposedA,
            int rows,
            int n,
            int k,
            float[] a,
            int ao,
            int lda,
            float[] b,
            int bo,
            int ldb,
            float[] c,
            int co,
            int ldc,
            float[] scratch,
            int so) {
        int tiled = Tiles.covered(transposedA, rows);
        boolean packB = tiled >= PACKED_ROWS && (long) Math.min(k, DIRECT_STEPS) * ldb > PACKED_SPREAD;
        boolean packA = packB && n >= PACKED_COLUMNS;
        int most = evenly(k, packB ? PACKED_STEPS : DIRECT_STEPS);
        int chunk = Math.max(1, (packB ? PACKED_CHUNK : DIRECT_CHUNK) / (most * EVEN)) * EVEN;
        for (int p = 0; p < k; p += most) {
            int steps = Math.min(most, k - p);
            int height;
            for (int i = 0; i < tiled; i += height) {
                height = tiled - i < chunk + EVEN ? tiled - i : chunk;
                float[] chunkOf = a;
                int from = ao + (transposedA ? p * lda + i : i * lda + p);
                int ld = lda;
                if (packA) {
                    Packing.chunk(transposedA, height, steps, a, from, lda, scratch, so + CHUNK_AT);
                    chunkOf = scratch;
                    from = so + CHUNK_AT;
                    ld = transposedA ? TILE_BY_TILE : steps;
                }
                int block = bo + p * ldb;
                int to = co + i * ldc;
                groups(transposedA, packB, height, n, steps, chunkOf, from, ld, b, block, ldb, c, to, ldc, scratch, so);
            }
        }
        for (int i = tiled; i < rows; i++) {
            int from = ao + (transposedA ? i : i * lda);
            RowProduct.run(n, k, a, from, transposedA ? lda : 1, b, bo, ldb, c, co + i * ldc);
        }
    }

    /** The size of parts, none above the limit, that whole is cut into so that all are about equal. */
    private static int evenly(int whole, int limit) {
        int parts = Math.max(1, (whole + limit - 1) / limit);
        return Math.max(1, (whole + parts - 1) / parts);
    }

    /** A chunk of A times a block of B. */
    private static void groups(
            boolean transposedA,
            boolean packB,
            int rows,
            int n,
            int k,
            float[] a,
            int ao,
            int lda,
            float[] b,
            int bo,
            int ldb,
            float[] c,
            int co,
            int ldc,
            float[] scratch,
            int so) {
        int vectors = (n + LANES - 1) / LANES;
        int inGroup = packB ? GROUP : vectors;
        for (int first = 0; first < vectors; first += inGroup) {
            int last = Math.min(vectors, first + inGroup);
            if (packB) {
                Packing.group(last - first, k, b, bo + first * LANES, ldb, scratch, so + GROUP_AT);
            }
            int width;
            for (int v = first; v < last; v += width) {
                width = Tiles.width(last - v);
                int j = v * LANES;
                float[] panelOf = b;
                int from = bo + j;
                int ld = ldb;
                if (packB) {
                    panelOf = scratch;
                    from = so + GROUP_AT + (v - first) * LANES * k;
                    ld = width * LANES;
                }
                panel(transposedA, width, rows, n, j, k, a, ao, lda, panelOf, from, ld, c, co, ldc, scratch, so);
            }
        }
    }

    /** A chunk of A times the panel of B that begins at column j. */
    private static void panel(
            boolean transposedA,
            int width,
            int rows,
            int n,
            int j,
            int k,
            float[] a,
            int ao,
            int lda,
            float[] b,
            int bo,
            int ldb,
            float[] c,
            int co,
            int ldc,
            float[] scratch,
            int so) {
        boolean edge = n < j + width * LANES;
        boolean tileByTile = lda == TILE_BY_TILE;
        int height;
        for (int i = 0; i < rows; i += height) {
            height = Tiles.height(transposedA, rows - i);
            int from = ao + (tileByTile ? i * k : transposedA ? i : i * lda);
            int ld = tileByTile ? height : lda;
            int to = co + i * ldc + j;
            if (edge) {
                int tile = so + LANES;
                EdgeTile.load(height, width, c, to, ldc, j, scratch, so);
                Tiles.add(transposedA, height, width, k, a, from, ld, b, bo, ldb, scratch, tile, EdgeTile.STRIDE);
                EdgeTile.store(height, n - j, c, to, ldc, j, scratch, so);
            } else {
                Tiles.add(transposedA, height, width, k, a, from, ld, b, bo, ldb, c, to, ldc);
            }
        }
    }
}
