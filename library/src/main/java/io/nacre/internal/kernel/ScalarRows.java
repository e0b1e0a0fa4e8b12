package io.nacre.internal.kernel;

/**
 * Functions of whole rows, put together from reductions and elementwise functions, whichever those are: one pass over
 * all rows for the exponentials, which are the dear part, and short plain loops for short rows.
 */
interface ScalarRows extends Rows, Reductions, Unary, Binary {
    /** Rows of so many elements are worth calls of their own; shorter sums run from left to right. */
    int LONG_ROW = LANES;

    @Override
    default void softmax(int rows, int n, float[] a, int ao, float[] out, int oo) {
        subtractMaxima(rows, n, a, ao, out, oo);
        exp(rows * n, out, oo, out, oo);
        divideBySums(rows, n, out, oo);
    }

    @Override
    default void logSoftmax(int rows, int n, float[] a, int ao, float[] out, int oo) {
        boolean inPlace = a == out && ao == oo;
        subtractMaxima(rows, n, a, ao, out, oo);
        if (!inPlace) {
            exp(rows * n, out, oo, out, oo);
        }
        for (int row = 0; row < rows; row++) {
            int from = oo + row * n;
            float sum;
            if (inPlace) {
                sum = sumOfExponentials(n, out, from);
            } else {
                sum = sum(n, out, from);
                subtractMaxima(1, n, a, ao + row * n, out, from);
            }
            float log = Maths.log(sum);
            for (int i = 0; i < n; i++) {
                out[from + i] -= log;
            }
        }
    }

    /** out = a minus its row's maximum. */
    default void subtractMaxima(int rows, int n, float[] a, int ao, float[] out, int oo) {
        for (int row = 0; row < rows; row++) {
            int from = ao + row * n;
            int to = oo + row * n;
            if (n < LONG_ROW) {
                float max = maxOfShort(n, a, from);
                for (int i = 0; i < n; i++) {
                    out[to + i] = a[from + i] - max;
                }
            } else {
                sub(n, a, from, max(n, a, from), out, to);
            }
        }
    }

    /** Divides each row by its sum. */
    default void divideBySums(int rows, int n, float[] out, int oo) {
        for (int row = 0; row < rows; row++) {
            int from = oo + row * n;
            if (n < LONG_ROW) {
                float factor = 1 / sum(n, out, from);
                for (int i = 0; i < n; i++) {
                    out[from + i] *= factor;
                }
            } else {
                mul(n, out, from, 1 / sum(n, out, from), out, from);
            }
        }
    }

    /** The largest, found by comparing bits as whole numbers, which is faster than comparing floats one by one. */
    private static float maxOfShort(int n, float[] a, int ao) {
        int max = Integer.MIN_VALUE;
        for (int i = 0; i < n; i++) {
            max = Math.max(max, ordered(Float.floatToRawIntBits(a[ao + i])));
        }
        return Float.intBitsToFloat(ordered(max));
    }

    /** Turns the bits of floats into whole numbers of the same order, and back. */
    private static int ordered(int bits) {
        return bits ^ bits >> 31 & 0x7fffffff;
    }

    /** What the sum of the exponentials would be, without a place to keep them. */
    private static float sumOfExponentials(int n, float[] a, int ao) {
        if (n < LONG_ROW) {
            float sum = 0;
            for (int i = 0; i < n; i++) {
                sum += Maths.exp(a[ao + i]);
            }
            return sum;
        }
        float[] lanes = new float[LANES];
        for (int i = 0; i < n; i++) {
            lanes[i % LANES] += Maths.exp(a[ao + i]);
        }
        return ScalarReductions.combine(lanes);
    }
}
