package io.nacre.graph;

/** The functions of two numbers that a graph can apply element by element. */
public enum Binary {
    /** {@code a + b} */
    ADD,
    /** {@code a - b} */
    SUBTRACT,
    /** {@code a * b} */
    MULTIPLY,
    /** {@code a / b} */
    DIVIDE,
    /** the larger one; NaN if either is; equal arguments share the derivative */
    MAXIMUM,
    /** the smaller one; NaN if either is; equal arguments share the derivative */
    MINIMUM,
    /** {@code a^b} */
    POWER,
    /** 1 where {@code a < b}, else 0; derivative 0 */
    LESS,
    /** 1 where {@code a <= b}, else 0; derivative 0 */
    LESS_EQUAL,
    /** 1 where {@code a == b}, else 0; derivative 0 */
    EQUAL,
    /** 1 where {@code a != b}, else 0; derivative 0 */
    NOT_EQUAL
}
