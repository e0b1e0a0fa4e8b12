package io.nacre.internal.kernel;

import static io.nacre.internal.kernel.Vectors.L;
import static io.nacre.internal.kernel.Vectors.MINUS_HALF;
import static io.nacre.internal.kernel.Vectors.ONE;
import static io.nacre.internal.kernel.Vectors.S;
import static io.nacre.internal.kernel.Vectors.all;
import static io.nacre.internal.kernel.Vectors.ints;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * Sine and cosine: the twins, step by step, of those in {@link Angles}. Vectors with a large angle are left to them.
 */
interface VectorAngles extends ScalarUnary {
    FloatVector LARGE = all(Angles.LARGE);
    FloatVector TINY = all(Angles.TINY);
    FloatVector TWO_OVER_PI = all(Angles.TWO_OVER_PI);
    FloatVector ROUND_ANGLE = all(Maths.ROUND);
    FloatVector MINUS_PI_HI = all(-Angles.PI_HI);
    FloatVector MINUS_PI_MID = all(-Angles.PI_MID);
    FloatVector MINUS_PI_LO = all(-Angles.PI_LO);
    FloatVector S0 = all(Angles.S0);
    FloatVector S1 = all(Angles.S1);
    FloatVector S2 = all(Angles.S2);
    FloatVector C0 = all(Angles.C0);
    FloatVector C1 = all(Angles.C1);
    FloatVector C2 = all(Angles.C2);
    IntVector ONES = ints(1);
    IntVector TWOS = ints(2);
    IntVector NONE = ints(0);

    @Override
    default void sin(int n, float[] a, int ao, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector x = FloatVector.fromArray(S, a, ao + i);
            if (!x.abs().compare(LE, LARGE).allTrue()) {
                ScalarUnary.super.sin(L, a, ao + i, out, oo + i);
                continue;
            }
            FloatVector t = x.fma(TWO_OVER_PI, ROUND_ANGLE);
            FloatVector k = t.sub(ROUND_ANGLE);
            FloatVector r = k.fma(MINUS_PI_LO, k.fma(MINUS_PI_MID, k.fma(MINUS_PI_HI, x)));
            IntVector quadrant = t.reinterpretAsInts();
            FloatVector s = r.mul(r);
            FloatVector sin = S2.fma(s, S1).fma(s, S0).fma(s.mul(r), r);
            FloatVector cos = C2.fma(s, C1).fma(s, C0).fma(s.mul(s), s.fma(MINUS_HALF, ONE));
            FloatVector y = cos.blend(sin, quadrant.and(ONES).compare(EQ, NONE).cast(S));
            y = quadrant.and(TWOS)
                    .lanewise(LSHL, 30)
                    .lanewise(XOR, y.reinterpretAsInts())
                    .reinterpretAsFloats();
            y.blend(x, x.abs().compare(LT, TINY)).intoArray(out, oo + i);
        }
        ScalarUnary.super.sin(n - i, a, ao + i, out, oo + i);
    }

    @Override
    default void cos(int n, float[] a, int ao, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector x = FloatVector.fromArray(S, a, ao + i);
            if (!x.abs().compare(LE, LARGE).allTrue()) {
                ScalarUnary.super.cos(L, a, ao + i, out, oo + i);
                continue;
            }
            FloatVector t = x.fma(TWO_OVER_PI, ROUND_ANGLE);
            FloatVector k = t.sub(ROUND_ANGLE);
            FloatVector r = k.fma(MINUS_PI_LO, k.fma(MINUS_PI_MID, k.fma(MINUS_PI_HI, x)));
            IntVector quadrant = t.reinterpretAsInts().add(ONES);
            FloatVector s = r.mul(r);
            FloatVector sin = S2.fma(s, S1).fma(s, S0).fma(s.mul(r), r);
            FloatVector cos = C2.fma(s, C1).fma(s, C0).fma(s.mul(s), s.fma(MINUS_HALF, ONE));
            FloatVector y = cos.blend(sin, quadrant.and(ONES).compare(EQ, NONE).cast(S));
            quadrant.and(TWOS)
                    .lanewise(LSHL, 30)
                    .lanewise(XOR, y.reinterpretAsInts())
                    .reinterpretAsFloats()
                    .intoArray(out, oo + i);
        }
        ScalarUnary.super.cos(n - i, a, ao + i, out, oo + i);
    }
}
