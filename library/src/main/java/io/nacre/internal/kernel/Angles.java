package io.nacre.internal.kernel;

import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;
import static java.lang.Math.fma;

/** Sine and cosine of single numbers: the twins of the vector code. */
final class Angles {
    /** Above, the angle is not reduced in float arithmetic any more. */
    static final float LARGE = 60_000f;

    /** Below, sin(x) = x and cos(x) = 1. */
    static final float TINY = 0x1p-13f;

    static final float TWO_OVER_PI = 0.63661975f;

    /** Pi / 2 in three parts. */
    static final float PI_HI = 1.5707964f;

    static final float PI_MID = -4.371139e-8f;
    static final float PI_LO = -1.7151245e-15f;

    static final float S0 = -0.16666654f;
    static final float S1 = 0.008332131f;
    static final float S2 = -0.00019510838f;

    static final float C0 = 0.041666646f;
    static final float C1 = -0.0013887306f;
    static final float C2 = 2.4431203e-5f;

    private Angles() {}

    static float sin(float x) {
        float a = Math.abs(x);
        if (!(a <= LARGE)) {
            return (float) StrictMath.sin(x);
        }
        return a < TINY ? x : ofReduced(x, 0);
    }

    static float cos(float x) {
        float a = Math.abs(x);
        if (!(a <= LARGE)) {
            return (float) StrictMath.cos(x);
        }
        return ofReduced(x, 1);
    }

    /** sin(x + quarters pi / 2): the sine or cosine of what is left of x next to a multiple of pi / 2. */
    private static float ofReduced(float x, int quarters) {
        float t = fma(x, TWO_OVER_PI, Maths.ROUND);
        float k = t - Maths.ROUND;
        float r = fma(k, -PI_LO, fma(k, -PI_MID, fma(k, -PI_HI, x)));
        int quadrant = floatToRawIntBits(t) + quarters;
        float s = r * r;
        float sin = fma(fma(fma(S2, s, S1), s, S0), s * r, r);
        float cos = fma(fma(fma(C2, s, C1), s, C0), s * s, fma(s, -0.5f, 1f));
        float y = (quadrant & 1) == 0 ? sin : cos;
        return intBitsToFloat((quadrant & 2) << 30 ^ floatToRawIntBits(y));
    }
}
