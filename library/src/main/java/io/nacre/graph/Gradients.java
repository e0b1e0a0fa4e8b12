package io.nacre.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reverse-mode differentiation: from the expression of a scalar to the expressions of its derivatives.
 *
 * <p>All of autodiff is one table, {@link #derivatives}: for each operation, what it passes back to each of its inputs
 * when {@code g} is the derivative of the scalar by the operation's result. {@link Branches} sees to it that a branch
 * that a select does not choose passes nothing back, even if its derivative there is infinite.
 */
public final class Gradients {
    private Gradients() {}

    /**
     * The derivatives of a scalar by some nodes, each of the node's own shape; zeros where it does not depend on one.
     *
     * @throws IllegalArgumentException if {@code scalar} is not a scalar
     */
    public static List<Node> of(Node scalar, List<Node> by) {
        if (scalar.shape().rank() != 0) {
            throw new IllegalArgumentException("only a scalar has a gradient, not an array of shape " + scalar.shape()
                    + "; reduce it with sum() or mean() first");
        }
        List<Node> order = Traversal.order(List.of(scalar));
        Set<Node> needed = dependents(order, by);
        Branches branches = new Branches(order, by);
        Map<Node, Node> gradients = new IdentityHashMap<>();
        gradients.put(scalar, Node.constant(1));
        for (Node node : order.reversed()) {
            Node g = gradients.get(node);
            if (g == null || !needed.contains(node)) {
                continue;
            }
            List<Node> passed = derivatives(node, g);
            for (int i = 0; i < passed.size(); i++) {
                Node input = node.inputs().get(i);
                if (needed.contains(input)) {
                    gradients.merge(input, branches.passed(node, input, passed.get(i)), Node::plus);
                }
            }
        }
        return by.stream()
                .map(node -> gradients.containsKey(node)
                        ? gradients.get(node)
                        : Node.constant(0).broadcast(node.shape()))
                .toList();
    }

    /** What each input of a node receives when its result has the derivative {@code g}; nothing where that is 0. */
    private static List<Node> derivatives(Node y, Node g) {
        List<Node> in = y.inputs();
        return switch (y.op()) {
            case Op.Input i -> List.of();
            case Op.Read r -> List.of();
            case Op.Constant c -> List.of();
            case Op.Table t -> List.of();
            case Op.Count c -> List.of();
            case Op.Uniform u -> List.of();
            case Op.StopGradient s -> List.of();
            case Op.ArgMax a -> List.of();
            case Op.Map1(Unary function) -> unary(function, in.get(0), y, g);
            case Op.Map2(Binary function) -> binary(function, in.get(0), in.get(1), y, g);
            case Op.Select s -> {
                Node zero = Node.constant(0);
                yield List.of(
                        zero.broadcast(y.shape()),
                        in.get(0).select(g, zero),
                        in.get(0).select(zero, g));
            }
            case Op.Broadcast b -> List.of(unbroadcast(in.get(0), y, g));
            case Op.Sum(List<Integer> axes) -> List.of(spread(g, in.get(0), axes));
            case Op.Max(List<Integer> axes) -> {
                Node largest = in.get(0).equalTo(spread(y, in.get(0), axes));
                Node ties = Node.of(new Op.Sum(axes), largest);
                yield List.of(largest.times(spread(g.dividedBy(ties), in.get(0), axes)));
            }
            case Op.Softmax s -> List.of(y.times(g.minus(g.times(y).sumKeepDims(-1))));
            case Op.LogSoftmax s -> List.of(g.minus(in.get(0).softmax().times(g.sumKeepDims(-1))));
            case Op.CumulativeSum(boolean reverse) -> List.of(Node.of(new Op.CumulativeSum(!reverse), g));
            case Op.Reshape r -> List.of(g.reshape(in.get(0).shape()));
            case Op.Transpose(List<Integer> permutation) -> {
                int[] inverse = new int[permutation.size()];
                IntStream.range(0, inverse.length).forEach(i -> inverse[permutation.get(i)] = i);
                yield List.of(g.transpose(inverse));
            }
            case Op.Slice(int axis, int from, int to) -> {
                Shape whole = in.get(0).shape();
                List<Node> parts = new ArrayList<>(List.of(g));
                if (from > 0) {
                    parts.addFirst(Node.constant(0).broadcast(whole.with(axis, from)));
                }
                if (to < whole.size(axis)) {
                    parts.addLast(Node.constant(0).broadcast(whole.with(axis, whole.size(axis) - to)));
                }
                yield List.of(Node.concatenate(axis, parts));
            }
            case Op.Concatenate(int axis) -> {
                List<Node> parts = new ArrayList<>();
                int from = 0;
                for (Node part : in) {
                    parts.add(g.slice(axis, from, from + part.size(axis)));
                    from += part.size(axis);
                }
                yield parts;
            }
            case Op.MatMul(boolean ta, boolean tb) -> {
                Node a = in.get(0);
                Node b = in.get(1);
                yield List.of(
                        ta ? Node.of(new Op.MatMul(tb, true), b, g) : Node.of(new Op.MatMul(false, !tb), g, b),
                        tb ? Node.of(new Op.MatMul(true, ta), g, a) : Node.of(new Op.MatMul(!ta, false), a, g));
            }
        };
    }

    private static List<Node> unary(Unary function, Node x, Node y, Node g) {
        return switch (function) {
            case NEGATE -> List.of(g.negate());
            case ABS -> List.of(g.times(x.sign()));
            case SIGN, FLOOR -> List.of();
            case SQUARE -> List.of(g.times(x.times(2)));
            case SQRT -> List.of(g.times(0.5).dividedBy(y));
            case RSQRT -> List.of(g.times(y.times(y.square()).times(-0.5)));
            case RECIPROCAL -> List.of(g.times(y.square()).negate());
            case EXP -> List.of(g.times(y));
            case EXPM1 -> List.of(g.times(y.plus(1)));
            case LOG -> List.of(g.dividedBy(x));
            case LOG1P -> List.of(g.dividedBy(x.plus(1)));
            case SIN -> List.of(g.times(x.cos()));
            case COS -> List.of(g.times(x.sin()).negate());
            case TANH -> List.of(g.times(Node.constant(1).minus(y.square())));
            case SIGMOID -> List.of(g.times(y.times(Node.constant(1).minus(y))));
            case SOFTPLUS -> List.of(g.times(x.sigmoid()));
            case ERF -> List.of(g.times(x.square().negate().exp().times(2 / Math.sqrt(Math.PI))));
            case RELU -> List.of(y.greater(0).select(g, Node.constant(0)));
        };
    }

    private static List<Node> binary(Binary function, Node a, Node b, Node y, Node g) {
        return switch (function) {
            case ADD -> List.of(g, g);
            case SUBTRACT -> List.of(g, g.negate());
            case MULTIPLY -> List.of(g.times(b), g.times(a));
            case DIVIDE -> List.of(g.dividedBy(b), g.times(y).dividedBy(b).negate());
            case MAXIMUM -> shared(b.less(a), a.equalTo(b), g);
            case MINIMUM -> shared(a.less(b), a.equalTo(b), g);
            case POWER -> {
                Node zero = Node.constant(0);
                Node byExponent = a.greater(0).select(y.times(a.log()), zero);
                Node byBase = b.equalTo(0).select(zero, b.times(a.power(b.minus(1))));
                yield List.of(g.times(byBase), g.times(byExponent));
            }
            case LESS, LESS_EQUAL, EQUAL, NOT_EQUAL -> List.of();
        };
    }

    /** The first argument has all of g where it wins, half where both are equal; the second the rest. */
    private static List<Node> shared(Node first, Node equal, Node g) {
        Node weight = first.plus(equal.times(0.5));
        return List.of(g.times(weight), g.times(Node.constant(1).minus(weight)));
    }

    /** The sum of g over the axes along which x was repeated. */
    private static Node unbroadcast(Node x, Node y, Node g) {
        int added = y.shape().rank() - x.shape().rank();
        int[] repeated = IntStream.range(0, y.shape().rank())
                .filter(axis -> axis < added || x.size(axis - added) != y.size(axis))
                .toArray();
        return repeated.length == 0 ? g : g.sum(repeated).reshape(x.shape());
    }

    /** A reduced array, repeated along the axes that the reduction of x removed. */
    private static Node spread(Node reduced, Node x, List<Integer> axes) {
        Shape kept = x.shape();
        for (int axis : axes) {
            kept = kept.with(axis, 1);
        }
        return reduced.reshape(kept).broadcast(x.shape());
    }

    /** The nodes on a path from one of {@code by}. */
    private static Set<Node> dependents(List<Node> order, List<Node> by) {
        Set<Node> needed = Collections.newSetFromMap(new IdentityHashMap<>());
        needed.addAll(by);
        for (Node node : order) {
            if (node.inputs().stream().anyMatch(needed::contains)) {
                needed.add(node);
            }
        }
        return needed;
    }
}
