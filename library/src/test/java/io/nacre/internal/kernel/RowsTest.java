package io.nacre.internal.kernel;

import static io.nacre.internal.kernel.Ranges.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowsTest {
    private static final int[] WIDTHS = {1, 2, 3, 7, 8, 9, 10, 15, 16, 17, 31, 32, 33, 100, 207};

    private final Kernels vector = new VectorKernels();
    private final Kernels scalar = new ScalarKernels();

    static Stream<Kernels> kernels() {
        return Stream.of(new VectorKernels(), new ScalarKernels());
    }

    interface Loop {
        void run(Kernels kernels, int rows, int n, float[] a, int ao, float[] out, int oo);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void agreesWithDoubles(Kernels kernels) {
        for (int n : WIDTHS) {
            float[] a = Ranges.random(new Random(n), 1, 5 * n);
            float[] softmax = Ranges.room(2, 5 * n);
            float[] logSoftmax = Ranges.room(3, 5 * n);
            kernels.softmax(5, n, a, 1, softmax, 2);
            kernels.logSoftmax(5, n, a, 1, logSoftmax, 3);
            for (int row = 0; row < 5; row++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += Math.exp(a[1 + row * n + j]);
                }
                for (int j = 0; j < n; j++) {
                    double x = a[1 + row * n + j];
                    double share = Math.exp(x) / sum;
                    assertEquals(share, softmax[2 + row * n + j], 1e-6 * share);
                    assertEquals(x - Math.log(sum), logSoftmax[3 + row * n + j], 2e-6);
                }
            }
        }
    }

    @Test
    void givesTheSameBitsInAnyGroupingInPlaceAndFromTheTwin() {
        for (Loop loop : new Loop[] {Kernels::softmax, Kernels::logSoftmax}) {
            for (int n : WIDTHS) {
                int rows = 11;
                float[] a = Ranges.random(new Random(n), 1, rows * n);
                float[] expected = Ranges.room(2, rows * n);
                loop.run(scalar, rows, n, a, 1, expected, 2);

                float[] whole = Ranges.room(2, rows * n);
                loop.run(vector, rows, n, a, 1, whole, 2);
                assertSameBits(expected, whole, "rows of " + n);

                float[] parts = Ranges.room(2, rows * n);
                for (int row = 0; row < rows; row += 3) {
                    loop.run(vector, Math.min(3, rows - row), n, a, 1 + row * n, parts, 2 + row * n);
                }
                assertSameBits(expected, parts, "rows of " + n + " in groups");

                for (Kernels kernels : new Kernels[] {vector, scalar}) {
                    float[] inPlace = a.clone();
                    loop.run(kernels, rows, n, inPlace, 1, inPlace, 1);
                    float[] moved = Ranges.room(2, rows * n);
                    System.arraycopy(inPlace, 1, moved, 2, rows * n);
                    assertSameBits(expected, moved, "rows of " + n + " in place");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void staysStableForLargeScores(Kernels kernels) {
        for (int n : new int[] {3, 10, 40}) {
            float[] a = Ranges.room(0, 3 * n);
            java.util.Arrays.fill(a, 0, n, 1e4f);
            java.util.Arrays.fill(a, n, 2 * n, -1e4f);
            java.util.Arrays.fill(a, 2 * n, 3 * n, Float.NEGATIVE_INFINITY);
            a[2 * n + 1] = 1e30f;
            float[] out = Ranges.room(0, 3 * n);
            kernels.softmax(3, n, a, 0, out, 0);
            for (int i = 0; i < 2 * n; i++) {
                assertEquals(1f / n, out[i], 1e-7f);
            }
            assertEquals(1f, out[2 * n + 1]);
            assertEquals(0f, out[2 * n]);
            kernels.logSoftmax(3, n, a, 0, out, 0);
            for (int i = 0; i < 2 * n; i++) {
                assertEquals(-Math.log(n), out[i], 1e-6);
            }
            assertEquals(0f, out[2 * n + 1]);
            assertEquals(Float.NEGATIVE_INFINITY, out[2 * n]);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void nanSpoilsItsRowOnly(Kernels kernels) {
        for (int n : new int[] {3, 10, 40}) {
            float[] a = Ranges.random(new Random(n), 0, 3 * n);
            a[n + 1] = Float.NaN;
            float[] out = Ranges.room(0, 3 * n);
            for (Loop loop : new Loop[] {Kernels::softmax, Kernels::logSoftmax}) {
                loop.run(kernels, 3, n, a, 0, out, 0);
                for (int i = 0; i < 3 * n; i++) {
                    assertTrue(Float.isNaN(out[i]) == (i / n == 1), "element " + i + " of rows of " + n);
                }
            }
        }
    }
}
