package io.nacre.internal.kernel;

import static io.nacre.internal.kernel.Vectors.L;
import static io.nacre.internal.kernel.Vectors.ONE;
import static io.nacre.internal.kernel.Vectors.ONE_BITS;
import static io.nacre.internal.kernel.Vectors.S;
import static io.nacre.internal.kernel.Vectors.SIGN;
import static io.nacre.internal.kernel.Vectors.ZERO;
import static io.nacre.internal.kernel.Vectors.all;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** Functions of one number that take a few instructions. */
interface VectorArithmetic extends ScalarUnary {
    /** Adding this rounds to a whole number. From here on, all numbers are whole. */
    FloatVector WHOLE = all(0x1p23f);

    @Override
    default void neg(int n, float[] a, int ao, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector.fromArray(S, a, ao + i).neg().intoArray(out, oo + i);
        }
        ScalarUnary.super.neg(n - i, a, ao + i, out, oo + i);
    }

    @Override
    default void abs(int n, float[] a, int ao, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector.fromArray(S, a, ao + i).abs().intoArray(out, oo + i);
        }
        ScalarUnary.super.abs(n - i, a, ao + i, out, oo + i);
    }

    @Override
    default void sign(int n, float[] a, int ao, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector x = FloatVector.fromArray(S, a, ao + i);
            IntVector one = x.reinterpretAsInts().and(SIGN).or(ONE_BITS);
            x.blend(one.reinterpretAsFloats(), x.abs().compare(GT, ZERO)).intoArray(out, oo + i);
        }
        ScalarUnary.super.sign(n - i, a, ao + i, out, oo + i);
    }

    @Override
    default void square(int n, float[] a, int ao, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector x = FloatVector.fromArray(S, a, ao + i);
            x.mul(x).intoArray(out, oo + i);
        }
        ScalarUnary.super.square(n - i, a, ao + i, out, oo + i);
    }

    @Override
    default void sqrt(int n, float[] a, int ao, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector.fromArray(S, a, ao + i).sqrt().intoArray(out, oo + i);
        }
        ScalarUnary.super.sqrt(n - i, a, ao + i, out, oo + i);
    }

    @Override
    default void rsqrt(int n, float[] a, int ao, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            ONE.div(FloatVector.fromArray(S, a, ao + i).sqrt()).intoArray(out, oo + i);
        }
        ScalarUnary.super.rsqrt(n - i, a, ao + i, out, oo + i);
    }

    @Override
    default void reciprocal(int n, float[] a, int ao, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            ONE.div(FloatVector.fromArray(S, a, ao + i)).intoArray(out, oo + i);
        }
        ScalarUnary.super.reciprocal(n - i, a, ao + i, out, oo + i);
    }

    @Override
    default void floor(int n, float[] a, int ao, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector x = FloatVector.fromArray(S, a, ao + i);
            FloatVector w = x.abs();
            IntVector sign = x.reinterpretAsInts().and(SIGN);
            FloatVector y = w.add(WHOLE).sub(WHOLE).reinterpretAsInts().or(sign).reinterpretAsFloats();
            y = y.blend(y.sub(ONE), x.compare(LT, y))
                    .reinterpretAsInts()
                    .or(sign)
                    .reinterpretAsFloats();
            x.blend(y, w.compare(LT, WHOLE)).intoArray(out, oo + i);
        }
        ScalarUnary.super.floor(n - i, a, ao + i, out, oo + i);
    }

    @Override
    default void relu(int n, float[] a, int ao, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector.fromArray(S, a, ao + i).max(ZERO).intoArray(out, oo + i);
        }
        ScalarUnary.super.relu(n - i, a, ao + i, out, oo + i);
    }
}
