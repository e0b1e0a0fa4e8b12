package io.nacre.internal.kernel;

import static io.nacre.internal.kernel.Ranges.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Products with a transposed right side give the bits of those with one that was transposed before. */
class TransposedProductsTest {
    private static final int[] SIZES = {0, 1, 3, 7, 8, 9, 17, 33, 48, 65, 130};

    private final Kernels vector = new VectorKernels();
    private final Kernels scalar = new ScalarKernels();
    private final Random random = new Random(3);

    @Test
    void everyCombinationOfSizesGivesTheBitsOfThePlainProduct() {
        for (int rows : SIZES) {
            for (int n : SIZES) {
                for (int k : SIZES) {
                    check(rows, n, k);
                }
            }
        }
    }

    @Test
    void largeOnesDoToo() {
        check(70, 200, 1500);
        check(300, 131, 1025);
        check(9, 100, 3000);
    }

    @Test
    void scratchIsEnoughForSmallerProductsAndForTheTwin() {
        for (int rows : new int[] {1, 8, 63, 64, 500}) {
            for (int k : new int[] {1, 8, 1000, 3000}) {
                int size = vector.scratchTransposedB(rows, 50, k);
                assertTrue(size <= vector.scratchTransposedB(rows + 1, 50, k));
                assertTrue(size <= vector.scratchTransposedB(rows, 50, k + 1));
                assertTrue(size >= scalar.scratchTransposedB(rows, 50, k));
            }
        }
    }

    private void check(int rows, int n, int k) {
        boolean zeros = random.nextBoolean();
        int lda = k + random.nextInt(3);
        int ldb = k + random.nextInt(3);
        int ldc = n + random.nextInt(3);
        float[] a = Ranges.random(random, 2, rows, k, lda);
        float[] b = Ranges.random(random, 3, n, k, ldb);
        float[] start = zeros ? MatrixProducts.ZEROS : Ranges.random(random, 0, 1, n, n);
        float[] plain = new float[n * k + Kernels.SLACK];
        scalar.transpose(n, k, b, 3, ldb, plain, 0, n);
        float[] room = Ranges.random(random, 1, rows, n, ldc);
        float[] expected = room.clone();
        scalar.matmul(rows, n, k, a, 2, lda, plain, 0, n, start, 0, expected, 1, ldc, new float[0], 0);
        for (Kernels kernels : new Kernels[] {vector, scalar}) {
            float[] actual = room.clone();
            int size = kernels.scratchTransposedB(rows, n, k);
            float[] scratch = Ranges.room(5, size);
            kernels.matmulTransposedB(rows, n, k, a, 2, lda, b, 3, ldb, start, 0, actual, 1, ldc, scratch, 5);
            String what = kernels.name() + ": " + rows + " x " + k + " . (" + n + " x " + k + ")^T";
            assertSameBits(expected, actual, what);
            float[] guards = Ranges.room(5, size);
            System.arraycopy(scratch, 5, guards, 5, size);
            assertSameBits(guards, scratch, "around the scratch of " + what);
        }
    }
}
