package io.nacre.internal.kernel;

import static io.nacre.internal.kernel.Ranges.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BinaryTest {
    private static final float[] VALUES = {
        0f,
        -0f,
        1f,
        -1f,
        2f,
        -2f,
        0.5f,
        3f,
        -3f,
        1e-45f,
        1e-8f,
        1e30f,
        -1e30f,
        16777217f,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN
    };

    private final Kernels vector = new VectorKernels();
    private final Kernels scalar = new ScalarKernels();

    interface Both {
        void run(Kernels kernels, int n, float[] a, int ao, float[] b, int bo, float[] out, int oo);
    }

    interface Right {
        void run(Kernels kernels, int n, float[] a, int ao, float b, float[] out, int oo);
    }

    interface Left {
        void run(Kernels kernels, int n, float a, float[] b, int bo, float[] out, int oo);
    }

    interface Exact {
        double of(float a, float b);
    }

    /** Each function with its value. All but powers are exactly rounded, as the value is when made a float. */
    enum Function {
        ADD(Kernels::add, Kernels::add, null, (a, b) -> a + b),
        SUB(Kernels::sub, Kernels::sub, Kernels::sub, (a, b) -> a - b),
        MUL(Kernels::mul, Kernels::mul, null, (a, b) -> a * b),
        DIV(Kernels::div, Kernels::div, Kernels::div, (a, b) -> a / b),
        MAX(Kernels::max, Kernels::max, null, Math::max),
        MIN(Kernels::min, Kernels::min, null, Math::min),
        POW(Kernels::pow, Kernels::pow, Kernels::pow, Math::pow),
        LESS(Kernels::less, Kernels::less, null, (a, b) -> a < b ? 1 : 0),
        LESS_EQUAL(Kernels::lessEqual, Kernels::lessEqual, null, (a, b) -> a <= b ? 1 : 0),
        EQUAL(Kernels::equal, Kernels::equal, null, (a, b) -> a == b ? 1 : 0),
        NOT_EQUAL(Kernels::notEqual, Kernels::notEqual, null, (a, b) -> a != b ? 1 : 0);

        final Both both;
        final Right right;
        final Left left;
        final Exact exact;

        Function(Both both, Right right, Left left, Exact exact) {
            this.both = both;
            this.right = right;
            this.left = left;
            this.exact = exact;
        }

        void assertExact(float a, float b, float actual) {
            double allowed = this == POW ? 0.51 : 0;
            double value = exact.of(a, b);
            double wanted = this == POW ? value : (float) value;
            assertTrue(
                    Ranges.ulps(wanted, actual) <= allowed,
                    this + "(" + a + ", " + b + ") = " + actual + ", not " + value);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isExactForAllPairsOfExtremes(Function function) {
        int n = VALUES.length;
        float[] a = Ranges.of(1, VALUES);
        for (float b : VALUES) {
            float[] bs = Ranges.room(2, n);
            java.util.Arrays.fill(bs, 2, 2 + n, b);
            float[] both = Ranges.room(3, n);
            float[] right = Ranges.room(3, n);
            float[] left = Ranges.room(3, n);
            function.both.run(vector, n, a, 1, bs, 2, both, 3);
            function.right.run(vector, n, a, 1, b, right, 3);
            if (function.left != null) {
                function.left.run(vector, n, b, a, 1, left, 3);
            }
            for (int i = 0; i < n; i++) {
                function.assertExact(VALUES[i], b, both[3 + i]);
                function.assertExact(VALUES[i], b, right[3 + i]);
                if (function.left != null) {
                    function.assertExact(b, VALUES[i], left[3 + i]);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void equalsItsTwinAndWorksInPlace(Function function) {
        for (int n : Ranges.SIZES) {
            Random random = new Random(n);
            float[] a = Ranges.random(random, 3, n);
            float[] b = Ranges.random(random, 1, n);
            for (int i = 0; i < n; i += 3) {
                b[1 + i] = a[3 + i];
            }
            float[] expected = Ranges.room(2, n);
            float[] actual = Ranges.room(2, n);
            function.both.run(scalar, n, a, 3, b, 1, expected, 2);
            function.both.run(vector, n, a, 3, b, 1, actual, 2);
            assertSameBits(expected, actual, function + " of " + n);

            float[] inA = a.clone();
            function.both.run(vector, n, inA, 3, b, 1, inA, 3);
            assertSameBits(Ranges.of(3, java.util.Arrays.copyOfRange(expected, 2, 2 + n)), inA, function + " in a");
            float[] inB = b.clone();
            function.both.run(vector, n, a, 3, inB, 1, inB, 1);
            assertSameBits(Ranges.of(1, java.util.Arrays.copyOfRange(expected, 2, 2 + n)), inB, function + " in b");

            function.right.run(scalar, n, a, 3, 0.7f, expected, 2);
            function.right.run(vector, n, a, 3, 0.7f, actual, 2);
            assertSameBits(expected, actual, function + " of " + n + " and a number");
            if (function.left != null) {
                function.left.run(scalar, n, 0.7f, b, 1, expected, 2);
                function.left.run(vector, n, 0.7f, b, 1, actual, 2);
                assertSameBits(expected, actual, function + " of a number and " + n);
            }
        }
    }

    @Test
    void selectTakesOneSideAndNothingOfTheOther() {
        for (int n : Ranges.SIZES) {
            float[] cond = Ranges.room(1, n);
            float[] a = Ranges.room(2, n);
            float[] b = Ranges.room(3, n);
            float[] expected = Ranges.room(4, n);
            float[] conditions = {0f, 1f, -0f, Float.NaN, -2f, 1e-45f};
            for (int i = 0; i < n; i++) {
                cond[1 + i] = conditions[i % conditions.length];
                boolean chosen = cond[1 + i] != 0;
                a[2 + i] = chosen ? i : Float.NaN;
                b[3 + i] = chosen ? Float.POSITIVE_INFINITY : -i;
                expected[4 + i] = chosen ? i : -i;
            }
            float[] actual = Ranges.room(4, n);
            vector.select(n, cond, 1, a, 2, b, 3, actual, 4);
            assertSameBits(expected, actual, "select of " + n);
            scalar.select(n, cond, 1, a, 2, b, 3, actual, 4);
            assertSameBits(expected, actual, "select of " + n);
        }
    }

    @Test
    void fillFillsTheRangeOnly() {
        float[] actual = Ranges.room(3, 50);
        vector.fill(50, 2.5f, actual, 3);
        float[] expected = Ranges.room(3, 50);
        java.util.Arrays.fill(expected, 3, 53, 2.5f);
        assertSameBits(expected, actual, "fill");
    }
}
