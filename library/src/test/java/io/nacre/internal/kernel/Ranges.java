package io.nacre.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;

/** Arrays for tests: ranges with an offset before them and slack after, whose surroundings are watched. */
final class Ranges {
    /** Sizes around the widths of vectors and blocks. */
    static final int[] SIZES = {1, 7, 8, 9, 13, 16, 17, 31, 32, 33, 48, 64, 100, 207, 702, 1003};

    /** Surrounds every range; a NaN that nothing computes, so that reading it shows, and writing over it too. */
    static final float GUARD = Float.intBitsToFloat(0x7fc0beef);

    private Ranges() {}

    /** Room for {@code n} elements from {@code offset} on, all guards. */
    static float[] room(int offset, int n) {
        float[] array = new float[offset + n + Kernels.SLACK];
        Arrays.fill(array, GUARD);
        return array;
    }

    /** The values from {@code offset} on, between guards. */
    static float[] of(int offset, float... values) {
        float[] array = room(offset, values.length);
        System.arraycopy(values, 0, array, offset, values.length);
        return array;
    }

    /** Normally distributed numbers from {@code offset} on, between guards. */
    static float[] random(Random random, int offset, int n) {
        float[] array = room(offset, n);
        for (int i = offset; i < offset + n; i++) {
            array[i] = (float) random.nextGaussian();
        }
        return array;
    }

    /** A matrix of normally distributed numbers, with guards between its rows. */
    static float[] random(Random random, int offset, int rows, int cols, int ld) {
        float[] array = room(offset, rows * ld);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                array[offset + i * ld + j] = (float) random.nextGaussian();
            }
        }
        return array;
    }

    /** Fails unless all arrays' bits are equal, guards included; NaNs that are no guards count as equal. */
    static void assertSameBits(float[] expected, float[] actual, String what) {
        assertEquals(expected.length, actual.length, what);
        for (int i = 0; i < expected.length; i++) {
            if (bits(expected[i]) != bits(actual[i])) {
                assertEquals(expected[i], actual[i], what + ", index " + i);
                throw new AssertionError(what + ", index " + i + ": guard touched, or sign of zero");
            }
        }
    }

    private static int bits(float value) {
        return Float.floatToRawIntBits(value) == Float.floatToRawIntBits(GUARD) ? 1 : Float.floatToIntBits(value);
    }

    /** The distance in units in the last place, 0 if both are NaN or the same infinity. */
    static double ulps(double expected, float actual) {
        float rounded = (float) expected;
        if (Float.isNaN(rounded) || Float.isInfinite(rounded) || Float.isNaN(actual) || Float.isInfinite(actual)) {
            boolean nearlyOverflown = Math.abs(expected) >= Float.MAX_VALUE && Math.abs(actual) >= Float.MAX_VALUE;
            return Float.compare(rounded, actual) == 0 || nearlyOverflown ? 0 : Double.POSITIVE_INFINITY;
        }
        return Math.abs(actual - expected) / Math.ulp(rounded);
    }
}
