package io.nacre.internal.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * One row of C = start + one row of A . B, as in predictions for one sample.
 *
 * <p>Each element of B is used once, so that the time is that of reading B. Panels of 4 vectors keep their piece of C in
 * registers for all of k: that many sums hide the latency of an addition, and B is all that is loaded (one image through
 * 784-100-100-100-10: from 8.9 to 7.3 microseconds, of which 4.7 are the 784 x 100). The last panel ends at the end of the
 * row and overlaps the one before, whose results it computes again, to the same bits.
 */
final class RowProduct {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int PANEL = 4 * L;

    private RowProduct() {}

    /** c[0..n) = start[0..n) + a[0] b[0, 0..n) + ... + a[k-1] b[k-1, 0..n), where the elements of a lie {@code step} apart. */
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
        if (n >= PANEL) {
            for (int j = 0; j < n; j += PANEL) {
                int column = Math.min(j, n - PANEL);
                panel(k, a, ao, step, b, bo + column, ldb, start, zeros ? so : so + column, c, co + column);
            }
        } else if (n >= L) {
            for (int j = 0; j < n; j += L) {
                int column = Math.min(j, n - L);
                vector(k, a, ao, step, b, bo + column, ldb, start, zeros ? so : so + column, c, co + column);
            }
        } else {
            few(n, k, a, ao, step, b, bo, ldb, start, so, c, co);
        }
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
        c0.intoArray(c, co);
        c1.intoArray(c, co + L);
        c2.intoArray(c, co + 2 * L);
        c3.intoArray(c, co + 3 * L);
    }

    private static void vector(
            int k, float[] a, int ao, int step, float[] b, int bo, int ldb, float[] start, int so, float[] c, int co) {
        FloatVector sum = FloatVector.fromArray(S, start, so);
        for (int p = 0, ai = ao, bi = bo; p < k; p++) {
            sum = FloatVector.broadcast(S, a[ai]).fma(FloatVector.fromArray(S, b, bi), sum);
            ai += step;
            bi += ldb;
        }
        sum.intoArray(c, co);
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
        sum.intoArray(c, co, S.indexInRange(0, n));
    }
}
