package io.nacre.internal.kernel;

import static io.nacre.internal.kernel.TileShape.HEIGHT;
import static io.nacre.internal.kernel.TileShape.LANES;

/**
 * The matrix product as a sequence of tiles, in an order that finds its operands in near caches.
 *
 * <p>From the outside in: chunks of A's rows; panels of B, as wide as a tile, which stay in the second-level cache;
 * tiles. Each tile runs through all of k, so C is written once and never read.
 *
 * <p>Strips of A need not stay there: a tile reads its strip from one end to the other, which the processor fetches
 * ahead from the third level as fast as it is used. Each chunk has B packed again, so chunks are large (256 x 1024 .
 * 1024 x 512 with B in memory: 2.83 milliseconds in chunks of 128 rows, 2.65 in one).
 *
 * <p>The last tile of a row or column ends at its end and overlaps the one before, whose results it computes again, to
 * the same bits. Where few columns are left, tiles of columns ({@link ColumnTile}) take the place of those of rows.
 * Where C is smaller than a tile, the tile is computed in scratch memory and copied.
 *
 * <p>Scratch memory holds, in this order, that tile, a packed panel of B and a packed chunk of A.
 */
final class BlockedProduct {
    /** Floats of A in a packed chunk, about: bounds the scratch memory. */
    private static final int CHUNK = 256 << 10;

    /**
     * Packing B pays for at least so many rows, and where a step of k is so many floats further on, in another page of
     * memory (1024 columns: 27.4 to 24.7 milliseconds for a step of 784-1024-1024-1024-10). Of fewer columns the tiles
     * read B where it lies (128 x 784 x 100: 265 to 217 microseconds, 512 x 784 x 300: 2.7 to 2.2 milliseconds).
     */
    private static final int PACKED_ROWS = 64;

    private static final int PACKED_STRIDE = 512;

    /** Steps of k above which B is used where it lies, so that scratch memory is bounded. */
    private static final int PACKED_STEPS = 2 << 10;

    /** Packing a transposed A pays for at least so many columns and steps. */
    private static final int PACKED_COLUMNS = 128;

    private static final int FEW_STEPS = 64;

    private static final int STRIDE = TileShape.WIDEST * LANES;
    private static final int PANEL_AT = HEIGHT * STRIDE;

    private BlockedProduct() {}

    /** Enough for a product of these sizes and any smaller one. */
    static int scratch(boolean transposedB, int rows, int k) {
        long most = rows < PACKED_ROWS ? 0 : Math.min(k, PACKED_STEPS);
        long panel = STRIDE * (transposedB ? k : most);
        long chunk = Math.min(Packing.floats(rows, k), CHUNK + Packing.floats(2 * Packing.HEIGHT, k));
        return Math.toIntExact(PANEL_AT + panel + chunk);
    }

    static void run(
            boolean transposedA,
            boolean transposedB,
            int rows,
            int n,
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
            int ldc,
            float[] scratch,
            int at) {
        if (rows == 1 && !transposedB) {
            RowProduct.run(n, k, a, ao, transposedA ? lda : 1, b, bo, ldb, start, so, c, co);
            return;
        }
        boolean packB = transposedB || (rows >= PACKED_ROWS && k <= PACKED_STEPS && ldb >= PACKED_STRIDE);
        boolean packA = !transposedA || (n >= PACKED_COLUMNS && k >= FEW_STEPS);
        int chunkAt = at + PANEL_AT + (packB ? STRIDE * k : 0);
        int chunk = packA ? Math.max(1, CHUNK / Math.max(1, k) / Packing.HEIGHT) * Packing.HEIGHT : rows;
        int height;
        for (int i = 0; i < rows; i += height) {
            height = rows - i < chunk + Packing.HEIGHT ? rows - i : chunk;
            int from = ao + (transposedA ? i : i * lda);
            int to = co + i * ldc;
            if (packA) {
                Packing.chunk(transposedA, height, k, a, from, lda, scratch, chunkAt);
                panels(
                        true,
                        packB,
                        transposedB,
                        height,
                        n,
                        k,
                        scratch,
                        chunkAt,
                        0,
                        b,
                        bo,
                        ldb,
                        start,
                        so,
                        c,
                        to,
                        ldc,
                        scratch,
                        at);
            } else {
                panels(
                        false,
                        packB,
                        transposedB,
                        height,
                        n,
                        k,
                        a,
                        from,
                        lda,
                        b,
                        bo,
                        ldb,
                        start,
                        so,
                        c,
                        to,
                        ldc,
                        scratch,
                        at);
            }
        }
    }

    /** A chunk of A times B. */
    private static void panels(
            boolean packedA,
            boolean packB,
            boolean transposedB,
            int rows,
            int n,
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
            int ldc,
            float[] scratch,
            int at) {
        boolean columns = !packB && ColumnTile.fits(rows, n);
        int vectors = columns ? n / LANES : (n + LANES - 1) / LANES;
        int width;
        for (int v = 0; v < vectors; v += width) {
            width = TileShape.width(vectors - v);
            int j = Math.max(0, Math.min(v * LANES, n - width * LANES));
            int valid = Math.min(n, width * LANES);
            int first = start == MatrixProducts.ZEROS ? so : so + j;
            float[] panel = b;
            int from = bo + j;
            int ld = ldb;
            if (packB) {
                if (transposedB) {
                    Packing.panelTransposed(width, valid, k, b, bo + j * ldb, ldb, scratch, at + PANEL_AT);
                } else {
                    Packing.panel(width, k, b, bo + j, ldb, scratch, at + PANEL_AT);
                }
                panel = scratch;
                from = at + PANEL_AT;
                ld = width * LANES;
            }
            tiles(
                    packedA, width, valid, rows, k, a, ao, lda, panel, from, ld, start, first, c, co + j, ldc, scratch,
                    at);
        }
        if (columns) {
            int j = n - ColumnTile.WIDTH;
            int first = start == MatrixProducts.ZEROS ? so : so + j;
            columnTiles(packedA, rows, k, a, ao, lda, b, bo + j, ldb, start, first, c, co + j, ldc, scratch, at);
        }
    }

    /** A chunk of A times a panel of B, of which so many columns belong to C. */
    private static void tiles(
            boolean packedA,
            int width,
            int valid,
            int rows,
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
            int ldc,
            float[] scratch,
            int at) {
        boolean whole = valid == width * LANES && rows >= HEIGHT;
        for (int i = 0; i < rows; i += HEIGHT) {
            int row = Math.max(0, Math.min(i, rows - HEIGHT));
            int from = ao + (packedA ? Packing.at(i, row, rows, k) : row);
            int ld = packedA ? Packing.HEIGHT : lda;
            if (whole) {
                Tiles.run(width, k, a, from, ld, b, bo, ldb, start, so, c, co + row * ldc, ldc);
            } else {
                Tiles.run(width, k, a, from, ld, b, bo, ldb, start, so, scratch, at, STRIDE);
                copy(Math.min(HEIGHT, rows), valid, scratch, at, c, co + row * ldc, ldc);
            }
        }
    }

    /** A chunk of A times the last columns of B. */
    private static void columnTiles(
            boolean packedA,
            int rows,
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
            int ldc,
            float[] scratch,
            int at) {
        int ld = packedA ? Packing.HEIGHT : lda;
        int strips = (rows + Packing.HEIGHT - 1) / Packing.HEIGHT;
        for (int s = 0; s < strips; s += 2) {
            int i = Math.min(s, strips - 2) * Packing.HEIGHT;
            int next = i + Packing.HEIGHT;
            int second = Math.min(next, rows - Packing.HEIGHT);
            int from = ao + (packedA ? Packing.at(i, i, rows, k) : i);
            int fromSecond = ao + (packedA ? Packing.at(next, second, rows, k) : second);
            ColumnTile.run(k, a, from, fromSecond, ld, b, bo, ldb, start, so, scratch, at);
            turn(scratch, at, c, co + i * ldc, ldc);
            turn(scratch, at + Packing.HEIGHT, c, co + second * ldc, ldc);
        }
    }

    /** Copies half a tile of columns, which lie one after the other, to where its rows are to be. */
    private static void turn(float[] tile, int at, float[] c, int co, int ldc) {
        for (int i = 0; i < Packing.HEIGHT; i++) {
            int from = at + i;
            int to = co + i * ldc;
            c[to] = tile[from];
            c[to + 1] = tile[from + ColumnTile.HEIGHT];
            c[to + 2] = tile[from + 2 * ColumnTile.HEIGHT];
            c[to + 3] = tile[from + 3 * ColumnTile.HEIGHT];
        }
    }

    private static void copy(int rows, int columns, float[] tile, int at, float[] c, int co, int ldc) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(tile, at + i * STRIDE, c, co + i * ldc, columns);
        }
    }
}
