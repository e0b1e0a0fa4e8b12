package io.nacre.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The rules by which an operation's shape follows from those of its inputs. */
final class Shapes {
    private Shapes() {}

    static Shape infer(Op op, List<Shape> in) {
        if (op instanceof Op.Concatenate(int axis)) {
            return concatenate(in, axis);
        }
        if (in.size() != arity(op)) {
            throw new IllegalArgumentException(
                    op + " takes " + arity(op) + (arity(op) == 1 ? " input" : " inputs") + ", but was given " + in);
        }
        return switch (op) {
            case Op.Read(Variable variable) -> variable.shape();
            case Op.Constant c -> Shape.SCALAR;
            case Op.Table(List<Double> values) -> Shape.of(values.size());
            case Op.Count c -> Shape.SCALAR;
            case Op.Map1 m -> in.get(0);
            case Op.StopGradient s -> in.get(0);
            case Op.Map2(Binary function) -> equal(function.name().toLowerCase(Locale.ROOT), in);
            case Op.Select s -> equal("select", in);
            case Op.Broadcast(Shape to) -> broadcastTo(in.get(0), to);
            case Op.Sum(List<Integer> axes) -> without(in.get(0), axes);
            case Op.Max(List<Integer> axes) -> without(in.get(0), axes);
            case Op.OfRows f -> f.keepsLastAxis() ? withLast(f.word(), in.get(0)) : withoutLast(f.word(), in.get(0));
            case Op.Reshape(Shape to) -> reshape(in.get(0), to);
            case Op.Transpose(List<Integer> permutation) -> transpose(in.get(0), permutation);
            case Op.Slice(int axis, int from, int to) -> slice(in.get(0), axis, from, to);
            case Op.Concatenate(int axis) -> concatenate(in, axis);
            case Op.MatMul(boolean transposeA, boolean transposeB) ->
                matmul(in.get(0), transposeA, in.get(1), transposeB);
            case Op.Input i -> throw new IllegalArgumentException("an input has no shape of its own: use Node.input");
            case Op.Uniform u ->
                throw new IllegalArgumentException("random numbers have no shape of their own: use Node.uniform");
        };
    }

    private static int arity(Op op) {
        return switch (op) {
            case Op.Given _, Op.Constant _, Op.Count _, Op.Uniform _ -> 0;
            case Op.Map1 _, Op.StopGradient _, Op.Broadcast _, Op.Reshape _, Op.Rearrangement _, Op.Slice _ -> 1;
            case Op.Reduction _, Op.OfRows _ -> 1;
            case Op.Map2 _, Op.MatMul _ -> 2;
            case Op.Select _ -> 3;
            case Op.Concatenate _ -> throw new IllegalStateException("takes any number of inputs");
        };
    }

    /** The shape to which NumPy broadcasts two arrays. */
    static Shape broadcast(Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        int[] sizes = new int[rank];
        for (int axis = 1; axis <= rank; axis++) {
            int sizeA = axis <= a.rank() ? a.size(-axis) : 1;
            int sizeB = axis <= b.rank() ? b.size(-axis) : 1;
            if (sizeA != sizeB && sizeA != 1 && sizeB != 1) {
                throw new IllegalArgumentException("shapes " + a + " and " + b + " cannot be combined: axis -" + axis
                        + " has size " + name(sizeA) + " in one and " + name(sizeB)
                        + " in the other; sizes must be equal, or one of them 1");
            }
            sizes[rank - axis] = sizeA == 1 ? sizeB : sizeA;
        }
        return Shape.of(sizes);
    }

    private static String name(int size) {
        return size == Shape.BATCH ? "None (the batch)" : size < 0 ? -size + "*None" : Integer.toString(size);
    }

    private static Shape broadcastTo(Shape from, Shape to) {
        boolean fits = from.rank() <= to.rank()
                && IntStream.range(-from.rank(), 0)
                        .allMatch(axis -> from.size(axis) == 1 || from.size(axis) == to.size(axis));
        if (!fits) {
            throw new IllegalArgumentException("shape " + from + " cannot be repeated to " + to
                    + ": only axes of size 1 are repeated, and new ones put in front");
        }
        return to;
    }

    private static Shape equal(String what, List<Shape> in) {
        if (in.stream().distinct().count() > 1) {
            throw new IllegalArgumentException(what + " needs inputs of one shape, but they have "
                    + in.stream()
                            .map(Shape::toString)
                            .reduce((a, b) -> a + " and " + b)
                            .orElseThrow());
        }
        return in.get(0);
    }

    private static Shape without(Shape shape, List<Integer> axes) {
        boolean ascending = IntStream.range(1, axes.size()).allMatch(i -> axes.get(i - 1) < axes.get(i));
        if (!ascending || axes.stream().anyMatch(axis -> axis < 0 || axis >= shape.rank())) {
            throw new IllegalArgumentException("shape " + shape + " cannot be reduced along the axes " + axes
                    + "; an operation names axes from 0 to " + (shape.rank() - 1) + " in ascending order");
        }
        return Shape.of(IntStream.range(0, shape.rank())
                .filter(axis -> !axes.contains(axis))
                .map(shape::size)
                .toArray());
    }

    private static Shape withLast(String what, Shape shape) {
        if (shape.rank() == 0 || shape.size(-1) < 0) {
            throw new IllegalArgumentException(
                    what + " works along a last axis of fixed size, which shape " + shape + " does not have");
        }
        return shape;
    }

    private static Shape withoutLast(String what, Shape shape) {
        return withLast(what, shape).slice(0, shape.rank() - 1);
    }

    private static Shape reshape(Shape from, Shape to) {
        boolean fits = from.count(1) == to.count(1) && from.count(3) == to.count(3);
        if (!fits) {
            throw new IllegalArgumentException("an array of shape " + from + " has " + elements(from)
                    + " and cannot be seen as " + to + ", which has " + elements(to));
        }
        return to;
    }

    private static String elements(Shape shape) {
        return shape.count(1) + (shape.dependsOnBatch() ? " elements a sample" : " elements");
    }

    private static Shape transpose(Shape shape, List<Integer> permutation) {
        int[] order = permutation.stream().mapToInt(Integer::intValue).toArray();
        int[] sorted = order.clone();
        Arrays.sort(sorted);
        if (!Arrays.equals(sorted, IntStream.range(0, shape.rank()).toArray())) {
            throw new IllegalArgumentException("the axes of shape " + shape
                    + " can be reordered by a permutation of 0 to " + (shape.rank() - 1) + ", not by " + permutation);
        }
        return Shape.of(Arrays.stream(order).map(shape::size).toArray());
    }

    private static Shape slice(Shape shape, int axis, int from, int to) {
        boolean fits = axis >= 0 && axis < shape.rank() && from >= 0 && from < to && to <= shape.size(axis);
        if (!fits) {
            throw new IllegalArgumentException("entries " + from + " to " + to + " (exclusive) along axis " + axis
                    + " cannot be taken from shape " + shape
                    + "; there must be at least one, and the axis must have a fixed size");
        }
        return shape.with(axis, to - from);
    }

    private static Shape concatenate(List<Shape> in, int axis) {
        if (in.isEmpty()) {
            throw new IllegalArgumentException("concatenate takes at least one input, but was given none");
        }
        Shape first = in.get(0);
        int total = 0;
        for (Shape shape : in) {
            boolean fits = shape.rank() == first.rank()
                    && axis >= 0
                    && axis < shape.rank()
                    && shape.size(axis) > 0
                    && shape.with(axis, 1).equals(first.with(axis, 1));
            if (!fits) {
                throw new IllegalArgumentException("arrays of shapes " + in + " cannot be put one after the other along"
                        + " axis " + axis + "; that axis must have a fixed size, and all others must be equal");
            }
            total = Math.addExact(total, shape.size(axis));
        }
        return first.with(axis, total);
    }

    private static Shape matmul(Shape a, boolean transposeA, Shape b, boolean transposeB) {
        if (a.rank() != 2 || b.rank() != 2) {
            throw new IllegalArgumentException(
                    "a matrix product needs two matrices, but the shapes are " + a + " and " + b);
        }
        int inner = a.size(transposeA ? 0 : 1);
        if (inner != b.size(transposeB ? 1 : 0)) {
            throw new IllegalArgumentException("a matrix product needs the inner sizes to be equal, but the shapes are "
                    + a + (transposeA ? " (transposed)" : "") + " and " + b + (transposeB ? " (transposed)" : ""));
        }
        return Shape.of(a.size(transposeA ? 1 : 0), b.size(transposeB ? 0 : 1));
    }
}
