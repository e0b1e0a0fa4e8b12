package io.nacre.layer;

import static io.nacre.layer.OperationRule.numpy;
import static io.nacre.layer.OperationRule.other;
import static java.util.Map.entry;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Operations that reduce axes of a sample, or add up along one. */
final class ReducingOperations {
    private static final List<String> ONE = List.of("x");

    static final Map<String, OperationRule> RULES = Map.ofEntries(
            of("Sum", Node::sumKeepDims),
            of("Mean", Node::meanKeepDims),
            of("Var", ReducingOperations::variance),
            of("Std", (x, axes) -> variance(x, axes).sqrt()),
            of("Max", Node::maxKeepDims, "initial"),
            of("Min", ReducingOperations::least, "initial"),
            of("Amax", Node::maxKeepDims),
            of("Amin", ReducingOperations::least),
            of("Any", (x, axes) -> x.equalTo(0).equalTo(0).maxKeepDims(axes)),
            of("All", (x, axes) -> least(x.equalTo(0).equalTo(0), axes)),
            of("Prod", ReducingOperations::product),
            entry("Logsumexp", other("math", call -> reduced(call, ReducingOperations::logSumExp), "axis", "keepdims")),
            entry("Average", numpy(List.of("x", "weights"), ReducingOperations::average, "axis")),
            entry("Cumsum", numpy(ONE, ReducingOperations::cumulativeSum, "axis")),
            entry("Argmax", numpy(ONE, call -> position(call, call.x()), "axis", "keepdims")),
            entry("Argmin", numpy(ONE, call -> position(call, call.x().negate()), "axis", "keepdims")));

    private ReducingOperations() {}

    /** An operation whose function keeps the reduced axes with size 1. */
    private static Map.Entry<String, OperationRule> of(
            String className, BiFunction<Node, int[], Node> function, String... more) {
        String[] settings =
                more.length == 0 ? new String[] {"axis", "keepdims"} : new String[] {"axis", "keepdims", more[0]};
        return entry(className, numpy(ONE, call -> reduced(call, function), settings));
    }

    private static Node reduced(OperationCall call, BiFunction<Node, int[], Node> function) {
        if (call.setting("initial").isPresent()) {
            throw new IllegalArgumentException("initial is not supported");
        }
        Node x = call.x();
        int[] axes = call.samplesAxes(x);
        Node kept = function.apply(x, axes);
        return call.flag("keepdims", false) ? kept : kept.reshape(without(x.shape(), axes));
    }

    private static Shape without(Shape shape, int... axes) {
        return Shape.of(IntStream.range(0, shape.rank())
                .filter(axis -> IntStream.of(axes).noneMatch(gone -> gone == axis))
                .map(shape::size)
                .toArray());
    }

    private static Node variance(Node x, int... axes) {
        return x.minus(x.meanKeepDims(axes)).square().meanKeepDims(axes);
    }

    private static Node least(Node x, int... axes) {
        return x.negate().maxKeepDims(axes).negate();
    }

    private static Node logSumExp(Node x, int... axes) {
        Node largest = x.maxKeepDims(axes).stopGradient();
        return x.minus(largest).exp().sumKeepDims(axes).log().plus(largest);
    }

    private static Node product(Node x, int... axes) {
        Node product = x;
        for (int axis : axes) {
            Node along = product.slice(axis, 0, 1);
            for (int i = 1; i < x.size(axis); i++) {
                along = along.times(product.slice(axis, i, i + 1));
            }
            product = along;
        }
        return product;
    }

    private static Node average(OperationCall call) {
        Node x = call.x();
        int[] axes = call.samplesAxes(x);
        Shape shape = without(x.shape(), axes);
        if (call.argument("weights").isEmpty()) {
            return x.meanKeepDims(axes).reshape(shape);
        }
        Node weights = call.node("weights");
        if (axes.length == 1 && weights.shape().rank() == 1 && x.shape().rank() > 1) {
            int[] sizes = IntStream.range(0, x.shape().rank())
                    .map(axis -> axis == axes[0] ? weights.size(0) : 1)
                    .toArray();
            Node aligned = weights.reshape(Shape.of(sizes));
            return x.times(aligned)
                    .sumKeepDims(axes)
                    .dividedBy(aligned.sumKeepDims(axes))
                    .reshape(shape);
        }
        Node wide = weights.broadcast(x.shape());
        return x.times(wide).sumKeepDims(axes).dividedBy(wide.sumKeepDims(axes)).reshape(shape);
    }

    private static Node cumulativeSum(OperationCall call) {
        Node x = call.x();
        if (call.setting("axis").isEmpty()) {
            throw new IllegalArgumentException(
                    "axis should be given: without one, the sums run over all samples, so that"
                            + " results would depend on the batch size");
        }
        int axis = x.shape().axis(call.whole("axis", -1));
        OperationCall.keepsBatch(x, axis);
        return x.cumulativeSum(axis);
    }

    private static Node position(OperationCall call, Node x) {
        int last = x.shape().rank() - 1;
        int axis = call.setting("axis").isPresent() ? x.shape().axis(call.whole("axis", -1)) : 0;
        OperationCall.keepsBatch(x, axis);
        int[] order = IntStream.rangeClosed(0, last)
                .map(i -> i == last ? axis : i < axis ? i : i + 1)
                .toArray();
        Node found = (axis == last ? x : x.transpose(order)).argMax();
        return call.flag("keepdims", false) ? found.reshape(x.shape().with(axis, 1)) : found;
    }
}
