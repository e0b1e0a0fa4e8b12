package io.nacre.internal.kernel;

import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.MIN;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
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
        int i = ao;
        int end = ao + n;
        for (; i <= end - LANES; i += LANES) {
            s0 = s0.add(FloatVector.fromArray(R, a, i));
            s1 = s1.add(FloatVector.fromArray(R, a, i + W));
            s2 = s2.add(FloatVector.fromArray(R, a, i + 2 * W));
            s3 = s3.add(FloatVector.fromArray(R, a, i + 3 * W));
        }
        if (i < end) {
            s0 = s0.add(FloatVector.fromArray(R, a, i, R.indexInRange(i, end)));
            s1 = s1.add(FloatVector.fromArray(R, a, i + W, R.indexInRange(i + W, end)));
            s2 = s2.add(FloatVector.fromArray(R, a, i + 2 * W, R.indexInRange(i + 2 * W, end)));
            s3 = s3.add(FloatVector.fromArray(R, a, i + 3 * W, R.indexInRange(i + 3 * W, end)));
        }
        FloatVector v = s0.add(s2).add(s1.add(s3));
        float even = v.lane(0) + v.lane(4) + (v.lane(2) + v.lane(6));
        return even + (v.lane(1) + v.lane(5) + (v.lane(3) + v.lane(7)));
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
        int p = ao;
        int q = bo;
        int end = ao + n;
        for (; p <= end - LANES; p += LANES, q += LANES) {
            s0 = FloatVector.fromArray(R, a, p).fma(FloatVector.fromArray(R, b, q), s0);
            s1 = FloatVector.fromArray(R, a, p + W).fma(FloatVector.fromArray(R, b, q + W), s1);
            s2 = FloatVector.fromArray(R, a, p + 2 * W).fma(FloatVector.fromArray(R, b, q + 2 * W), s2);
            s3 = FloatVector.fromArray(R, a, p + 3 * W).fma(FloatVector.fromArray(R, b, q + 3 * W), s3);
        }
        if (p < end) {
            VectorMask<Float> m0 = R.indexInRange(p, end);
            VectorMask<Float> m1 = R.indexInRange(p + W, end);
            VectorMask<Float> m2 = R.indexInRange(p + 2 * W, end);
            VectorMask<Float> m3 = R.indexInRange(p + 3 * W, end);
            s0 = FloatVector.fromArray(R, a, p, m0).fma(FloatVector.fromArray(R, b, q, m0), s0);
            s1 = FloatVector.fromArray(R, a, p + W, m1).fma(FloatVector.fromArray(R, b, q + W, m1), s1);
            s2 = FloatVector.fromArray(R, a, p + 2 * W, m2).fma(FloatVector.fromArray(R, b, q + 2 * W, m2), s2);
            s3 = FloatVector.fromArray(R, a, p + 3 * W, m3).fma(FloatVector.fromArray(R, b, q + 3 * W, m3), s3);
        }
        FloatVector v = s0.add(s2).add(s1.add(s3));
        float even = v.lane(0) + v.lane(4) + (v.lane(2) + v.lane(6));
        return even + (v.lane(1) + v.lane(5) + (v.lane(3) + v.lane(7)));
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
}
