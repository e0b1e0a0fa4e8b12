package io.nacre.internal.compile;

import io.nacre.graph.Binary;
import io.nacre.graph.Unary;
import io.nacre.internal.kernel.Elementary;
import io.nacre.internal.kernel.KernelChoice;
import io.nacre.internal.run.Step;
import org.jspecify.annotations.Nullable;

/** The kernel of each function that a graph can map. */
final class Functions {
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
            case NEGATE -> (n, a, ao, out, oo) -> KernelChoice.now().neg(n, a, ao, out, oo);
            case ABS -> (n, a, ao, out, oo) -> KernelChoice.now().abs(n, a, ao, out, oo);
            case SIGN -> (n, a, ao, out, oo) -> KernelChoice.now().sign(n, a, ao, out, oo);
            case SQUARE -> (n, a, ao, out, oo) -> KernelChoice.now().square(n, a, ao, out, oo);
            case SQRT -> (n, a, ao, out, oo) -> KernelChoice.now().sqrt(n, a, ao, out, oo);
            case RSQRT -> (n, a, ao, out, oo) -> KernelChoice.now().rsqrt(n, a, ao, out, oo);
            case RECIPROCAL -> (n, a, ao, out, oo) -> KernelChoice.now().reciprocal(n, a, ao, out, oo);
            case EXP -> (n, a, ao, out, oo) -> KernelChoice.now().exp(n, a, ao, out, oo);
            case EXPM1 -> (n, a, ao, out, oo) -> KernelChoice.now().expm1(n, a, ao, out, oo);
            case LOG -> (n, a, ao, out, oo) -> KernelChoice.now().log(n, a, ao, out, oo);
            case LOG1P -> (n, a, ao, out, oo) -> KernelChoice.now().log1p(n, a, ao, out, oo);
            case SIN -> (n, a, ao, out, oo) -> KernelChoice.now().sin(n, a, ao, out, oo);
            case COS -> (n, a, ao, out, oo) -> KernelChoice.now().cos(n, a, ao, out, oo);
            case TANH -> (n, a, ao, out, oo) -> KernelChoice.now().tanh(n, a, ao, out, oo);
            case SIGMOID -> (n, a, ao, out, oo) -> KernelChoice.now().sigmoid(n, a, ao, out, oo);
            case SOFTPLUS -> (n, a, ao, out, oo) -> KernelChoice.now().softplus(n, a, ao, out, oo);
            case ERF -> (n, a, ao, out, oo) -> KernelChoice.now().erf(n, a, ao, out, oo);
            case FLOOR -> (n, a, ao, out, oo) -> KernelChoice.now().floor(n, a, ao, out, oo);
            case RELU -> (n, a, ao, out, oo) -> KernelChoice.now().relu(n, a, ao, out, oo);
        };
    }

    static Step.Map2 of(Binary function, int a, int b) {
        return switch (function) {
            case ADD ->
                symmetric(
                        Elementary.ADD,
                        (n, x, xo, y, yo, out, oo) -> KernelChoice.now().add(n, x, xo, y, yo, out, oo),
                        (n, x, xo, y, out, oo) -> KernelChoice.now().add(n, x, xo, y, out, oo),
                        a,
                        b);
            case SUBTRACT ->
                map(
                        Elementary.SUBTRACT,
                        (n, x, xo, y, yo, out, oo) -> KernelChoice.now().sub(n, x, xo, y, yo, out, oo),
                        (n, x, xo, y, out, oo) -> KernelChoice.now().sub(n, x, xo, y, out, oo),
                        (n, x, y, yo, out, oo) -> KernelChoice.now().sub(n, x, y, yo, out, oo),
                        a,
                        b);
            case MULTIPLY ->
                symmetric(
                        Elementary.MULTIPLY,
                        (n, x, xo, y, yo, out, oo) -> KernelChoice.now().mul(n, x, xo, y, yo, out, oo),
                        (n, x, xo, y, out, oo) -> KernelChoice.now().mul(n, x, xo, y, out, oo),
                        a,
                        b);
            case DIVIDE ->
                map(
                        Elementary.DIVIDE,
                        (n, x, xo, y, yo, out, oo) -> KernelChoice.now().div(n, x, xo, y, yo, out, oo),
                        (n, x, xo, y, out, oo) -> KernelChoice.now().div(n, x, xo, y, out, oo),
                        (n, x, y, yo, out, oo) -> KernelChoice.now().div(n, x, y, yo, out, oo),
                        a,
                        b);
            case MAXIMUM ->
                symmetric(
                        Elementary.MAXIMUM,
                        (n, x, xo, y, yo, out, oo) -> KernelChoice.now().max(n, x, xo, y, yo, out, oo),
                        (n, x, xo, y, out, oo) -> KernelChoice.now().max(n, x, xo, y, out, oo),
                        a,
                        b);
            case MINIMUM ->
                symmetric(
                        Elementary.MINIMUM,
                        (n, x, xo, y, yo, out, oo) -> KernelChoice.now().min(n, x, xo, y, yo, out, oo),
                        (n, x, xo, y, out, oo) -> KernelChoice.now().min(n, x, xo, y, out, oo),
                        a,
                        b);
            case POWER ->
                map(
                        null,
                        (n, x, xo, y, yo, out, oo) -> KernelChoice.now().pow(n, x, xo, y, yo, out, oo),
                        (n, x, xo, y, out, oo) -> KernelChoice.now().pow(n, x, xo, y, out, oo),
                        (n, x, y, yo, out, oo) -> KernelChoice.now().pow(n, x, y, yo, out, oo),
                        a,
                        b);
            case LESS ->
                map(
                        Elementary.LESS,
                        (n, x, xo, y, yo, out, oo) -> KernelChoice.now().less(n, x, xo, y, yo, out, oo),
                        (n, x, xo, y, out, oo) -> KernelChoice.now().less(n, x, xo, y, out, oo),
                        null,
                        a,
                        b);
            case LESS_EQUAL ->
                map(
                        Elementary.LESS_EQUAL,
                        (n, x, xo, y, yo, out, oo) -> KernelChoice.now().lessEqual(n, x, xo, y, yo, out, oo),
                        (n, x, xo, y, out, oo) -> KernelChoice.now().lessEqual(n, x, xo, y, out, oo),
                        null,
                        a,
                        b);
            case EQUAL ->
                symmetric(
                        Elementary.EQUAL,
                        (n, x, xo, y, yo, out, oo) -> KernelChoice.now().equal(n, x, xo, y, yo, out, oo),
                        (n, x, xo, y, out, oo) -> KernelChoice.now().equal(n, x, xo, y, out, oo),
                        a,
                        b);
            case NOT_EQUAL ->
                symmetric(
                        Elementary.NOT_EQUAL,
                        (n, x, xo, y, yo, out, oo) -> KernelChoice.now().notEqual(n, x, xo, y, yo, out, oo),
                        (n, x, xo, y, out, oo) -> KernelChoice.now().notEqual(n, x, xo, y, out, oo),
                        a,
                        b);
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
