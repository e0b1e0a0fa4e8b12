package io.nacre.internal.kernel;

import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.MIN;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Reductions in vectors of 256 bits on all machines that have them, so that the partial sums are four vectors; with
 * smaller ones the scalar twin serves.
 */
interface VectorReductions extends ScalarReductions {
    VectorSpecies<Float> R = FloatVector.SPECIES_256;
    int W = 8;
    boolean WIDE = Vectors.L >= W;

    @Override
    default float sum(int n, float[] a, int ao) {
        if (!WIDE || n < LANES) {
            return ScalarReductions.super.sum(n, a, ao);
        }
        FloatVector s0 = FloatVector.zero(R);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            s0 = s0.add(FloatVector.fromArray(R, a, ao + i));
            s1 = s1.add(FloatVector.fromArray(R, a, ao + i + W));
            s2 = s2.add(FloatVector.fromArray(R, a, ao + i + 2 * W));
            s3 = s3.add(FloatVector.fromArray(R, a, ao + i + 3 * W));
        }
        FloatVector v = s0.add(s2).add(s1.add(s3));
        float even = v.lane(0) + v.lane(4) + (v.lane(2) + v.lane(6));
        float sum = even + (v.lane(1) + v.lane(5) + (v.lane(3) + v.lane(7)));
        for (; i < n; i++) {
            sum += a[ao + i];
        }
        return sum;
    }

    @Override
    default float sumOfSquares(int n, float[] a, int ao) {
        return dot(n, a, ao, a, ao);
    }

    @Override
    default float dot(int n, float[] a, int ao, float[] b, int bo) {
        if (!WIDE || n < LANES) {
            return ScalarReductions.super.dot(n, a, ao, b, bo);
        }
        FloatVector s0 = FloatVector.zero(R);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            int p = ao + i;
            int q = bo + i;
            s0 = FloatVector.fromArray(R, a, p).fma(FloatVector.fromArray(R, b, q), s0);
            s1 = FloatVector.fromArray(R, a, p + W).fma(FloatVector.fromArray(R, b, q + W), s1);
            s2 = FloatVector.fromArray(R, a, p + 2 * W).fma(FloatVector.fromArray(R, b, q + 2 * W), s2);
            s3 = FloatVector.fromArray(R, a, p + 3 * W).fma(FloatVector.fromArray(R, b, q + 3 * W), s3);
        }
        FloatVector v = s0.add(s2).add(s1.add(s3));
        float even = v.lane(0) + v.lane(4) + (v.lane(2) + v.lane(6));
        float sum = even + (v.lane(1) + v.lane(5) + (v.lane(3) + v.lane(7)));
        for (; i < n; i++) {
            sum = Math.fma(a[ao + i], b[bo + i], sum);
        }
        return sum;
    }

    @Override
    default float max(int n, float[] a, int ao) {
        if (!WIDE || n < 2 * W) {
            return ScalarReductions.super.max(n, a, ao);
        }
        FloatVector even = FloatVector.fromArray(R, a, ao);
        FloatVector odd = FloatVector.fromArray(R, a, ao + n - W);
        for (int i = W; i <= n - 2 * W; i += 2 * W) {
            even = even.max(FloatVector.fromArray(R, a, ao + i));
            odd = odd.max(FloatVector.fromArray(R, a, ao + i + W));
        }
        return odd.max(FloatVector.fromArray(R, a, ao + n - 2 * W)).max(even).reduceLanes(MAX);
    }

    @Override
    default float min(int n, float[] a, int ao) {
        if (!WIDE || n < 2 * W) {
            return ScalarReductions.super.min(n, a, ao);
        }
        FloatVector even = FloatVector.fromArray(R, a, ao);
        FloatVector odd = FloatVector.fromArray(R, a, ao + n - W);
        for (int i = W; i <= n - 2 * W; i += 2 * W) {
            even = even.min(FloatVector.fromArray(R, a, ao + i));
            odd = odd.min(FloatVector.fromArray(R, a, ao + i + W));
        }
        return odd.min(FloatVector.fromArray(R, a, ao + n - 2 * W)).min(even).reduceLanes(MIN);
    }

    /** Column by column; the last vector, which may overlap the one before, is loaded before anything is stored. */
    @Override
    default void addRows(int rows, int n, float[] a, int ao, int lda, float[] out, int oo) {
        int end = n - W;
        if (!WIDE || end < 0) {
            ScalarReductions.super.addRows(rows, n, a, ao, lda, out, oo);
            return;
        }
        FloatVector last = FloatVector.fromArray(R, out, oo + end);
        for (int row = 0; row < rows; row++) {
            last = last.add(FloatVector.fromArray(R, a, ao + row * lda + end));
        }
        int j = 0;
        for (; j <= n - 4 * W; j += 4 * W) {
            FloatVector s0 = FloatVector.fromArray(R, out, oo + j);
            FloatVector s1 = FloatVector.fromArray(R, out, oo + j + W);
            FloatVector s2 = FloatVector.fromArray(R, out, oo + j + 2 * W);
            FloatVector s3 = FloatVector.fromArray(R, out, oo + j + 3 * W);
            for (int row = 0, p = ao + j; row < rows; row++, p += lda) {
                s0 = s0.add(FloatVector.fromArray(R, a, p));
                s1 = s1.add(FloatVector.fromArray(R, a, p + W));
                s2 = s2.add(FloatVector.fromArray(R, a, p + 2 * W));
                s3 = s3.add(FloatVector.fromArray(R, a, p + 3 * W));
            }
            s0.intoArray(out, oo + j);
            s1.intoArray(out, oo + j + W);
            s2.intoArray(out, oo + j + 2 * W);
            s3.intoArray(out, oo + j + 3 * W);
        }
        for (; j < end; j += W) {
            FloatVector sum = FloatVector.fromArray(R, out, oo + j);
            for (int row = 0, p = ao + j; row < rows; row++, p += lda) {
                sum = sum.add(FloatVector.fromArray(R, a, p));
            }
            sum.intoArray(out, oo + j);
        }
        last.intoArray(out, oo + end);
    }
}
