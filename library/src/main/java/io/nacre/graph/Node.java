package io.nacre.graph;

import io.nacre.graph.Op.Broadcast;
import io.nacre.graph.Op.Constant;
import io.nacre.graph.Op.Map1;
import io.nacre.graph.Op.Map2;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An array that will be computed: an operation, what it is applied to, and the shape that follows.
 *
 * <p>Nodes are expressions. Layers, activations, losses and optimizers are written with them, and nobody writes a
 * derivative: {@code z.times(z.softplus().tanh())} is Mish, forward and backward. Operations on two arrays broadcast as
 * NumPy does. Shapes are checked when an expression is built; a message names both shapes.
 *
 * <p>A node is an identity; it holds no numbers.
 */
public final class Node {
    private final Op op;
    private final List<Node> inputs;
    private final Shape shape;

    private Node(Op op, Shape shape, List<Node> inputs) {
        this.op = op;
        this.inputs = inputs;
        this.shape = shape;
    }

    /**
     * Applies an operation as it stands, without broadcasting.
     *
     * @throws IllegalArgumentException if the shapes do not fit the operation
     */
    public static Node of(Op op, Node... inputs) {
        return new Node(
                op, Shapes.infer(op, Arrays.stream(inputs).map(Node::shape).toList()), List.of(inputs));
    }

    /** An array of this shape, given by name at each run. */
    public static Node input(String name, Shape shape) {
        return new Node(new Op.Input(name), shape, List.of());
    }

    /** The numbers of a variable. */
    public static Node read(Variable variable) {
        return of(new Op.Read(variable));
    }

    /** One number. */
    public static Node constant(double value) {
        return of(new Constant(value));
    }

    /** A vector of numbers. */
    public static Node table(double... values) {
        return of(new Op.Table(Arrays.stream(values).boxed().toList()));
    }

    /** The whole numbers 0 to {@code count - 1}. */
    public static Node range(int count) {
        return table(IntStream.range(0, count).asDoubleStream().toArray());
    }

    /** How many elements an array of this shape has in the current batch. */
    public static Node count(Shape counted) {
        return counted.dependsOnBatch() ? of(new Op.Count(counted)) : constant(counted.count());
    }

    /** Uniform random numbers in [0, 1), from the stream of this name. */
    public static Node uniform(String stream, Shape shape) {
        return new Node(new Op.Uniform(stream), shape, List.of());
    }

    /** What this node computes. */
    public Op op() {
        return op;
    }

    /** What it computes it from. */
    public List<Node> inputs() {
        return inputs;
    }

    /** The shape of the result. */
    public Shape shape() {
        return shape;
    }

    /** The size of one axis; negative axes count from the end. */
    public int size(int axis) {
        return shape.size(axis);
    }

    // Arithmetic, element by element, with broadcasting.

    /** {@code this + other} */
    public Node plus(Node other) {
        return map(Binary.ADD, this, other);
    }

    /** {@code this + number} */
    public Node plus(double number) {
        return plus(constant(number));
    }

    /** {@code this - other} */
    public Node minus(Node other) {
        return map(Binary.SUBTRACT, this, other);
    }

    /** {@code this - number} */
    public Node minus(double number) {
        return minus(constant(number));
    }

    /** {@code this * other} */
    public Node times(Node other) {
        return map(Binary.MULTIPLY, this, other);
    }

    /** {@code this * number} */
    public Node times(double number) {
        return times(constant(number));
    }

    /** {@code this / other} */
    public Node dividedBy(Node other) {
        return map(Binary.DIVIDE, this, other);
    }

    /** {@code this / number} */
    public Node dividedBy(double number) {
        return dividedBy(constant(number));
    }

    /** {@code this ^ other} */
    public Node power(Node other) {
        return map(Binary.POWER, this, other);
    }

    /** {@code this ^ number} */
    public Node power(double number) {
        return power(constant(number));
    }

    /** The larger of the two. */
    public Node maximum(Node other) {
        return map(Binary.MAXIMUM, this, other);
    }

    /** The larger of this and a number. */
    public Node maximum(double number) {
        return maximum(constant(number));
    }

    /** The smaller of the two. */
    public Node minimum(Node other) {
        return map(Binary.MINIMUM, this, other);
    }

    /** The smaller of this and a number. */
    public Node minimum(double number) {
        return minimum(constant(number));
    }

    /** This, moved into the range from {@code low} to {@code high}. */
    public Node clip(double low, double high) {
        return maximum(low).minimum(high);
    }

    /** 1 where this is less, else 0. */
    public Node less(Node other) {
        return map(Binary.LESS, this, other);
    }

    /** 1 where this is less, else 0. */
    public Node less(double number) {
        return less(constant(number));
    }

    /** 1 where this is less or equal, else 0. */
    public Node lessEqual(Node other) {
        return map(Binary.LESS_EQUAL, this, other);
    }

    /** 1 where this is less or equal, else 0. */
    public Node lessEqual(double number) {
        return lessEqual(constant(number));
    }

    /** 1 where this is greater, else 0. */
    public Node greater(Node other) {
        return map(Binary.LESS, other, this);
    }

    /** 1 where this is greater, else 0. */
    public Node greater(double number) {
        return greater(constant(number));
    }

    /** 1 where this is greater or equal, else 0. */
    public Node greaterEqual(double number) {
        return map(Binary.LESS_EQUAL, constant(number), this);
    }

    /** 1 where both are equal, else 0. */
    public Node equalTo(Node other) {
        return map(Binary.EQUAL, this, other);
    }

    /** 1 where this equals the number, else 0. */
    public Node equalTo(double number) {
        return equalTo(constant(number));
    }

    /**
     * Where this is not 0, {@code then}, elsewhere {@code otherwise}. What is not chosen has no influence, not even as
     * NaN; nor have derivatives of the functions of elements that it alone was computed with.
     */
    public Node select(Node then, Node otherwise) {
        Shape common = Shapes.broadcast(Shapes.broadcast(shape, then.shape), otherwise.shape);
        return of(new Op.Select(), broadcast(common), then.broadcast(common), otherwise.broadcast(common));
    }

    /** {@code -this} */
    public Node negate() {
        return map(Unary.NEGATE);
    }

    /** The absolute value. */
    public Node abs() {
        return map(Unary.ABS);
    }

    /** -1, 0 or 1. */
    public Node sign() {
        return map(Unary.SIGN);
    }

    /** {@code this * this} */
    public Node square() {
        return map(Unary.SQUARE);
    }

    /** The square root. */
    public Node sqrt() {
        return map(Unary.SQRT);
    }

    /** {@code 1 / sqrt(this)} */
    public Node rsqrt() {
        return map(Unary.RSQRT);
    }

    /** {@code 1 / this} */
    public Node reciprocal() {
        return map(Unary.RECIPROCAL);
    }

    /** {@code e^this} */
    public Node exp() {
        return map(Unary.EXP);
    }

    /** {@code e^this - 1}, exact near 0. */
    public Node expm1() {
        return map(Unary.EXPM1);
    }

    /** The natural logarithm. */
    public Node log() {
        return map(Unary.LOG);
    }

    /** {@code log(1 + this)}, exact near 0. */
    public Node log1p() {
        return map(Unary.LOG1P);
    }

    /** The sine of radians. */
    public Node sin() {
        return map(Unary.SIN);
    }

    /** The cosine of radians. */
    public Node cos() {
        return map(Unary.COS);
    }

    /** The hyperbolic tangent. */
    public Node tanh() {
        return map(Unary.TANH);
    }

    /** {@code 1 / (1 + e^-this)} */
    public Node sigmoid() {
        return map(Unary.SIGMOID);
    }

    /** {@code log(1 + e^this)}, without overflow. */
    public Node softplus() {
        return map(Unary.SOFTPLUS);
    }

    /** The error function. */
    public Node erf() {
        return map(Unary.ERF);
    }

    /** The largest whole number not above. */
    public Node floor() {
        return map(Unary.FLOOR);
    }

    /** {@code max(this, 0)} */
    public Node relu() {
        return map(Unary.RELU);
    }

    /** The same numbers, through which no gradient flows back. */
    public Node stopGradient() {
        return of(new Op.StopGradient(), this);
    }

    // Reductions. Without axes: over all of them.

    /** The sum over these axes, which vanish. */
    public Node sum(int... axes) {
        List<Integer> reduced = axes(axes);
        return reduced.isEmpty() ? this : of(new Op.Sum(reduced), this);
    }

    /** The mean over these axes, which vanish. */
    public Node mean(int... axes) {
        return sum(axes).dividedBy(count(reducedPart(axes)));
    }

    /** The largest element along these axes, which vanish. */
    public Node max(int... axes) {
        List<Integer> reduced = axes(axes);
        return reduced.isEmpty() ? this : of(new Op.Max(reduced), this);
    }

    /** The sum over these axes, which stay with size 1. */
    public Node sumKeepDims(int... axes) {
        return sum(axes).reshape(keptShape(axes));
    }

    /** The mean over these axes, which stay with size 1. */
    public Node meanKeepDims(int... axes) {
        return mean(axes).reshape(keptShape(axes));
    }

    /** The largest element along these axes, which stay with size 1. */
    public Node maxKeepDims(int... axes) {
        return max(axes).reshape(keptShape(axes));
    }

    /** The position of the first largest element along the last axis, which vanishes. */
    public Node argMax() {
        return of(new Op.ArgMax(), this);
    }

    /** {@code e^x / sum(e^x)} along the last axis. */
    public Node softmax() {
        return of(new Op.Softmax(), this);
    }

    /** {@code log(softmax)} along the last axis, exact where the softmax is nearly 0. */
    public Node logSoftmax() {
        return of(new Op.LogSoftmax(), this);
    }

    /**
     * {@code y[i] = x[0] + x[1] + ... + x[i]} along an axis, which is counted from the end if negative; its size must
     * be fixed.
     */
    public Node cumulativeSum(int axis) {
        int at = shape.axis(axis);
        int last = shape.rank() - 1;
        if (at == last) {
            return of(new Op.CumulativeSum(false), this);
        }
        int[] swapped = IntStream.range(0, shape.rank())
                .map(i -> i == at ? last : i == last ? at : i)
                .toArray();
        return transpose(swapped).cumulativeSum(last).transpose(swapped);
    }

    // Shape.

    /** The same numbers in the same order under another shape. */
    public Node reshape(Shape to) {
        return to.equals(shape) ? this : of(new Op.Reshape(to), this);
    }

    /** Repeats axes of size 1, and leading axes that are missing, until the shape is reached. */
    public Node broadcast(Shape to) {
        return to.equals(shape) ? this : of(new Broadcast(to), this);
    }

    /** Reorders the axes: axis i of the result is axis {@code permutation[i]} of this. */
    public Node transpose(int... permutation) {
        return of(new Op.Transpose(Arrays.stream(permutation).boxed().toList()), this);
    }

    /**
     * The entries {@code from} (inclusive) to {@code to} (exclusive) along an axis, which is counted from the end if
     * negative.
     */
    public Node slice(int axis, int from, int to) {
        int at = shape.axis(axis);
        return from == 0 && to == size(at) ? this : of(new Op.Slice(at, from, to), this);
    }

    /**
     * Arrays one after the other along an axis, which is counted from the end if negative; other axes must be equal.
     */
    public static Node concatenate(int axis, List<Node> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("concatenate takes at least one array, but was given none");
        }
        int at = parts.get(0).shape.axis(axis);
        return parts.size() == 1 ? parts.get(0) : of(new Op.Concatenate(at), parts.toArray(Node[]::new));
    }

    /** The matrix product {@code this . other}. */
    public Node matmul(Node other) {
        return of(new Op.MatMul(false, false), this, other);
    }

    /** A function of every element. */
    public Node map(Unary function) {
        return of(new Map1(function), this);
    }

    /** A function of the elements of two arrays, broadcast to a common shape. */
    public static Node map(Binary function, Node a, Node b) {
        Shape common = Shapes.broadcast(a.shape, b.shape);
        return of(new Map2(function), a.broadcast(common), b.broadcast(common));
    }

    private List<Integer> axes(int... axes) {
        if (axes.length == 0) {
            return IntStream.range(0, shape.rank()).boxed().toList();
        }
        return Arrays.stream(axes).map(shape::axis).sorted().distinct().boxed().toList();
    }

    private Shape reducedPart(int... axes) {
        return Shape.of(axes(axes).stream().mapToInt(shape::size).toArray());
    }

    private Shape keptShape(int... axes) {
        List<Integer> reduced = axes(axes);
        List<Integer> kept = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            kept.add(reduced.contains(axis) ? 1 : shape.size(axis));
        }
        return Shape.of(kept.stream().mapToInt(Integer::intValue).toArray());
    }

    @Override
    public String toString() {
        return op + " -> " + shape;
    }
}
