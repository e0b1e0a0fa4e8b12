package io.nacre.internal.kernel;

import static io.nacre.internal.kernel.Vectors.L;
import static io.nacre.internal.kernel.Vectors.ONE;
import static io.nacre.internal.kernel.Vectors.ONE_BITS;
import static io.nacre.internal.kernel.Vectors.S;
import static io.nacre.internal.kernel.Vectors.SIGN;
import static io.nacre.internal.kernel.Vectors.TWO;
import static io.nacre.internal.kernel.Vectors.ZERO;
import static io.nacre.internal.kernel.Vectors.all;
import static io.nacre.internal.kernel.Vectors.ints;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * Functions made of an exponential: the twins, step by step, of those in {@link Maths}.
 *
 * <p>The JDK's own vector functions are not used, since their results in interpreted code differ from those in compiled
 * code, and a run could not be repeated bit by bit.
 */
interface VectorExponentials extends ScalarUnary {
    FloatVector LOG2_E = all(Maths.LOG2_E);
    FloatVector ROUND = all(Maths.ROUND);
    FloatVector MINUS_LN2_HI = all(-Maths.LN2_HI);
    FloatVector MINUS_LN2_LO = all(-Maths.LN2_LO);
    FloatVector E0 = all(Maths.E0);
    FloatVector E1 = all(Maths.E1);
    FloatVector E2 = all(Maths.E2);
    FloatVector E3 = all(Maths.E3);
    FloatVector E4 = all(Maths.E4);

    @Override
    default void exp(int n, float[] a, int ao, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector x = FloatVector.fromArray(S, a, ao + i);
            FloatVector t = x.fma(LOG2_E, ROUND);
            FloatVector k = t.sub(ROUND);
            FloatVector r = k.fma(MINUS_LN2_LO, k.fma(MINUS_LN2_HI, x));
            FloatVector q = E4.fma(r, E3).fma(r, E2).fma(r, E1).fma(r, E0);
            FloatVector y = r.fma(r.fma(q, ONE), ONE);
            IntVector exponent = t.reinterpretAsInts();
            IntVector half = exponent.lanewise(ASHR, 1);
            IntVector rest = exponent.sub(half);
            y = y.mul(half.lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats());
            y = y.mul(rest.lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats());
            y = y.blend(ZERO, x.compare(LT, Constants.EXP_MIN));
            y.blend(Vectors.INFINITY, x.compare(GT, Constants.EXP_MAX)).intoArray(out, oo + i);
        }
        ScalarUnary.super.exp(n - i, a, ao + i, out, oo + i);
    }

    @Override
    default void expm1(int n, float[] a, int ao, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector x = FloatVector.fromArray(S, a, ao + i);
            FloatVector t = x.fma(LOG2_E, ROUND);
            FloatVector k = t.sub(ROUND);
            FloatVector r = k.fma(MINUS_LN2_LO, k.fma(MINUS_LN2_HI, x));
            FloatVector q = E4.fma(r, E3).fma(r, E2).fma(r, E1).fma(r, E0);
            FloatVector m = r.mul(r).fma(q, r);
            IntVector exponent = t.reinterpretAsInts().sub(Constants.ROUND_BITS);
            IntVector over =
                    exponent.add(Constants.HALF_RANGE).lanewise(ASHR, 8).lanewise(LSHL, 23);
            FloatVector s = exponent.lanewise(LSHL, 23).sub(over).add(ONE_BITS).reinterpretAsFloats();
            FloatVector one = ONE_BITS.sub(over).reinterpretAsFloats();
            FloatVector y = s.fma(m, s.sub(one)).mul(ONE_BITS.add(over).reinterpretAsFloats());
            y = y.blend(Constants.MINUS_ONE, x.compare(LT, Constants.EXPM1_MIN));
            y = y.blend(Vectors.INFINITY, x.compare(GT, Constants.EXP_MAX));
            IntVector sign = x.reinterpretAsInts().and(SIGN);
            y.reinterpretAsInts().or(sign).reinterpretAsFloats().intoArray(out, oo + i);
        }
        ScalarUnary.super.expm1(n - i, a, ao + i, out, oo + i);
    }

    @Override
    default void tanh(int n, float[] a, int ao, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector x = FloatVector.fromArray(S, a, ao + i);
            FloatVector w = x.abs();
            w = w.blend(Constants.TANH_ONE, w.compare(GT, Constants.TANH_ONE));
            w = w.add(w);
            FloatVector t = w.fma(LOG2_E, ROUND);
            FloatVector k = t.sub(ROUND);
            FloatVector r = k.fma(MINUS_LN2_LO, k.fma(MINUS_LN2_HI, w));
            FloatVector q = E4.fma(r, E3).fma(r, E2).fma(r, E1).fma(r, E0);
            FloatVector m = r.mul(r).fma(q, r);
            FloatVector s =
                    t.reinterpretAsInts().lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats();
            FloatVector y = s.fma(m, s.sub(ONE));
            IntVector sign = x.reinterpretAsInts().and(SIGN);
            y.div(y.add(TWO)).reinterpretAsInts().or(sign).reinterpretAsFloats().intoArray(out, oo + i);
        }
        ScalarUnary.super.tanh(n - i, a, ao + i, out, oo + i);
    }

    @Override
    default void sigmoid(int n, float[] a, int ao, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector x = FloatVector.fromArray(S, a, ao + i);
            FloatVector w = x.reinterpretAsInts().or(SIGN).reinterpretAsFloats();
            FloatVector t = w.fma(LOG2_E, ROUND);
            FloatVector k = t.sub(ROUND);
            FloatVector r = k.fma(MINUS_LN2_LO, k.fma(MINUS_LN2_HI, w));
            FloatVector q = E4.fma(r, E3).fma(r, E2).fma(r, E1).fma(r, E0);
            FloatVector y = r.fma(r.fma(q, ONE), ONE);
            IntVector exponent = t.reinterpretAsInts();
            IntVector half = exponent.lanewise(ASHR, 1);
            IntVector rest = exponent.sub(half);
            y = y.mul(half.lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats());
            y = y.mul(rest.lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats());
            y = y.blend(ZERO, w.compare(LT, Constants.EXP_MIN));
            ONE.blend(y, x.compare(LT, ZERO)).div(y.add(ONE)).intoArray(out, oo + i);
        }
        ScalarUnary.super.sigmoid(n - i, a, ao + i, out, oo + i);
    }

    @Override
    default void erf(int n, float[] a, int ao, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector x = FloatVector.fromArray(S, a, ao + i);
            FloatVector w = x.abs();
            FloatVector s = x.mul(x);
            FloatVector p = Constants.F0.fma(w, Constants.F1).fma(s, Constants.F2.fma(w, Constants.F3));
            p = p.fma(w, Constants.F4).fma(w, Constants.F5).fma(w, Constants.F6).fma(w, w.neg());
            FloatVector t = p.fma(LOG2_E, ROUND);
            FloatVector k = t.sub(ROUND);
            FloatVector r = k.fma(MINUS_LN2_LO, k.fma(MINUS_LN2_HI, p));
            FloatVector q = E4.fma(r, E3).fma(r, E2).fma(r, E1).fma(r, E0);
            FloatVector y = r.fma(r.fma(q, ONE), ONE);
            y = y.mul(t.reinterpretAsInts().lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats());
            y = ONE.sub(y.blend(ZERO, p.compare(LT, Constants.ERF_MIN)));
            IntVector sign = x.reinterpretAsInts().and(SIGN);
            y = y.reinterpretAsInts().or(sign).reinterpretAsFloats();
            q = Constants.N0.fma(s, Constants.N1).fma(s, Constants.N2).fma(s, Constants.N3);
            q = q.fma(s, Constants.N4).fma(s, Constants.N5);
            q.fma(x, x).blend(y, w.compare(GT, Constants.ERF_SPLIT)).intoArray(out, oo + i);
        }
        ScalarUnary.super.erf(n - i, a, ao + i, out, oo + i);
    }

    /** Constants that one function uses. */
    final class Constants {
        static final FloatVector EXP_MAX = all(Maths.EXP_MAX);
        static final FloatVector EXP_MIN = all(Maths.EXP_MIN);
        static final FloatVector EXPM1_MIN = all(Maths.EXPM1_MIN);
        static final FloatVector MINUS_ONE = all(-1f);
        static final FloatVector TANH_ONE = all(Maths.TANH_ONE);
        static final FloatVector ERF_MIN = all(Maths.ERF_MIN);
        static final FloatVector ERF_SPLIT = all(Maths.ERF_SPLIT);
        static final IntVector ROUND_BITS = ints(Maths.ROUND_BITS);
        static final IntVector HALF_RANGE = ints(128);

        /** Of the exponent of erf far from 0. */
        static final FloatVector F0 = all(Maths.F0);

        static final FloatVector F1 = all(Maths.F1);
        static final FloatVector F2 = all(Maths.F2);
        static final FloatVector F3 = all(Maths.F3);
        static final FloatVector F4 = all(Maths.F4);
        static final FloatVector F5 = all(Maths.F5);
        static final FloatVector F6 = all(Maths.F6);

        /** Of erf near 0. */
        static final FloatVector N0 = all(Maths.N0);

        static final FloatVector N1 = all(Maths.N1);
        static final FloatVector N2 = all(Maths.N2);
        static final FloatVector N3 = all(Maths.N3);
        static final FloatVector N4 = all(Maths.N4);
        static final FloatVector N5 = all(Maths.N5);

        private Constants() {}
    }
}
