package io.nacre.internal.kernel;

import static io.nacre.internal.kernel.Ranges.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnaryTest {
    private final Kernels vector = new VectorKernels();
    private final Kernels scalar = new ScalarKernels();

    interface Loop {
        void run(Kernels kernels, int n, float[] a, int ao, float[] out, int oo);
    }

    /** Each function with its exact value and the error allowed, in units in the last place. */
    enum Function {
        NEG(Kernels::neg, x -> -x, 0),
        ABS(Kernels::abs, Math::abs, 0),
        SIGN(Kernels::sign, Math::signum, 0),
        SQUARE(Kernels::square, x -> x * x, 0.5),
        SQRT(Kernels::sqrt, Math::sqrt, 0.5),
        RSQRT(Kernels::rsqrt, x -> 1 / Math.sqrt(x), 1.5),
        RECIPROCAL(Kernels::reciprocal, x -> 1 / x, 0.5),
        EXP(Kernels::exp, Math::exp, 1),
        EXPM1(Kernels::expm1, Math::expm1, 2),
        LOG(Kernels::log, Math::log, 1),
        LOG1P(Kernels::log1p, Math::log1p, 2),
        SIN(Kernels::sin, Math::sin, 2),
        COS(Kernels::cos, Math::cos, 2),
        TANH(Kernels::tanh, Math::tanh, 3),
        SIGMOID(Kernels::sigmoid, x -> x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)), 3),
        SOFTPLUS(Kernels::softplus, x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), 2),
        ERF(Kernels::erf, UnaryTest::erf, 1),
        FLOOR(Kernels::floor, Math::floor, 0),
        RELU(Kernels::relu, x -> Math.max(x, 0.0), 0);

        final Loop loop;
        final DoubleUnaryOperator exact;
        final double ulps;

        Function(Loop loop, DoubleUnaryOperator exact, double ulps) {
            this.loop = loop;
            this.exact = exact;
            this.ulps = ulps;
        }
    }

    /** By its series near 0, by a continued fraction further out. */
    private static double erf(double x) {
        double a = Math.abs(x);
        double value = 1;
        if (a < 3) {
            double term = a;
            value = a;
            for (int i = 1; i < 100; i++) {
                term *= -a * a / i;
                value += term / (2 * i + 1);
            }
            value *= 2 / Math.sqrt(Math.PI);
        } else if (a < 7) {
            double fraction = 0;
            for (int i = 200; i > 0; i--) {
                fraction = i / 2.0 / (a + fraction);
            }
            value = 1 - Math.exp(-a * a) / Math.sqrt(Math.PI) / (a + fraction);
        }
        return Double.isNaN(x) ? x : Math.copySign(value, x);
    }

    @ParameterizedTest
    @EnumSource
    void isExactToAFewBitsOverTheWholeRangeAndEqualToItsTwin(Function function) {
        int n = 4096;
        float[] a = Ranges.room(0, n);
        float[] expected = Ranges.room(0, n);
        float[] actual = Ranges.room(0, n);
        for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; ) {
            for (int i = 0; i < n; i++, bits += 9973) {
                a[i] = Float.intBitsToFloat((int) bits);
            }
            function.loop.run(scalar, n, a, 0, expected, 0);
            function.loop.run(vector, n, a, 0, actual, 0);
            assertSameBits(expected, actual, function.name());
            for (int i = 0; i < n; i++) {
                assertExact(function, a[i], actual[i]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void handlesExtremesWhereverTheyStand(Function function) {
        float[] values = {
            0f,
            -0f,
            1e-8f,
            -1e-8f,
            1e-45f,
            -1e-45f,
            Float.MIN_NORMAL,
            -Float.MIN_NORMAL,
            0.5f,
            -0.5f,
            1f,
            -1f,
            1.5f,
            -1.5f,
            2f,
            -2f,
            20f,
            -20f,
            -80f,
            88.7f,
            88.8f,
            -87.4f,
            -103.9f,
            -104.1f,
            1e4f,
            -1e4f,
            60_000f,
            60_001f,
            8388607.5f,
            -8388607.5f,
            1e10f,
            -1e10f,
            Float.MAX_VALUE,
            -Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.NaN
        };
        for (int shift = 0; shift < 17; shift++) {
            float[] a = Ranges.of(shift, values);
            float[] actual = Ranges.room(1, values.length);
            function.loop.run(vector, values.length, a, shift, actual, 1);
            for (int i = 0; i < values.length; i++) {
                assertExact(function, values[i], actual[1 + i]);
            }
        }
    }

    private static void assertExact(Function function, float x, float actual) {
        double exact = function.exact.applyAsDouble(x);
        assertTrue(
                Ranges.ulps(exact, actual) <= function.ulps, function + "(" + x + ") = " + actual + ", not " + exact);
        if (exact == 0) {
            assertTrue(1 / exact == 1 / actual || actual != 0, function + "(" + x + ") has the wrong sign");
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesTheSameBitsInPlaceAndInAnySplit(Function function) {
        for (int n : Ranges.SIZES) {
            float[] a = Ranges.random(new Random(n), 3, n);
            float[] expected = Ranges.room(2, n);
            function.loop.run(scalar, n, a, 3, expected, 2);

            float[] whole = Ranges.room(2, n);
            function.loop.run(vector, n, a, 3, whole, 2);
            assertSameBits(expected, whole, function + " of " + n);

            float[] parts = Ranges.room(2, n);
            for (int from = 0, size = 1; from < n; from += size, size = Math.min(size + 6, n - from)) {
                function.loop.run(vector, size, a, 3 + from, parts, 2 + from);
            }
            assertSameBits(expected, parts, function + " of " + n + " in parts");

            float[] inPlace = a.clone();
            function.loop.run(vector, n, inPlace, 3, inPlace, 3);
            System.arraycopy(expected, 2, a, 3, n);
            assertSameBits(a, inPlace, function + " of " + n + " in place");
        }
    }
}
