package io.nacre.internal.kernel;

import static io.nacre.internal.kernel.Vectors.INFINITY;
import static io.nacre.internal.kernel.Vectors.L;
import static io.nacre.internal.kernel.Vectors.MINUS_HALF;
import static io.nacre.internal.kernel.Vectors.MINUS_INFINITY;
import static io.nacre.internal.kernel.Vectors.NAN;
import static io.nacre.internal.kernel.Vectors.ONE;
import static io.nacre.internal.kernel.Vectors.ONE_BITS;
import static io.nacre.internal.kernel.Vectors.S;
import static io.nacre.internal.kernel.Vectors.SIGN;
import static io.nacre.internal.kernel.Vectors.ZERO;
import static io.nacre.internal.kernel.Vectors.all;
import static io.nacre.internal.kernel.Vectors.ints;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/** Functions made of a logarithm: the twins, step by step, of those in {@link Maths}. */
interface VectorLogarithms extends VectorExponentials {
    FloatVector LN2_SHORT = all(Maths.LN2_SHORT);
    FloatVector LN2_REST = all(Maths.LN2_REST);
    FloatVector L0 = all(Maths.L0);
    FloatVector L1 = all(Maths.L1);
    FloatVector L2 = all(Maths.L2);
    FloatVector L3 = all(Maths.L3);
    FloatVector L4 = all(Maths.L4);
    FloatVector L5 = all(Maths.L5);
    FloatVector L6 = all(Maths.L6);
    FloatVector L7 = all(Maths.L7);
    IntVector SQRT_HALF_BITS = ints(Maths.SQRT_HALF_BITS);
    IntVector MANTISSA = ints(0x7fffff);
    IntVector ROUND_BITS = ints(Maths.ROUND_BITS);

    @Override
    default void log(int n, float[] a, int ao, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector x = FloatVector.fromArray(S, a, ao + i);
            VectorMask<Float> subnormal = x.compare(LT, Constants.MIN_NORMAL);
            FloatVector normal = x.blend(x.mul(Constants.NORMALIZER), subnormal);
            IntVector bits = normal.reinterpretAsInts().sub(SQRT_HALF_BITS);
            FloatVector f =
                    bits.and(MANTISSA).add(SQRT_HALF_BITS).reinterpretAsFloats().sub(ONE);
            FloatVector k = bits.lanewise(ASHR, 23).add(ROUND_BITS).reinterpretAsFloats();
            k = k.sub(ROUND.blend(Constants.ROUND_NORMALIZED, subnormal));
            FloatVector p = L7.fma(f, L6)
                    .fma(f, L5)
                    .fma(f, L4)
                    .fma(f, L3)
                    .fma(f, L2)
                    .fma(f, L1)
                    .fma(f, L0);
            FloatVector y = f.fma(p, MINUS_HALF).mul(f.mul(f));
            y = k.fma(LN2_SHORT, f.add(k.fma(LN2_REST, y)));
            y = y.blend(INFINITY, x.compare(EQ, INFINITY)).blend(MINUS_INFINITY, x.compare(EQ, ZERO));
            NAN.blend(y, x.compare(GE, ZERO)).intoArray(out, oo + i);
        }
        VectorExponentials.super.log(n - i, a, ao + i, out, oo + i);
    }

    @Override
    default void log1p(int n, float[] a, int ao, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector x = FloatVector.fromArray(S, a, ao + i);
            FloatVector u = x.add(ONE);
            FloatVector lost = x.sub(u.sub(ONE));
            IntVector bits = u.reinterpretAsInts().sub(SQRT_HALF_BITS);
            IntVector exponent = bits.lanewise(ASHR, 23);
            FloatVector f =
                    bits.and(MANTISSA).add(SQRT_HALF_BITS).reinterpretAsFloats().sub(ONE);
            IntVector down = exponent.min(Constants.MOST_DOWN).lanewise(LSHL, 23);
            f = lost.fma(ONE_BITS.sub(down).reinterpretAsFloats(), f);
            FloatVector k = exponent.add(ROUND_BITS).reinterpretAsFloats().sub(ROUND);
            FloatVector p = L7.fma(f, L6)
                    .fma(f, L5)
                    .fma(f, L4)
                    .fma(f, L3)
                    .fma(f, L2)
                    .fma(f, L1)
                    .fma(f, L0);
            FloatVector y = f.fma(p, MINUS_HALF).mul(f.mul(f));
            y = k.fma(LN2_SHORT, f.add(k.fma(LN2_REST, y)));
            y = y.blend(INFINITY, x.compare(EQ, INFINITY)).blend(MINUS_INFINITY, x.compare(EQ, Constants.MINUS_ONE));
            y = NAN.blend(y, x.compare(GE, Constants.MINUS_ONE));
            IntVector sign = x.reinterpretAsInts().and(SIGN);
            y.reinterpretAsInts().or(sign).reinterpretAsFloats().intoArray(out, oo + i);
        }
        VectorExponentials.super.log1p(n - i, a, ao + i, out, oo + i);
    }

    @Override
    default void softplus(int n, float[] a, int ao, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector x = FloatVector.fromArray(S, a, ao + i);
            FloatVector w = x.reinterpretAsInts().or(SIGN).reinterpretAsFloats();
            FloatVector t = w.fma(LOG2_E, ROUND);
            FloatVector k = t.sub(ROUND);
            FloatVector r = k.fma(MINUS_LN2_LO, k.fma(MINUS_LN2_HI, w));
            FloatVector q = E4.fma(r, E3).fma(r, E2).fma(r, E1).fma(r, E0);
            FloatVector e = r.fma(r.fma(q, ONE), ONE);
            IntVector exponent = t.reinterpretAsInts();
            IntVector half = exponent.lanewise(ASHR, 1);
            IntVector rest = exponent.sub(half);
            e = e.mul(half.lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats());
            e = e.mul(rest.lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats());
            e = e.blend(ZERO, w.compare(LT, Constants.EXP_MIN));
            FloatVector u = e.add(ONE);
            FloatVector lost = e.sub(u.sub(ONE));
            IntVector bits = u.reinterpretAsInts().sub(SQRT_HALF_BITS);
            exponent = bits.lanewise(ASHR, 23);
            FloatVector f =
                    bits.and(MANTISSA).add(SQRT_HALF_BITS).reinterpretAsFloats().sub(ONE);
            f = lost.fma(ONE_BITS.sub(exponent.lanewise(LSHL, 23)).reinterpretAsFloats(), f);
            k = exponent.add(ROUND_BITS).reinterpretAsFloats().sub(ROUND);
            FloatVector p = L7.fma(f, L6)
                    .fma(f, L5)
                    .fma(f, L4)
                    .fma(f, L3)
                    .fma(f, L2)
                    .fma(f, L1)
                    .fma(f, L0);
            FloatVector y = f.fma(p, MINUS_HALF).mul(f.mul(f));
            y = k.fma(LN2_SHORT, f.add(k.fma(LN2_REST, y)));
            ZERO.blend(x, x.compare(GT, ZERO)).add(y).intoArray(out, oo + i);
        }
        VectorExponentials.super.softplus(n - i, a, ao + i, out, oo + i);
    }

    /** Constants that one function uses. */
    final class Constants {
        static final FloatVector MIN_NORMAL = all(Float.MIN_NORMAL);

        /** Makes subnormal numbers normal. */
        static final FloatVector NORMALIZER = all(0x1p23f);

        static final FloatVector ROUND_NORMALIZED = all(Maths.ROUND + 23f);
        static final FloatVector MINUS_ONE = all(-1f);
        static final FloatVector EXP_MIN = all(Maths.EXP_MIN);
        static final IntVector MOST_DOWN = ints(126);

        private Constants() {}
    }
}
