package io.nacre.internal.kernel;

import static io.nacre.internal.kernel.Ranges.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductsTest {
    private static final int[] SIZES = {1, 2, 3, 5, 7, 8, 9, 13, 25, 32, 100};

    private final Kernels vector = new VectorKernels();
    private final Kernels scalar = new ScalarKernels();
    private final Random random = new Random(42);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyCombinationOfSizesAgreesWithDoublesAndTheTwin(boolean transposed) {
        for (int rows : SIZES) {
            for (int n : SIZES) {
                for (int k : SIZES) {
                    check(transposed, rows, n, k);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void largeProductsThatArePackedAgreeToo(boolean transposed) {
        check(transposed, 64, 64, 300);
        check(transposed, 67, 130, 521);
        check(transposed, 150, 257, 260);
        check(transposed, 261, 1024, 40);
        check(transposed, 300, 131, 513);
    }

    /** Any number of columns beyond the last whole vector, and rows of which strips and tiles are left over. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theLastColumnsAgreeToo(boolean transposed) {
        for (int rows : new int[] {15, 16, 17, 24, 31, 40, 48}) {
            for (int n = 1; n <= 52; n++) {
                check(transposed, rows, n, 11);
            }
        }
    }

    private void check(boolean transposed, int rows, int n, int k) {
        Product product = new Product(transposed, rows, n, k);
        float[] actual = product.run(vector, 0, rows, 0, n);
        assertSameBits(product.run(scalar, 0, rows, 0, n), actual, product.toString());
        product.assertNear(actual);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anySplitOfRowsAndColumnsGivesTheSameBits(boolean transposed) {
        Product product = new Product(transposed, 150, 207, 300);
        float[] whole = product.run(vector, 0, 150, 0, 207);
        float[] parts = product.c.clone();
        int[] rowCuts = {0, 1, 4, 75, 77, 150};
        int[] columnCuts = {0, 3, 100, 133, 206, 207};
        for (int i = 0; i + 1 < rowCuts.length; i++) {
            for (int j = 0; j + 1 < columnCuts.length; j++) {
                product.run(vector, rowCuts[i], rowCuts[i + 1], columnCuts[j], columnCuts[j + 1], parts);
            }
        }
        assertSameBits(whole, parts, "in parts");
    }

    @Test
    void emptyProductsLeaveTheResultAlone() {
        for (int[] sizes : new int[][] {{0, 5, 5}, {5, 0, 5}, {0, 40, 5}, {40, 0, 5}}) {
            Product product = new Product(false, sizes[0], sizes[1], sizes[2]);
            assertSameBits(product.c, product.run(vector, 0, sizes[0], 0, sizes[1]), product.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 8, 40})
    void sumsOfNothingAreTheStart(int rows) {
        Product product = new Product(false, rows, 21, 0);
        float[] result = product.run(vector, 0, rows, 0, 21);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < 21; j++) {
                assertEquals(product.start(j), result[product.co + i * product.ldc + j]);
            }
        }
    }

    /** Every way in which panels of columns can lie beside each other and overlap. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneRowOfAnyWidthAgreesWithTheTwin(boolean transposed) {
        for (int n = 1; n < 300; n++) {
            Product product = new Product(transposed, 1, n, 19);
            assertSameBits(product.run(scalar, 0, 1, 0, n), product.run(vector, 0, 1, 0, n), product.toString());
        }
    }

    /** The tiles for machines with other vectors too. */
    @Test
    void everyTileAgreesWithTheTwin() {
        record Size(int height, int width) {}
        Map<Size, Tile> tiles = Map.of(
                new Size(8, 3), Tile8x3::run,
                new Size(8, 2), Tile8x2::run,
                new Size(8, 1), Tile8x1::run,
                new Size(4, 2), Tile4x2::run,
                new Size(4, 1), Tile4x1::run);
        tiles.forEach((size, tile) -> {
            Product product = new Product(true, size.height, size.width * Vectors.L, 37);
            float[] c = product.c.clone();
            tile.run(
                    37,
                    product.a,
                    product.ao,
                    product.lda,
                    product.b,
                    product.bo,
                    product.ldb,
                    product.start,
                    product.so,
                    c,
                    product.co,
                    product.ldc);
            assertSameBits(product.run(scalar, 0, product.rows, 0, product.n), c, size.toString());
        });
    }

    interface Tile {
        void run(
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
                int ldc);
    }

    @Test
    void enoughScratchForAProductIsEnoughForASmallerOne() {
        for (int rows : new int[] {1, 32, 63, 64, 1000}) {
            for (int n : new int[] {1, 100, 127, 128, 1000}) {
                assertTrue(vector.scratch(rows, n, 7) <= vector.scratch(rows + 1, n, 7));
                assertTrue(vector.scratch(rows, n, 7) <= vector.scratch(rows, n + 1, 7));
                assertTrue(vector.scratch(rows, n, 7) <= vector.scratch(rows, n, 8));
            }
        }
        assertTrue(vector.scratch(100_000, 100_000, 10_000) <= 550_000);
    }

    @Test
    void transposesMatricesOfAllSizes() {
        for (int rows : new int[] {1, 2, 7, 8, 9, 15, 16, 17, 33, 100}) {
            for (int cols : new int[] {1, 3, 8, 9, 10, 16, 23, 64, 101}) {
                int lda = cols + 1;
                int ldo = rows + 2;
                float[] a = Ranges.random(random, 2, rows, cols, lda);
                float[] expected = Ranges.room(3, cols * ldo);
                float[] actual = expected.clone();
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < cols; j++) {
                        expected[3 + j * ldo + i] = a[2 + i * lda + j];
                    }
                }
                vector.transpose(rows, cols, a, 2, lda, actual, 3, ldo);
                assertSameBits(expected, actual, rows + " x " + cols);
            }
        }
    }

    /** A random product, with guards in all gaps. */
    private final class Product {
        final boolean transposed;
        final int rows;
        final int n;
        final int k;
        final int ao = random.nextInt(4);
        final int bo = random.nextInt(4);
        final int co = random.nextInt(4);
        final int so = random.nextInt(4);
        final boolean zeros = random.nextBoolean();
        final int lda;
        final int ldb;
        final int ldc;
        final float[] a;
        final float[] b;
        final float[] start;
        final float[] c;

        Product(boolean transposed, int rows, int n, int k) {
            this.transposed = transposed;
            this.rows = rows;
            this.n = n;
            this.k = k;
            lda = (transposed ? rows : k) + random.nextInt(3);
            ldb = n + random.nextInt(3);
            ldc = n + random.nextInt(3);
            a = Ranges.random(random, ao, transposed ? k : rows, transposed ? rows : k, lda);
            b = Ranges.random(random, bo, k, n, ldb);
            start = zeros ? MatrixProducts.ZEROS : Ranges.random(random, so, 1, n, n);
            c = Ranges.random(random, co, rows, n, ldc);
        }

        float[] run(Kernels kernels, int row, int rowEnd, int column, int columnEnd) {
            float[] result = c.clone();
            run(kernels, row, rowEnd, column, columnEnd, result);
            return result;
        }

        void run(Kernels kernels, int row, int rowEnd, int column, int columnEnd, float[] result) {
            int at = 5;
            int size = kernels.scratch(rowEnd - row, columnEnd - column, k);
            float[] scratch = Ranges.room(at, size);
            int from = ao + (transposed ? row : row * lda);
            int to = co + row * ldc + column;
            if (transposed) {
                kernels.matmulTransposedA(
                        rowEnd - row,
                        columnEnd - column,
                        k,
                        a,
                        from,
                        lda,
                        b,
                        bo + column,
                        ldb,
                        start,
                        zeros ? 0 : so + column,
                        result,
                        to,
                        ldc,
                        scratch,
                        at);
            } else {
                kernels.matmul(
                        rowEnd - row,
                        columnEnd - column,
                        k,
                        a,
                        from,
                        lda,
                        b,
                        bo + column,
                        ldb,
                        start,
                        zeros ? 0 : so + column,
                        result,
                        to,
                        ldc,
                        scratch,
                        at);
            }
            float[] guards = Ranges.room(at, size);
            System.arraycopy(scratch, at, guards, at, size);
            assertSameBits(guards, scratch, "around the scratch of " + this);
        }

        float start(int column) {
            return zeros ? 0f : start[so + column];
        }

        void assertNear(float[] actual) {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < n; j++) {
                    double expected = start(j);
                    double size = Math.abs(expected);
                    for (int p = 0; p < k; p++) {
                        double term = (double) a[ao + (transposed ? p * lda + i : i * lda + p)] * b[bo + p * ldb + j];
                        expected += term;
                        size += Math.abs(term);
                    }
                    assertEquals(expected, actual[co + i * ldc + j], 1e-6 * size, toString());
                }
            }
        }

        @Override
        public String toString() {
            return (transposed ? "A^T " : "A ") + rows + " x " + k + " . B " + k + " x " + n;
        }
    }
}
