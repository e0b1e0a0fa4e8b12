package io.nacre.internal.kernel;

import static io.nacre.internal.kernel.Ranges.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReductionsTest {
    private static final float NAN = Float.NaN;
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    static Stream<Kernels> kernels() {
        return Stream.of(new VectorKernels(), new ScalarKernels());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void sumsRunInTheDocumentedOrder(Kernels kernels) {
        for (int n : Ranges.SIZES) {
            Random random = new Random(n);
            float[] a = Ranges.random(random, 3, n);
            float[] b = Ranges.random(random, 2, n);
            float[] lanes = new float[32];
            float[] products = new float[32];
            float[] squares = new float[32];
            int partial = n < 32 ? 1 : 32;
            for (int i = 0; i < n; i++) {
                lanes[i % partial] += a[3 + i];
                products[i % partial] = Math.fma(a[3 + i], b[2 + i], products[i % partial]);
                squares[i % partial] = Math.fma(a[3 + i], a[3 + i], squares[i % partial]);
            }
            assertEquals(inHalves(lanes), kernels.sum(n, a, 3), "sum of " + n);
            assertEquals(inHalves(products), kernels.dot(n, a, 3, b, 2), "dot of " + n);
            assertEquals(inHalves(squares), kernels.sumOfSquares(n, a, 3), "squares of " + n);
        }
    }

    private static float inHalves(float[] lanes) {
        for (int half = 16; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                lanes[i] += lanes[i + half];
            }
        }
        return lanes[0];
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void findsTheExtremesWhereverTheyStand(Kernels kernels) {
        for (int n : Ranges.SIZES) {
            float[] a = Ranges.random(new Random(n), 1, n);
            for (int at = 0; at < n; at += 1 + n / 40) {
                float[] b = a.clone();
                b[1 + at] = 100;
                assertEquals(100f, kernels.max(n, b, 1), n + " elements, maximum at " + at);
                assertEquals(at, kernels.argmax(n, b, 1));
                b[1 + at] = -100;
                assertEquals(-100f, kernels.min(n, b, 1), n + " elements, minimum at " + at);
                b[1 + at] = NAN;
                assertEquals(NAN, kernels.max(n, b, 1), n + " elements, NaN at " + at);
                assertEquals(NAN, kernels.min(n, b, 1), n + " elements, NaN at " + at);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void extremesOfNothingAndOfInfinities(Kernels kernels) {
        assertEquals(-INFINITY, kernels.max(0, new float[Kernels.SLACK], 0));
        assertEquals(INFINITY, kernels.min(0, new float[Kernels.SLACK], 0));
        float[] zeros = new float[40 + Kernels.SLACK];
        java.util.Arrays.fill(zeros, -0f);
        assertEquals(-0f, kernels.max(40, zeros, 0));
        zeros[17] = 0f;
        assertEquals(0f, kernels.max(40, zeros, 0));
        assertEquals(-0f, kernels.min(40, zeros, 0));
        assertEquals(0f, kernels.sum(0, zeros, 0));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void argmaxTakesTheFirstAndPassesOverNaN(Kernels kernels) {
        assertEquals(1, kernels.argmax(4, Ranges.of(0, 1f, 5f, 5f, 2f), 0));
        assertEquals(2, kernels.argmax(4, Ranges.of(0, NAN, 1f, 3f, NAN), 0));
        assertEquals(1, kernels.argmax(3, Ranges.of(0, NAN, -INFINITY, NAN), 0));
        assertEquals(0, kernels.argmax(2, Ranges.of(0, NAN, NAN), 0));
        assertEquals(0, kernels.argmax(3, Ranges.of(0, -0f, 0f, -1f), 0));
        assertEquals(0, kernels.argmax(1, Ranges.of(0, 7f), 0));
    }

    @Test
    void rowsAreAddedFromTopToBottom() {
        for (int n : Ranges.SIZES) {
            for (int rows : new int[] {0, 1, 2, 7, 32}) {
                Random random = new Random(n + rows);
                float[] a = Ranges.random(random, 2, rows, n, n + 3);
                float[] expected = Ranges.random(random, 1, n);
                float[] actual = expected.clone();
                float[] twin = expected.clone();
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < n; j++) {
                        expected[1 + j] += a[2 + i * (n + 3) + j];
                    }
                }
                new VectorKernels().addRows(rows, n, a, 2, n + 3, actual, 1);
                new ScalarKernels().addRows(rows, n, a, 2, n + 3, twin, 1);
                assertSameBits(expected, actual, rows + " rows of " + n);
                assertSameBits(expected, twin, rows + " rows of " + n);
            }
        }
    }
}
