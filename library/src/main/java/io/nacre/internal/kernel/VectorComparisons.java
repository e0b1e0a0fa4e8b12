package io.nacre.internal.kernel;

import static io.nacre.internal.kernel.Vectors.L;
import static io.nacre.internal.kernel.Vectors.ONE;
import static io.nacre.internal.kernel.Vectors.S;
import static io.nacre.internal.kernel.Vectors.ZERO;
import static io.nacre.internal.kernel.Vectors.all;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** Comparisons of two numbers, and choices by them. */
interface VectorComparisons extends ScalarBinary {
    @Override
    default void less(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            ZERO.blend(ONE, FloatVector.fromArray(S, a, ao + i).compare(LT, FloatVector.fromArray(S, b, bo + i)))
                    .intoArray(out, oo + i);
        }
        ScalarBinary.super.less(n - i, a, ao + i, b, bo + i, out, oo + i);
    }

    @Override
    default void less(int n, float[] a, int ao, float b, float[] out, int oo) {
        FloatVector right = all(b);
        int i = 0;
        for (; i <= n - L; i += L) {
            ZERO.blend(ONE, FloatVector.fromArray(S, a, ao + i).compare(LT, right))
                    .intoArray(out, oo + i);
        }
        ScalarBinary.super.less(n - i, a, ao + i, b, out, oo + i);
    }

    @Override
    default void lessEqual(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            ZERO.blend(ONE, FloatVector.fromArray(S, a, ao + i).compare(LE, FloatVector.fromArray(S, b, bo + i)))
                    .intoArray(out, oo + i);
        }
        ScalarBinary.super.lessEqual(n - i, a, ao + i, b, bo + i, out, oo + i);
    }

    @Override
    default void lessEqual(int n, float[] a, int ao, float b, float[] out, int oo) {
        FloatVector right = all(b);
        int i = 0;
        for (; i <= n - L; i += L) {
            ZERO.blend(ONE, FloatVector.fromArray(S, a, ao + i).compare(LE, right))
                    .intoArray(out, oo + i);
        }
        ScalarBinary.super.lessEqual(n - i, a, ao + i, b, out, oo + i);
    }

    @Override
    default void equal(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            ZERO.blend(ONE, FloatVector.fromArray(S, a, ao + i).compare(EQ, FloatVector.fromArray(S, b, bo + i)))
                    .intoArray(out, oo + i);
        }
        ScalarBinary.super.equal(n - i, a, ao + i, b, bo + i, out, oo + i);
    }

    @Override
    default void equal(int n, float[] a, int ao, float b, float[] out, int oo) {
        FloatVector right = all(b);
        int i = 0;
        for (; i <= n - L; i += L) {
            ZERO.blend(ONE, FloatVector.fromArray(S, a, ao + i).compare(EQ, right))
                    .intoArray(out, oo + i);
        }
        ScalarBinary.super.equal(n - i, a, ao + i, b, out, oo + i);
    }

    @Override
    default void notEqual(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            ZERO.blend(ONE, FloatVector.fromArray(S, a, ao + i).compare(NE, FloatVector.fromArray(S, b, bo + i)))
                    .intoArray(out, oo + i);
        }
        ScalarBinary.super.notEqual(n - i, a, ao + i, b, bo + i, out, oo + i);
    }

    @Override
    default void notEqual(int n, float[] a, int ao, float b, float[] out, int oo) {
        FloatVector right = all(b);
        int i = 0;
        for (; i <= n - L; i += L) {
            ZERO.blend(ONE, FloatVector.fromArray(S, a, ao + i).compare(NE, right))
                    .intoArray(out, oo + i);
        }
        ScalarBinary.super.notEqual(n - i, a, ao + i, b, out, oo + i);
    }

    @Override
    default void select(int n, float[] cond, int co, float[] a, int ao, float[] b, int bo, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            VectorMask<Float> chosen = FloatVector.fromArray(S, cond, co + i).compare(NE, ZERO);
            FloatVector.fromArray(S, b, bo + i)
                    .blend(FloatVector.fromArray(S, a, ao + i), chosen)
                    .intoArray(out, oo + i);
        }
        ScalarBinary.super.select(n - i, cond, co + i, a, ao + i, b, bo + i, out, oo + i);
    }
}
