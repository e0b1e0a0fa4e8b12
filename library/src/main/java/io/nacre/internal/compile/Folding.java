package io.nacre.internal.compile;

import io.nacre.graph.Binary;
import io.nacre.graph.Unary;
import java.util.OptionalDouble;

/** Arithmetic on constants while a program is compiled. */
final class Folding {
    private Folding() {}

    /** The function's value, or nothing where it is better left to the kernels. */
    static OptionalDouble fold(Unary function, double x) {
        return switch (function) {
            case NEGATE -> OptionalDouble.of(-x);
            case ABS -> OptionalDouble.of(Math.abs(x));
            case SIGN -> OptionalDouble.of(Math.signum(x));
            case SQUARE -> OptionalDouble.of(x * x);
            case SQRT -> OptionalDouble.of(Math.sqrt(x));
            case RSQRT -> OptionalDouble.of(1 / Math.sqrt(x));
            case RECIPROCAL -> OptionalDouble.of(1 / x);
            case EXP -> OptionalDouble.of(Math.exp(x));
            case EXPM1 -> OptionalDouble.of(Math.expm1(x));
            case LOG -> OptionalDouble.of(Math.log(x));
            case LOG1P -> OptionalDouble.of(Math.log1p(x));
            case SIN -> OptionalDouble.of(Math.sin(x));
            case COS -> OptionalDouble.of(Math.cos(x));
            case TANH -> OptionalDouble.of(Math.tanh(x));
            case FLOOR -> OptionalDouble.of(Math.floor(x));
            case RELU -> OptionalDouble.of(Math.max(x, 0));
            case SIGMOID, SOFTPLUS, ERF -> OptionalDouble.empty();
        };
    }

    static double fold(Binary function, double a, double b) {
        return switch (function) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            case POWER -> Math.pow(a, b);
            case LESS -> a < b ? 1 : 0;
            case LESS_EQUAL -> a <= b ? 1 : 0;
            case EQUAL -> a == b ? 1 : 0;
            case NOT_EQUAL -> a != b ? 1 : 0;
        };
    }
}
