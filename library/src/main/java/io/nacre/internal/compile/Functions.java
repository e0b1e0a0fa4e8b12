package io.nacre.internal.compile;

import io.nacre.graph.Binary;
import io.nacre.graph.Unary;
import io.nacre.internal.kernel.Elementary;
import io.nacre.internal.kernel.Kernels;
import io.nacre.internal.run.Step;
import org.jspecify.annotations.Nullable;

/** The kernel of each function that a graph can map. */
final class Functions {
    private static final Kernels KERNELS = Kernels.best();

    private Functions() {}

    static Step.Map1 of(Unary function, int a) {
        return new Step.Map1(elementary(function), kernel(function), a);
    }

    private static @Nullable Elementary elementary(Unary function) {
        return switch (function) {
            case NEGATE -> Elementary.NEGATE;
            case ABS -> Elementary.ABS;
            case SQUARE -> Elementary.SQUARE;
            case SQRT -> Elementary.SQRT;
            case RSQRT -> Elementary.RSQRT;
            case RECIPROCAL -> Elementary.RECIPROCAL;
            case RELU -> Elementary.RELU;
            case SIGN, EXP, EXPM1, LOG, LOG1P, SIN, COS, TANH, SIGMOID, SOFTPLUS, ERF, FLOOR -> null;
        };
    }

    private static Step.Function1 kernel(Unary function) {
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
            case ADD -> symmetric(Elementary.ADD, KERNELS::add, KERNELS::add, a, b);
            case SUBTRACT -> map(Elementary.SUBTRACT, KERNELS::sub, KERNELS::sub, KERNELS::sub, a, b);
            case MULTIPLY -> symmetric(Elementary.MULTIPLY, KERNELS::mul, KERNELS::mul, a, b);
            case DIVIDE -> map(Elementary.DIVIDE, KERNELS::div, KERNELS::div, KERNELS::div, a, b);
            case MAXIMUM -> symmetric(Elementary.MAXIMUM, KERNELS::max, KERNELS::max, a, b);
            case MINIMUM -> symmetric(Elementary.MINIMUM, KERNELS::min, KERNELS::min, a, b);
            case POWER -> map(null, KERNELS::pow, KERNELS::pow, KERNELS::pow, a, b);
            case LESS -> map(Elementary.LESS, KERNELS::less, KERNELS::less, null, a, b);
            case LESS_EQUAL -> map(Elementary.LESS_EQUAL, KERNELS::lessEqual, KERNELS::lessEqual, null, a, b);
            case EQUAL -> symmetric(Elementary.EQUAL, KERNELS::equal, KERNELS::equal, a, b);
            case NOT_EQUAL -> symmetric(Elementary.NOT_EQUAL, KERNELS::notEqual, KERNELS::notEqual, a, b);
        };
    }

    private static Step.Map2 symmetric(
            Elementary elementary, Step.Function2 function, Step.Function2Right right, int a, int b) {
        Step.Function2Left left = (n, number, y, yo, out, oo) -> right.apply(n, y, yo, number, out, oo);
        return map(elementary, function, right, left, a, b);
    }

    private static Step.Map2 map(
            @Nullable Elementary elementary,
            Step.Function2 function,
            Step.Function2Right right,
            Step.@Nullable Function2Left left,
            int a,
            int b) {
        return new Step.Map2(elementary, function, right, left, a, b);
    }
}
