package io.nacre.internal.kernel;

import static java.lang.Double.doubleToRawLongBits;
import static java.lang.Double.longBitsToDouble;
import static java.lang.Math.fma;

/**
 * Powers of single numbers: 2 to the y log2(x), in double arithmetic, so that no digit of the result is lost. No vector
 * code: powers are rare, and the usual exponents are squares and roots.
 */
final class Powers {
    private static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;
    private static final long MANTISSA = 0xfffffffffffffL;

    /** Beyond, the result is 0 or infinite as a float, and still a finite double. */
    private static final double LIMIT = 1000;

    /** Adding this rounds to a whole number, which then stands in the low bits. */
    private static final double ROUND = 0x1.8p52;

    private Powers() {}

    static float pow(float x, float y) {
        float a = Math.abs(x);
        if (!(a > 0f && a < Float.POSITIVE_INFINITY && Math.abs(y) < Float.POSITIVE_INFINITY)) {
            return (float) StrictMath.pow(x, y);
        }
        if (x > 0f) {
            return (float) exp2(y * log2(a));
        }
        boolean whole = (float) Math.rint(y) == y;
        boolean odd = whole && Math.abs(y) < 0x1p24f && ((int) y & 1) != 0;
        float result = (float) exp2(y * log2(a));
        return odd ? -result : whole ? result : Float.NaN;
    }

    /** By a polynomial in s = (m - 1) / (m + 1), where m is the number scaled to around 1. */
    private static double log2(double x) {
        long bits = doubleToRawLongBits(x) - SQRT_HALF_BITS;
        double m = longBitsToDouble((bits & MANTISSA) + SQRT_HALF_BITS);
        double s = (m - 1) / (m + 1);
        double z = s * s;
        double p = fma(0.3407404948300844, z, 0.4116721075269746);
        p = fma(fma(fma(p, z, 0.5770835962145533), z, 0.9617966732755424), z, 2.885390081790147);
        return fma(s, p, bits >> 52);
    }

    private static double exp2(double x) {
        double limited = Math.max(-LIMIT, Math.min(LIMIT, x));
        double t = limited + ROUND;
        double r = limited - (t - ROUND);
        double p = fma(fma(1.5316461707350765e-5, r, 1.5469729717063923e-4), r, 0.0013333422646688116);
        p = fma(fma(fma(p, r, 0.00961802560396463), r, 0.05550410976105892), r, 0.24022651213585533);
        p = fma(fma(p, r, 0.6931471805350284), r, 0.9999999999595515);
        return longBitsToDouble(doubleToRawLongBits(p) + (doubleToRawLongBits(t) << 52));
    }
}
