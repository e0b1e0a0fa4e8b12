package io.nacre.internal.compile;

import io.nacre.graph.Binary;
import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Shape;
import io.nacre.graph.Traversal;
import io.nacre.graph.Unary;
import io.nacre.graph.Variable;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Rewrites a program into the fewest nodes, and into the operations that the fast executor has: equal expressions
 * become one, constants are folded, work on repeated numbers is done before they are repeated, reductions run along
 * leading or trailing axes only, and the right side of a matrix product is never transposed.
 */
final class Simplifier {
    private final Map<Node, Node> rewritten = new IdentityHashMap<>();
    private final Map<Key, Node> known = new HashMap<>();

    private record Key(Op op, Shape shape, List<Integer> inputs) {}

    private final Map<Node, Integer> numbers = new IdentityHashMap<>();

    static Program simplify(Program program) {
        Simplifier simplifier = new Simplifier();
        for (Node node : Traversal.order(program.results())) {
            Node[] inputs =
                    node.inputs().stream().map(simplifier.rewritten::get).toArray(Node[]::new);
            simplifier.rewritten.put(node, simplifier.rewrite(node, inputs));
        }
        Map<Variable, Node> assignments = new LinkedHashMap<>();
        program.assignments()
                .forEach((variable, value) -> assignments.put(variable, simplifier.result(program, value)));
        return new Program(
                program.outputs().stream()
                        .map(output -> simplifier.result(program, output))
                        .toList(),
                assignments);
    }

    /**
     * A result that is a variable's old value, while the run assigns a new one, is set aside: the larger of itself and
     * itself.
     */
    private Node result(Program program, Node node) {
        Node result = Objects.requireNonNull(rewritten.get(node));
        boolean old = Tasks.root(result).op() instanceof Op.Read(Variable variable)
                && program.assignments().containsKey(variable);
        return old ? node(new Op.Map2(Binary.MAXIMUM), result, result) : result;
    }

    /** The one node for this operation on these inputs. */
    private Node node(Op op, Node... inputs) {
        return unique(Node.of(op, inputs));
    }

    private Node unique(Node node) {
        Key key = new Key(
                node.op(),
                node.shape(),
                node.inputs().stream().map(this::number).toList());
        return known.computeIfAbsent(key, k -> node);
    }

    private int number(Node node) {
        return numbers.computeIfAbsent(node, n -> numbers.size());
    }

    private Node rewrite(Node node, Node[] in) {
        return switch (node.op()) {
            case Op.Given _, Op.Constant _, Op.Count _, Op.Uniform _ -> unique(node);
            case Op.StopGradient s -> in[0];
            case Op.Map1(Unary function) -> map(function, in[0]);
            case Op.Map2(Binary function) -> map(function, in[0], in[1]);
            case Op.Select s -> select(in[0], in[1], in[2]);
            case Op.Broadcast(Shape to) -> broadcast(in[0], to);
            case Op.Sum(List<Integer> axes) -> sum(in[0], axes);
            case Op.Max(List<Integer> axes) -> max(in[0], axes);
            case Op.OfRows f -> node(f, in);
            case Op.Reshape(Shape to) -> reshape(in[0], to);
            case Op.Transpose(List<Integer> permutation) -> transpose(in[0], permutation);
            case Op.OfBlocks b -> node(b, in);
            case Op.MatMul(boolean ta, boolean tb) ->
                node(new Op.MatMul(ta, false), in[0], tb ? transpose(in[1], List.of(1, 0)) : in[1]);
        };
    }

    private static OptionalDouble constant(Node node) {
        Node repeated = node;
        while (repeated.op() instanceof Op.Broadcast) {
            repeated = repeated.inputs().get(0);
        }
        return repeated.op() instanceof Op.Constant(double value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    private static boolean is(Node node, double value) {
        OptionalDouble constant = constant(node);
        return constant.isPresent() && constant.getAsDouble() == value;
    }

    private Node constant(double value, Shape shape) {
        return broadcast(node(new Op.Constant(value)), shape);
    }

    private Node map(Unary function, Node a) {
        OptionalDouble constant = constant(a);
        if (constant.isPresent()) {
            OptionalDouble folded = Folding.fold(function, constant.getAsDouble());
            if (folded.isPresent()) {
                return constant(folded.getAsDouble(), a.shape());
            }
        }
        if (a.op() instanceof Op.Broadcast(Shape to)) {
            return broadcast(map(function, a.inputs().get(0)), to);
        }
        if (function == Unary.NEGATE && a.op() instanceof Op.Map1(Unary inner) && inner == Unary.NEGATE) {
            return a.inputs().get(0);
        }
        return node(new Op.Map1(function), a);
    }

    private Node map(Binary function, Node a, Node b) {
        OptionalDouble ca = constant(a);
        OptionalDouble cb = constant(b);
        if (ca.isPresent() && cb.isPresent()) {
            return constant(Folding.fold(function, ca.getAsDouble(), cb.getAsDouble()), a.shape());
        }
        switch (function) {
            case ADD -> {
                if (is(a, 0)) {
                    return b;
                }
                if (is(b, 0)) {
                    return a;
                }
                if (b.op() instanceof Op.Map1(Unary inner) && inner == Unary.NEGATE) {
                    return map(Binary.SUBTRACT, a, b.inputs().get(0));
                }
            }
            case SUBTRACT -> {
                if (is(b, 0)) {
                    return a;
                }
                if (b.op() instanceof Op.Map1(Unary inner) && inner == Unary.NEGATE) {
                    return map(Binary.ADD, a, b.inputs().get(0));
                }
            }
            case MULTIPLY -> {
                if (is(a, 1)) {
                    return b;
                }
                if (is(b, 1)) {
                    return a;
                }
            }
            case DIVIDE -> {
                if (is(b, 1)) {
                    return a;
                }
            }
            case POWER -> {
                if (is(b, 1)) {
                    return a;
                }
                if (is(b, 2)) {
                    return map(Unary.SQUARE, a);
                }
            }
            case MAXIMUM, MINIMUM, LESS, LESS_EQUAL, EQUAL, NOT_EQUAL -> {}
        }
        if (a.op() instanceof Op.Broadcast && b.op() instanceof Op.Broadcast) {
            Node small = a.inputs().get(0);
            Node other = b.inputs().get(0);
            if (small.shape().equals(other.shape())
                    || other.shape().rank() == 0
                    || small.shape().rank() == 0) {
                Shape common = small.shape().rank() == 0 ? other.shape() : small.shape();
                Node result = map(function, broadcast(small, common), broadcast(other, common));
                return broadcast(result, a.shape());
            }
        }
        return node(new Op.Map2(function), a, b);
    }

    private Node select(Node condition, Node a, Node b) {
        OptionalDouble constant = constant(condition);
        if (constant.isPresent()) {
            return constant.getAsDouble() != 0 ? a : b;
        }
        return a == b ? a : node(new Op.Select(), condition, a, b);
    }

    private Node broadcast(Node a, Shape to) {
        if (a.shape().equals(to)) {
            return a;
        }
        return a.op() instanceof Op.Broadcast ? broadcast(a.inputs().get(0), to) : node(new Op.Broadcast(to), a);
    }

    private Node reshape(Node a, Shape to) {
        if (a.shape().equals(to)) {
            return a;
        }
        if (constant(a).isPresent()) {
            return constant(constant(a).getAsDouble(), to);
        }
        return a.op() instanceof Op.Reshape ? reshape(a.inputs().get(0), to) : node(new Op.Reshape(to), a);
    }

    private Node transpose(Node a, List<Integer> permutation) {
        if (constant(a).isPresent()) {
            return constant(
                    constant(a).getAsDouble(),
                    Shape.of(permutation.stream().mapToInt(a::size).toArray()));
        }
        List<Integer> moved =
                permutation.stream().filter(axis -> a.size(axis) != 1).toList();
        if (moved.equals(moved.stream().sorted().toList())) {
            return reshape(a, Shape.of(permutation.stream().mapToInt(a::size).toArray()));
        }
        if (a.op() instanceof Op.Transpose(List<Integer> inner)) {
            return transpose(
                    a.inputs().get(0), permutation.stream().map(inner::get).toList());
        }
        return node(new Op.Transpose(permutation), a);
    }

    private Node sum(Node a, List<Integer> axes) {
        int rank = a.shape().rank();
        if (a.op() instanceof Op.Broadcast && a.inputs().get(0).shape().rank() == 0) {
            Node number = a.inputs().get(0);
            Shape counted = Shape.of(axes.stream().mapToInt(a.shape()::size).toArray());
            Node count =
                    counted.dependsOnBatch() ? node(new Op.Count(counted)) : node(new Op.Constant(counted.count()));
            int[] kept = IntStream.range(0, rank)
                    .filter(axis -> !axes.contains(axis))
                    .map(a.shape()::size)
                    .toArray();
            return broadcast(map(Binary.MULTIPLY, number, count), Shape.of(kept));
        }
        if (axes.size() == rank && rank > 1) {
            return sum(sum(a, IntStream.range(1, rank).boxed().toList()), List.of(0));
        }
        if (isLeading(axes) || isTrailing(axes, rank)) {
            return node(new Op.Sum(axes), a);
        }
        return sum(transpose(a, reducedLast(axes, rank)), trailing(axes.size(), rank));
    }

    private Node max(Node a, List<Integer> axes) {
        int rank = a.shape().rank();
        if (axes.size() == rank) {
            Shape row = Shape.of(1).append(a.shape().sizes());
            return reshape(max(reshape(a, row), trailing(rank, rank + 1)), Shape.SCALAR);
        }
        if (isTrailing(axes, rank)) {
            return node(new Op.Max(axes), a);
        }
        return max(transpose(a, reducedLast(axes, rank)), trailing(axes.size(), rank));
    }

    static boolean isLeading(List<Integer> axes) {
        return axes.equals(IntStream.range(0, axes.size()).boxed().toList());
    }

    private static boolean isTrailing(List<Integer> axes, int rank) {
        return axes.equals(trailing(axes.size(), rank)) && axes.size() < rank;
    }

    private static List<Integer> trailing(int count, int rank) {
        return IntStream.range(rank - count, rank).boxed().toList();
    }

    private static List<Integer> reducedLast(List<Integer> axes, int rank) {
        return IntStream.concat(
                        IntStream.range(0, rank).filter(axis -> !axes.contains(axis)),
                        axes.stream().mapToInt(Integer::intValue))
                .boxed()
                .toList();
    }
}
