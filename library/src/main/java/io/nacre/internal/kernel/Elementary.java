package io.nacre.internal.kernel;

/** An elementwise operation that takes the vector unit an instruction or two: a link of a {@link Chain}. */
public enum Elementary {
    /** -a */
    NEGATE,
    /** |a| */
    ABS,
    /** a<sup>2</sup> */
    SQUARE,
    /** the square root of a */
    SQRT,
    /** 1 / sqrt(a) */
    RSQRT,
    /** 1 / a */
    RECIPROCAL,
    /** max(a, 0) */
    RELU,
    /** a + b */
    ADD,
    /** a - b */
    SUBTRACT,
    /** a b */
    MULTIPLY,
    /** a / b */
    DIVIDE,
    /** the larger of a and b */
    MAXIMUM,
    /** the smaller of a and b */
    MINIMUM,
    /** 1 where a &lt; b, else 0 */
    LESS,
    /** 1 where a &le; b, else 0 */
    LESS_EQUAL,
    /** 1 where a = b, else 0 */
    EQUAL,
    /** 1 where a &ne; b, else 0 */
    NOT_EQUAL,
    /** b where a is not 0, else c */
    SELECT;

    /** Whether the result is 0 or 1. */
    boolean isComparison() {
        return switch (this) {
            case LESS, LESS_EQUAL, EQUAL, NOT_EQUAL -> true;
            default -> false;
        };
    }

    /** Whether its two arguments can change places. */
    public boolean isSymmetric() {
        return switch (this) {
            case ADD, MULTIPLY, MAXIMUM, MINIMUM, EQUAL, NOT_EQUAL -> true;
            default -> false;
        };
    }

    /** How many values it is applied to. */
    int arity() {
        return switch (this) {
            case NEGATE, ABS, SQUARE, SQRT, RSQRT, RECIPROCAL, RELU -> 1;
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MAXIMUM, MINIMUM, LESS, LESS_EQUAL, EQUAL, NOT_EQUAL -> 2;
            case SELECT -> 3;
        };
    }
}
