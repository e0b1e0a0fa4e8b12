package io.nacre.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Uses of operations, for tests that no operation may be missing from. */
public final class EveryOperation {
    private EveryOperation() {}

    /** The operations that there are. */
    public static Set<Class<?>> all() {
        return leaves(Op.class).collect(Collectors.toSet());
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EveryOperation::leaves)
                : Stream.of(type);
    }

    private static Node x(int... sizes) {
        return Node.input("x", Shape.of(sizes));
    }

    private static Node y(int... sizes) {
        return Node.input("y", Shape.of(sizes));
    }

    /** At least one use of every operation, on sizes that nothing divides, of 1, and of the batch. */
    public static List<Node> uses() {
        return Stream.concat(
                        smooth().stream(), Stream.of(x(-1, 3).stopGradient().times(y(3))))
                .toList();
    }

    /** Those of them that are differentiable. */
    public static List<Node> smooth() {
        Node condition = Node.table(0, 1, -2);
        return Stream.of(
                        Stream.of(
                                Node.read(Variable.of("weight", Shape.of(2, 3))).times(x(3)),
                                x(3).times(Node.table(2, 0, -3)),
                                x(-1, 3).times(Node.count(Shape.of(-1, 3))),
                                x(-1, 3).times(Node.uniform("layer/noise", Shape.of(-1, 3))),
                                Node.uniform("layer/noise", Shape.of(-1, 3))
                                        .less(0.5)
                                        .select(x(-1, 3).square(), y(3))),
                        Stream.of(
                                condition.select(x(3), y(3)),
                                condition.select(x(-1, 3), y()),
                                condition.select(x(1, 1), y(-1, 3)),
                                x(-1, 1).greater(0).select(x(-1, 1).exp(), y(2).sin())),
                        Stream.of(
                                x().broadcast(Shape.of(2, 3)),
                                x().broadcast(Shape.of(-1)),
                                x(1).broadcast(Shape.of(-1, 3)),
                                x(3).broadcast(Shape.of(-1, 2, 3)),
                                x(-1, 1).broadcast(Shape.of(-1, 3)),
                                x(2, 1, 2).broadcast(Shape.of(2, 3, 2)),
                                x(1, 2, 1).broadcast(Shape.of(1, 1, 2, 1)),
                                Node.of(new Op.Broadcast(Shape.of(2)), x(2))),
                        Stream.of(List.of(-1, 2, 3), List.of(2, 1, 3), List.of(1, 1, 1))
                                .map(sizes -> x(sizes.stream()
                                        .mapToInt(Integer::intValue)
                                        .toArray()))
                                .flatMap(EveryOperation::reductions),
                        Stream.of(
                                x().sum().times(x().max()),
                                Node.of(new Op.Sum(List.of()), x(3)),
                                Node.of(new Op.Max(List.of()), x(3)),
                                x(-1, 3).sumKeepDims(1).times(x(-1, 3)),
                                x(-1, 3).minus(x(-1, 3).meanKeepDims(0)),
                                x(-1, 3).maxKeepDims(-1).times(x(-1, 3))),
                        Stream.of(
                                x(-1, 4).argMax().times(y()),
                                x(-1, 4).softmax(),
                                x(3).softmax(),
                                x(2, 2, 3).softmax(),
                                x(-1, 1).softmax(),
                                x(-1, 4).logSoftmax(),
                                x(3).logSoftmax(),
                                x(2, 2, 3).logSoftmax(),
                                x(-1, 1).logSoftmax(),
                                x(3).cumulativeSum(0),
                                x(-1, 5).cumulativeSum(-1),
                                x(-1, 3, 2).cumulativeSum(1),
                                x(2, 1, 7).cumulativeSum(0),
                                Node.of(new Op.CumulativeSum(true), x(-1, 4))),
                        Stream.of(
                                x(-1, 6).reshape(Shape.of(-2, 3)),
                                x(2, 3).reshape(Shape.of(3, 1, 2)),
                                x(1, 1).reshape(Shape.SCALAR),
                                x().transpose(),
                                x(3).transpose(0),
                                x(-1, 3).transpose(1, 0),
                                x(2, 3, 4).transpose(2, 0, 1),
                                x(2, 3, 4).transpose(1, 2, 0),
                                x(-1, 1, 3, 2).transpose(3, 1, 0, 2),
                                x(5).slice(0, 1, 3),
                                x(-1, 4).slice(1, 0, 2),
                                x(-1, 3, 2).slice(-2, 2, 3),
                                x(-1, 3, 4).slice(2, 1, 4),
                                Node.concatenate(1, List.of(x(-1, 3), x(-1, 3).square(), x(-1, 3).slice(1, 0, 1))),
                                Node.concatenate(
                                        -1,
                                        List.of(x(-1, 2, 3), x(-1, 2, 3).tanh().slice(2, 1, 2))),
                                Node.concatenate(0, List.of(x(3), x(3).exp()))),
                        Stream.of(
                                product(false, false, x(-1, 3), y(3, 4)),
                                product(false, true, x(-1, 3), y(4, 3)),
                                product(true, false, x(3, -1), y(3, 4)),
                                product(true, true, x(3, -1), y(4, 3)),
                                product(true, false, x(-1, 3), y(-1, 2)),
                                product(true, true, x(-1, 3), y(4, -1)),
                                product(false, true, x(-1, 3), x(-1, 3)),
                                product(false, false, x(1, 1), y(1, 1)),
                                product(true, true, x(1, 3), y(2, 1))))
                .flatMap(s -> s)
                .toList();
    }

    /** The sum and the largest over each combination of axes. */
    private static Stream<Node> reductions(Node node) {
        return Stream.of(
                        new int[] {},
                        new int[] {0},
                        new int[] {1},
                        new int[] {2},
                        new int[] {0, 1},
                        new int[] {0, 2},
                        new int[] {1, 2})
                .flatMap(axes -> Stream.of(node.sum(axes), node.mean(axes), node.max(axes)));
    }

    private static Node product(boolean transposeA, boolean transposeB, Node a, Node b) {
        return Node.of(new Op.MatMul(transposeA, transposeB), a, b);
    }
}
