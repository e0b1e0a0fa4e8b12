package io.nacre.internal.compile;

import io.nacre.graph.Binary;
import io.nacre.graph.Unary;
import io.nacre.internal.kernel.Kernels;
import io.nacre.internal.run.Step;
import org.jspecify.annotations.Nullable;

/** The kernel of each function that a graph can map. */
final class Functions {
    private static final Kernels KERNELS = Kernels.best();

    private Functions() {}

    static Step.Function1 of(Unary function) {
        return switch (function) {
            case NEGATE -> KERNELS::neg;
            case ABS -> KERNELS::abs;
            case SIGN -> KERNELS::sign;
            case SQUARE -> KERNELS::square;
            case SQRT -> KERNELS::sqrt;
            case RSQRT -> KERNELS::rsqrt;
            case RECIPROCAL -> KERNELS::reciprocal;
            case EXP -> KERNELS::exp;
            case EXPM1 -> KERNELS::expm1;
            case LOG -> KERNELS::log;
            case LOG1P -> KERNELS::log1p;
            case SIN -> KERNELS::sin;
            case COS -> KERNELS::cos;
            case TANH -> KERNELS::tanh;
            case SIGMOID -> KERNELS::sigmoid;
            case SOFTPLUS -> KERNELS::softplus;
            case ERF -> KERNELS::erf;
            case FLOOR -> KERNELS::floor;
            case RELU -> KERNELS::relu;
        };
    }

    static Step.Map2 of(Binary function, int a, int b) {
        return switch (function) {
            case ADD -> symmetric(KERNELS::add, KERNELS::add, a, b);
            case SUBTRACT -> map(KERNELS::sub, KERNELS::sub, KERNELS::sub, a, b);
            case MULTIPLY -> symmetric(KERNELS::mul, KERNELS::mul, a, b);
            case DIVIDE -> map(KERNELS::div, KERNELS::div, KERNELS::div, a, b);
            case MAXIMUM -> symmetric(KERNELS::max, KERNELS::max, a, b);
            case MINIMUM -> symmetric(KERNELS::min, KERNELS::min, a, b);
            case POWER -> map(KERNELS::pow, KERNELS::pow, KERNELS::pow, a, b);
            case LESS -> map(KERNELS::less, KERNELS::less, null, a, b);
            case LESS_EQUAL -> map(KERNELS::lessEqual, KERNELS::lessEqual, null, a, b);
            case EQUAL -> symmetric(KERNELS::equal, KERNELS::equal, a, b);
            case NOT_EQUAL -> symmetric(KERNELS::notEqual, KERNELS::notEqual, a, b);
        };
    }

    private static Step.Map2 symmetric(Step.Function2 function, Step.Function2Right right, int a, int b) {
        Step.Function2Left left = (n, number, y, yo, out, oo) -> right.apply(n, y, yo, number, out, oo);
        return map(function, right, left, a, b);
    }

    private static Step.Map2 map(
            Step.Function2 function, Step.Function2Right right, Step.@Nullable Function2Left left, int a, int b) {
        return new Step.Map2(function, right, left, a, b);
    }
}
