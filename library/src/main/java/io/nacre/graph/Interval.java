package io.nacre.graph;

import java.util.List;

/**
 * Between which numbers the elements of an array lie, as far as the operations that made it tell: 0 and 1 for a
 * sigmoid, 0 and infinity for a ReLU.
 *
 * @param low no element is below it
 * @param high no element is above it
 */
public record Interval(double low, double high) {
    private static final Interval ALL = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    private static final Interval POSITIVE = new Interval(0, Double.POSITIVE_INFINITY);
    private static final Interval UNIT = new Interval(0, 1);
    private static final Interval SIGNED_UNIT = new Interval(-1, 1);

    /** Operations that are looked back on: those of an activation, not those of a net. */
    private static final int DEPTH = 16;

    /** Checks the order. */
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    "an interval goes from a number to one not below it, not from " + low + " to " + high);
        }
    }

    /** Where a node's numbers lie; everywhere if that is not known. */
    public static Interval of(Node node) {
        return of(node, DEPTH);
    }

    private static Interval of(Node node, int depth) {
        if (depth == 0) {
            return ALL;
        }
        List<Node> inputs = node.inputs();
        return switch (node.op()) {
            case Op.Constant(double value) when !Double.isNaN(value) -> new Interval(value, value);
            case Op.Uniform u -> UNIT;
            case Op.Softmax s -> UNIT;
            case Op.LogSoftmax s -> new Interval(Double.NEGATIVE_INFINITY, 0);
            case Op.Map1(Unary function) -> of(function, inputs.get(0), depth - 1);
            case Op.Map2(Binary function) -> of(function, of(inputs.get(0), depth - 1), of(inputs.get(1), depth - 1));
            case Op.Select s -> of(inputs.get(1), depth - 1).or(of(inputs.get(2), depth - 1));
            case Op.StopGradient s -> of(inputs.get(0), depth - 1);
            case Op.Broadcast b -> of(inputs.get(0), depth - 1);
            case Op.Reshape r -> of(inputs.get(0), depth - 1);
            case Op.Transpose t -> of(inputs.get(0), depth - 1);
            case Op.Slice s -> of(inputs.get(0), depth - 1);
            case Op.Max m -> of(inputs.get(0), depth - 1);
            case Op.Concatenate c ->
                inputs.stream()
                        .map(input -> of(input, depth - 1))
                        .reduce(Interval::or)
                        .orElse(ALL);
            case Op.Constant c -> ALL;
            case Op.Input i -> ALL;
            case Op.Read r -> ALL;
            case Op.Table t -> ALL;
            case Op.Count c -> POSITIVE;
            case Op.ArgMax a -> POSITIVE;
            case Op.Sum s -> ALL;
            case Op.CumulativeSum s -> ALL;
            case Op.MatMul m -> ALL;
        };
    }

    private static Interval of(Unary function, Node input, int depth) {
        return switch (function) {
            case SIGMOID -> UNIT;
            case TANH, ERF, SIN, COS, SIGN -> SIGNED_UNIT;
            case RELU -> {
                Interval x = of(input, depth);
                yield new Interval(Math.max(0, x.low), Math.max(0, x.high));
            }
            case ABS, SQUARE, SQRT, RSQRT, EXP, SOFTPLUS -> POSITIVE;
            case EXPM1 -> new Interval(-1, Double.POSITIVE_INFINITY);
            case NEGATE -> {
                Interval x = of(input, depth);
                yield new Interval(0 - x.high, 0 - x.low); // not -0
            }
            case RECIPROCAL, LOG, LOG1P, FLOOR -> ALL;
        };
    }

    private static Interval of(Binary function, Interval a, Interval b) {
        return switch (function) {
            case ADD -> between(a.low + b.low, a.high + b.high);
            case SUBTRACT -> between(a.low - b.high, a.high - b.low);
            case MULTIPLY -> b.low == b.high ? a.times(b.low) : a.low == a.high ? b.times(a.low) : ALL;
            case DIVIDE -> b.low == b.high && b.low != 0 ? a.times(1 / b.low) : ALL;
            case MAXIMUM -> new Interval(Math.max(a.low, b.low), Math.max(a.high, b.high));
            case MINIMUM -> new Interval(Math.min(a.low, b.low), Math.min(a.high, b.high));
            case POWER -> ALL;
            case LESS, LESS_EQUAL, EQUAL, NOT_EQUAL -> UNIT;
        };
    }

    private static Interval between(double low, double high) {
        return Double.isNaN(low) || Double.isNaN(high) ? ALL : new Interval(low, high);
    }

    private Interval times(double factor) {
        double a = low * factor;
        double b = high * factor;
        return Double.isNaN(a) || Double.isNaN(b) ? ALL : new Interval(Math.min(a, b), Math.max(a, b));
    }

    private Interval or(Interval other) {
        return new Interval(Math.min(low, other.low), Math.max(high, other.high));
    }

    /** Whether it ends on both sides. */
    public boolean isBounded() {
        return !Double.isInfinite(low) && !Double.isInfinite(high);
    }
}
