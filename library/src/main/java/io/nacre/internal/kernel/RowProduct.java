package io.nacre.internal.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** One row of C = start + one row of A . B, as in predictions for one sample. */
final class RowProduct {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

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
        if (start == MatrixProducts.ZEROS) {
            Arrays.fill(c, co, co + n, 0f);
        } else {
            System.arraycopy(start, so, c, co, n);
        }
        int p = 0;
        if (n >= L) {
            for (; p + 4 <= k; p += 4) {
                addFour(n, a, ao + p * step, step, b, bo + p * ldb, ldb, c, co);
            }
        }
        for (; p < k; p++) {
            addOne(n, a[ao + p * step], b, bo + p * ldb, c, co);
        }
    }

    /** Four steps of k at once. The last vector may overlap the one before, so it is loaded first of all. */
    private static void addFour(int n, float[] a, int ao, int step, float[] b, int bo, int ldb, float[] c, int co) {
        FloatVector x0 = FloatVector.broadcast(S, a[ao]);
        FloatVector x1 = FloatVector.broadcast(S, a[ao + step]);
        FloatVector x2 = FloatVector.broadcast(S, a[ao + 2 * step]);
        FloatVector x3 = FloatVector.broadcast(S, a[ao + 3 * step]);
        int b1 = bo + ldb;
        int b2 = b1 + ldb;
        int b3 = b2 + ldb;
        int end = n - L;
        FloatVector last = FloatVector.fromArray(S, c, co + end);
        for (int j = 0; j < end; j += L) {
            FloatVector sum = FloatVector.fromArray(S, c, co + j);
            sum = x0.fma(FloatVector.fromArray(S, b, bo + j), sum);
            sum = x1.fma(FloatVector.fromArray(S, b, b1 + j), sum);
            sum = x2.fma(FloatVector.fromArray(S, b, b2 + j), sum);
            sum = x3.fma(FloatVector.fromArray(S, b, b3 + j), sum);
            sum.intoArray(c, co + j);
        }
        last = x0.fma(FloatVector.fromArray(S, b, bo + end), last);
        last = x1.fma(FloatVector.fromArray(S, b, b1 + end), last);
        last = x2.fma(FloatVector.fromArray(S, b, b2 + end), last);
        last = x3.fma(FloatVector.fromArray(S, b, b3 + end), last);
        last.intoArray(c, co + end);
    }

    private static void addOne(int n, float factor, float[] b, int bo, float[] c, int co) {
        for (int j = 0; j < n; j++) {
            c[co + j] = Math.fma(factor, b[bo + j], c[co + j]);
        }
    }
}
