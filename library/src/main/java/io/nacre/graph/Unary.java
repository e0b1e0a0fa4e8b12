package io.nacre.graph;

/** The functions of one number that a graph can apply to every element of an array. */
public enum Unary {
    /** {@code -x} */
    NEGATE,
    /** {@code |x|}; derivative {@code sign(x)}, 0 at 0 */
    ABS,
    /** -1, 0 or 1; derivative 0 */
    SIGN,
    /** {@code x * x} */
    SQUARE,
    /** the square root */
    SQRT,
    /** {@code 1 / sqrt(x)} */
    RSQRT,
    /** {@code 1 / x} */
    RECIPROCAL,
    /** {@code e^x} */
    EXP,
    /** {@code e^x - 1}, exact near 0 */
    EXPM1,
    /** the natural logarithm */
    LOG,
    /** {@code log(1 + x)}, exact near 0 */
    LOG1P,
    /** the sine of radians */
    SIN,
    /** the cosine of radians */
    COS,
    /** the hyperbolic tangent */
    TANH,
    /** {@code 1 / (1 + e^-x)} */
    SIGMOID,
    /** {@code log(1 + e^x)}, without overflow */
    SOFTPLUS,
    /** the error function of the normal distribution */
    ERF,
    /** the largest whole number not above x; derivative 0 */
    FLOOR,
    /** {@code max(x, 0)}; derivative 0 at 0 */
    RELU
}
