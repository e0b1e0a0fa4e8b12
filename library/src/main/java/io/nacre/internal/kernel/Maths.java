package io.nacre.internal.kernel;

import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;
import static java.lang.Math.fma;

/**
 * Functions of single numbers, by polynomials: the twins of the vector code, step by step, so that both give the same
 * bits on every machine, whatever the JIT compiler does. All are within 4 units in the last place of the exact value,
 * from subnormal to infinite arguments.
 */
final class Maths {
    /** Adding this rounds to a whole number, which then stands in the low bits. */
    static final float ROUND = 0x1.8p23f;

    static final int ROUND_BITS = 0x4b400000;

    static final float LOG2_E = 1.442695f;

    /** ln 2, and what float leaves of it. */
    static final float LN2_HI = 0.6931472f;

    static final float LN2_LO = -1.9046542e-9f;

    /** ln 2 again, the first part so short that its products with exponents are exact. */
    static final float LN2_SHORT = 0.693359375f;

    static final float LN2_REST = -2.1219444e-4f;

    /** Above the first, e<sup>x</sup> is infinite; below the second, 0. */
    static final float EXP_MAX = 89f;

    static final float EXP_MIN = -104f;

    /** Below, e<sup>x</sup> - 1 is -1. */
    static final float EXPM1_MIN = -18f;

    static final float E0 = 0.5f;
    static final float E1 = 0.16666538f;
    static final float E2 = 0.041666266f;
    static final float E3 = 0.008367247f;
    static final float E4 = 0.0013947595f;

    /** The bits of 1 / sqrt(2), where logarithms cut the range of their polynomial. */
    static final int SQRT_HALF_BITS = 0x3f3504f3;

    static final float L0 = 0.3333333f;
    static final float L1 = -0.25000823f;
    static final float L2 = 0.20001227f;
    static final float L3 = -0.16623357f;
    static final float L4 = 0.14201762f;
    static final float L5 = -0.13160194f;
    static final float L6 = 0.1276155f;
    static final float L7 = -0.0763443f;

    /** Where tanh is 1. */
    static final float TANH_ONE = 10f;

    /** Where erf changes from a polynomial to an exponential of one. */
    static final float ERF_SPLIT = 0.927734375f;

    /** The exponent of erf far from 0, a polynomial. */
    static final float F0 = -1.72853470e-5f;

    static final float F1 = 3.83197126e-4f;
    static final float F2 = -3.88396438e-3f;
    static final float F3 = 2.42546219e-2f;
    static final float F4 = -1.06777877e-1f;
    static final float F5 = -6.34846687e-1f;
    static final float F6 = -1.28717512e-1f;

    /** erf near 0, a polynomial. */
    static final float N0 = -5.96761703e-4f;

    static final float N1 = 4.99119423e-3f;
    static final float N2 = -2.67681349e-2f;
    static final float N3 = 1.12819925e-1f;
    static final float N4 = -3.76125336e-1f;
    static final float N5 = 1.28379166e-1f;

    /** Exponentials of less do not count against 1. */
    static final float ERF_MIN = -50f;

    private Maths() {}

    static float exp(float x) {
        return x > EXP_MAX ? Float.POSITIVE_INFINITY : expOfSmall(x);
    }

    /** e<sup>x</sup> for x up to {@link #EXP_MAX}. */
    private static float expOfSmall(float x) {
        float t = fma(x, LOG2_E, ROUND);
        float r = remainder(x, t - ROUND);
        float y = fma(r, fma(r, expTail(r), 1f), 1f);
        int exponent = floatToRawIntBits(t) - ROUND_BITS;
        int half = exponent >> 1;
        return x < EXP_MIN ? 0f : y * power(half) * power(exponent - half);
    }

    static float expm1(float x) {
        float t = fma(x, LOG2_E, ROUND);
        float r = remainder(x, t - ROUND);
        float m = fma(r * r, expTail(r), r);
        int exponent = floatToRawIntBits(t) - ROUND_BITS;
        int over = exponent + 128 >> 8;
        float scale = power(exponent - over);
        float y = fma(scale, m, scale - power(-over)) * power(over);
        y = x > EXP_MAX ? Float.POSITIVE_INFINITY : x < EXPM1_MIN ? -1f : y;
        return withSignOf(x, y);
    }

    /** x - exponent ln(2). */
    private static float remainder(float x, float exponent) {
        return fma(exponent, -LN2_LO, fma(exponent, -LN2_HI, x));
    }

    /** (e<sup>r</sup> - 1 - r) / r<sup>2</sup> for |r| up to ln(2) / 2. */
    private static float expTail(float r) {
        return fma(r, fma(r, fma(r, fma(r, E4, E3), E2), E1), E0);
    }

    /** 2<sup>exponent</sup> for the exponents of normal numbers. */
    private static float power(int exponent) {
        return intBitsToFloat(exponent + 127 << 23);
    }

    /** y, made negative if x is; y may not be negative else. */
    private static float withSignOf(float x, float y) {
        return intBitsToFloat(floatToRawIntBits(x) & Integer.MIN_VALUE | floatToRawIntBits(y));
    }

    static float log(float x) {
        boolean subnormal = x < Float.MIN_NORMAL;
        float normal = subnormal ? x * 0x1p23f : x;
        int bits = floatToRawIntBits(normal) - SQRT_HALF_BITS;
        float f = intBitsToFloat((bits & 0x7fffff) + SQRT_HALF_BITS) - 1f;
        float exponent = intBitsToFloat((bits >> 23) + ROUND_BITS) - (subnormal ? ROUND + 23f : ROUND);
        float y = logOfScaled(f, exponent);
        return !(x >= 0f) ? Float.NaN : x == 0f ? Float.NEGATIVE_INFINITY : x == Float.POSITIVE_INFINITY ? x : y;
    }

    static float log1p(float x) {
        float y = log1pOfFinite(x);
        y = !(x >= -1f) ? Float.NaN : x == -1f ? Float.NEGATIVE_INFINITY : x == Float.POSITIVE_INFINITY ? x : y;
        return withSignOf(x, y);
    }

    /** ln(1 + x) for finite x above -1; what 1 + x rounds away is added to the scaled remainder. */
    private static float log1pOfFinite(float x) {
        float u = 1f + x;
        float lost = x - (u - 1f);
        int bits = floatToRawIntBits(u) - SQRT_HALF_BITS;
        int exponent = bits >> 23;
        float f = intBitsToFloat((bits & 0x7fffff) + SQRT_HALF_BITS) - 1f;
        return logOfScaled(
                fma(lost, power(Math.max(-exponent, -126)), f), intBitsToFloat(exponent + ROUND_BITS) - ROUND);
    }

    /** ln(1 + f) + exponent ln(2), for 1 + f from sqrt(1/2) to sqrt(2). */
    private static float logOfScaled(float f, float exponent) {
        float p = fma(f, fma(f, fma(f, fma(f, fma(f, fma(f, fma(f, L7, L6), L5), L4), L3), L2), L1), L0);
        float y = fma(f, p, -0.5f) * (f * f);
        return fma(exponent, LN2_SHORT, f + fma(exponent, LN2_REST, y));
    }

    /** (e<sup>2a</sup> - 1) / (e<sup>2a</sup> + 1) of a = |x|. */
    static float tanh(float x) {
        float a = Math.abs(x);
        a = a > TANH_ONE ? TANH_ONE : a;
        a = a + a;
        float t = fma(a, LOG2_E, ROUND);
        float r = remainder(a, t - ROUND);
        float m = fma(r * r, expTail(r), r);
        float scale = power(floatToRawIntBits(t) - ROUND_BITS);
        float y = fma(scale, m, scale - 1f);
        return withSignOf(x, y / (y + 2f));
    }

    /** By e<sup>-|x|</sup>, which neither overflows nor loses digits. */
    static float sigmoid(float x) {
        float e = expOfSmall(-Math.abs(x));
        return (x < 0f ? e : 1f) / (1f + e);
    }

    /** max(x, 0) + ln(1 + e<sup>-|x|</sup>). */
    static float softplus(float x) {
        return (x > 0f ? x : 0f) + log1pOfFinite(expOfSmall(-Math.abs(x)));
    }

    static float erf(float x) {
        float a = Math.abs(x);
        float s = x * x;
        float p = fma(fma(F0, a, F1), s, fma(F2, a, F3));
        p = fma(fma(p, a, F4), a, F5);
        p = fma(fma(p, a, F6), a, -a);
        float t = fma(p, LOG2_E, ROUND);
        float r = remainder(p, t - ROUND);
        float e = fma(r, fma(r, expTail(r), 1f), 1f) * power(floatToRawIntBits(t) - ROUND_BITS);
        float far = withSignOf(x, 1f - (p < ERF_MIN ? 0f : e));
        float q = fma(fma(fma(N0, s, N1), s, N2), s, N3);
        q = fma(fma(q, s, N4), s, N5);
        return a > ERF_SPLIT ? far : fma(q, x, x);
    }

    static float floor(float x) {
        return (float) Math.floor(x);
    }
}
