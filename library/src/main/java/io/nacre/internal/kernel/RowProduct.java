package io.nacre.internal.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * One row of C = start + one row of A . B, as in predictions for one sample.
 *
 * <p>Each element of B is used once, so that the time is that of reading B. Panels of 4 vectors keep their piece of C
 * in registers for all of k: that many sums hide the latency of an addition, and B is all that is loaded. Two panels go
 * side by side, so that a row of up to 8 vectors is read from one end to the other, as the processor fetches ahead (784
 * x 100: 4.7 microseconds one panel after the other, 3.1 side by side; 784 x 1024: 69 and 53). The last panels end at
 * the end of the row and overlap those before, whose results they compute again, to the same bits.
 */
final class RowProduct {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final Class<? extends FloatVector> TYPE = TileShape.TYPE;
    private static final int PANEL = 4 * L;

    private RowProduct() {}

    /**
     * c[0..n) = start[0..n) + a[0] b[0, 0..n) + ... + a[k-1] b[k-1, 0..n), where the elements of a lie {@code step}
     * apart.
     */
    static void run(
            int n,
            int k,
            float[] a,
            int ao,
            int step,
            float[] b,
            int bo,
            int ldb,
            float[] start,
            int so,
            float[] c,
            int co) {
        boolean zeros = start == MatrixProducts.ZEROS;
        if (n > PANEL) {
            for (int j = 0; j < n; j += 2 * PANEL) {
                int left = Math.max(0, Math.min(j, n - 2 * PANEL));
                int right = Math.min(left + PANEL, n - PANEL);
                panels(k, a, ao, step, b, bo, left, right, ldb, start, so, zeros, c, co);
            }
        } else if (n == PANEL) {
            panel(k, a, ao, step, b, bo, ldb, start, so, c, co);
        } else if (n >= L) {
            for (int j = 0; j < n; j += L) {
                int column = Math.min(j, n - L);
                vector(k, a, ao, step, b, bo + column, ldb, start, zeros ? so : so + column, c, co + column);
            }
        } else {
            few(n, k, a, ao, step, b, bo, ldb, start, so, c, co);
        }
    }

    /** Two panels, which begin at the columns {@code left} and {@code right}. */
    private static void panels(
            int k,
            float[] a,
            int ao,
            int step,
            float[] b,
            int bo,
            int left,
            int right,
            int ldb,
            float[] start,
            int so,
            boolean zeros,
            float[] c,
            int co) {
        int s0 = zeros ? so : so + left;
        int s4 = zeros ? so : so + right;
        FloatVector c0 = FloatVector.fromArray(S, start, s0);
        FloatVector c1 = FloatVector.fromArray(S, start, s0 + L);
        FloatVector c2 = FloatVector.fromArray(S, start, s0 + 2 * L);
        FloatVector c3 = FloatVector.fromArray(S, start, s0 + 3 * L);
        FloatVector c4 = FloatVector.fromArray(S, start, s4);
        FloatVector c5 = FloatVector.fromArray(S, start, s4 + L);
        FloatVector c6 = FloatVector.fromArray(S, start, s4 + 2 * L);
        FloatVector c7 = FloatVector.fromArray(S, start, s4 + 3 * L);
        int gap = right - left;
        for (int p = 0, ai = ao, bi = bo + left; p < k; p++) {
            FloatVector x = FloatVector.broadcast(S, a[ai]);
            c0 = x.fma(FloatVector.fromArray(S, b, bi), c0);
            c1 = x.fma(FloatVector.fromArray(S, b, bi + L), c1);
            c2 = x.fma(FloatVector.fromArray(S, b, bi + 2 * L), c2);
            c3 = x.fma(FloatVector.fromArray(S, b, bi + 3 * L), c3);
            c4 = x.fma(FloatVector.fromArray(S, b, bi + gap), c4);
            c5 = x.fma(FloatVector.fromArray(S, b, bi + gap + L), c5);
            c6 = x.fma(FloatVector.fromArray(S, b, bi + gap + 2 * L), c6);
            c7 = x.fma(FloatVector.fromArray(S, b, bi + gap + 3 * L), c7);
            ai += step;
            bi += ldb;
        }
        TYPE.cast(c0).intoArray(c, co + left);
        TYPE.cast(c1).intoArray(c, co + left + L);
        TYPE.cast(c2).intoArray(c, co + left + 2 * L);
        TYPE.cast(c3).intoArray(c, co + left + 3 * L);
        TYPE.cast(c4).intoArray(c, co + right);
        TYPE.cast(c5).intoArray(c, co + right + L);
        TYPE.cast(c6).intoArray(c, co + right + 2 * L);
        TYPE.cast(c7).intoArray(c, co + right + 3 * L);
    }

    private static void panel(
            int k, float[] a, int ao, int step, float[] b, int bo, int ldb, float[] start, int so, float[] c, int co) {
        FloatVector c0 = FloatVector.fromArray(S, start, so);
        FloatVector c1 = FloatVector.fromArray(S, start, so + L);
        FloatVector c2 = FloatVector.fromArray(S, start, so + 2 * L);
        FloatVector c3 = FloatVector.fromArray(S, start, so + 3 * L);
        for (int p = 0, ai = ao, bi = bo; p < k; p++) {
            FloatVector x = FloatVector.broadcast(S, a[ai]);
            c0 = x.fma(FloatVector.fromArray(S, b, bi), c0);
            c1 = x.fma(FloatVector.fromArray(S, b, bi + L), c1);
            c2 = x.fma(FloatVector.fromArray(S, b, bi + 2 * L), c2);
            c3 = x.fma(FloatVector.fromArray(S, b, bi + 3 * L), c3);
            ai += step;
            bi += ldb;
        }
        TYPE.cast(c0).intoArray(c, co);
        TYPE.cast(c1).intoArray(c, co + L);
        TYPE.cast(c2).intoArray(c, co + 2 * L);
        TYPE.cast(c3).intoArray(c, co + 3 * L);
    }

    private static void vector(
            int k, float[] a, int ao, int step, float[] b, int bo, int ldb, float[] start, int so, float[] c, int co) {
        FloatVector sum = FloatVector.fromArray(S, start, so);
        for (int p = 0, ai = ao, bi = bo; p < k; p++) {
            sum = FloatVector.broadcast(S, a[ai]).fma(FloatVector.fromArray(S, b, bi), sum);
            ai += step;
            bi += ldb;
        }
        TYPE.cast(sum).intoArray(c, co);
    }

    /** Fewer columns than a vector has lanes: the others compute with whatever lies there, and are not stored. */
    private static void few(
            int n,
            int k,
            float[] a,
            int ao,
            int step,
            float[] b,
            int bo,
            int ldb,
            float[] start,
            int so,
            float[] c,
            int co) {
        FloatVector sum = FloatVector.fromArray(S, start, so);
        for (int p = 0, ai = ao, bi = bo; p < k; p++) {
            sum = FloatVector.broadcast(S, a[ai]).fma(FloatVector.fromArray(S, b, bi), sum);
            ai += step;
            bi += ldb;
        }
        TYPE.cast(sum).intoArray(c, co, S.indexInRange(0, n));
    }
}
