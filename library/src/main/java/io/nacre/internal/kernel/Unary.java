package io.nacre.internal.kernel;

/**
 * Functions of one number, applied to each of n neighbouring elements.
 *
 * <p>Infinities, NaN, signed zeros and subnormal numbers get the value of the mathematical limit, as {@link Math} does;
 * NaN stays NaN.
 */
public interface Unary {
    /** out = -a. */
    void neg(int n, float[] a, int ao, float[] out, int oo);

    /** out = |a|. */
    void abs(int n, float[] a, int ao, float[] out, int oo);

    /** out = -1, 1, or a itself where a is a zero or NaN. */
    void sign(int n, float[] a, int ao, float[] out, int oo);

    /** out = a<sup>2</sup>. */
    void square(int n, float[] a, int ao, float[] out, int oo);

    /** out = a<sup>1/2</sup>, correctly rounded. */
    void sqrt(int n, float[] a, int ao, float[] out, int oo);

    /** out = 1 / a<sup>1/2</sup>. */
    void rsqrt(int n, float[] a, int ao, float[] out, int oo);

    /** out = 1 / a. */
    void reciprocal(int n, float[] a, int ao, float[] out, int oo);

    /** out = e<sup>a</sup>. */
    void exp(int n, float[] a, int ao, float[] out, int oo);

    /** out = e<sup>a</sup> - 1, exact for small a too. */
    void expm1(int n, float[] a, int ao, float[] out, int oo);

    /** out = ln(a). */
    void log(int n, float[] a, int ao, float[] out, int oo);

    /** out = ln(1 + a), exact for small a too. */
    void log1p(int n, float[] a, int ao, float[] out, int oo);

    /** out = sin(a). */
    void sin(int n, float[] a, int ao, float[] out, int oo);

    /** out = cos(a). */
    void cos(int n, float[] a, int ao, float[] out, int oo);

    /** out = tanh(a). */
    void tanh(int n, float[] a, int ao, float[] out, int oo);

    /** out = 1 / (1 + e<sup>-a</sup>). */
    void sigmoid(int n, float[] a, int ao, float[] out, int oo);

    /** out = ln(1 + e<sup>a</sup>). */
    void softplus(int n, float[] a, int ao, float[] out, int oo);

    /** out = the error function of a. */
    void erf(int n, float[] a, int ao, float[] out, int oo);

    /** out = the largest whole number not above a. */
    void floor(int n, float[] a, int ao, float[] out, int oo);

    /** out = max(a, 0). */
    void relu(int n, float[] a, int ao, float[] out, int oo);
}
