package io.nacre.layer;

import static io.nacre.layer.OperationRule.numpy;
import static java.util.Map.entry;

import io.nacre.file.None;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Operations that rearrange a sample. */
final class ShapeOperations {
    private static final List<String> ONE = List.of("x");
    private static final List<String> SEVERAL = List.of("xs");

    static final Map<String, OperationRule> RULES = Map.ofEntries(
            entry("Reshape", numpy(ONE, ShapeOperations::reshape, "newshape")),
            entry("Transpose", numpy(ONE, call -> transpose(call.x(), order(call)), "axes")),
            entry("Swapaxes", numpy(ONE, ShapeOperations::swap, "axis1", "axis2")),
            entry("Moveaxis", numpy(ONE, ShapeOperations::move, "source", "destination")),
            entry("ExpandDims", numpy(ONE, ShapeOperations::expand, "axis")),
            entry("Squeeze", numpy(ONE, ShapeOperations::squeeze, "axis")),
            entry("Concatenate", numpy(SEVERAL, call -> concatenate(call.whole("axis", 0), call.nodes("xs")), "axis")),
            entry("Hstack", numpy(SEVERAL, call -> concatenate(1, call.nodes("xs")))),
            entry("Stack", numpy(SEVERAL, ShapeOperations::stack, "axis")),
            entry("Repeat", numpy(ONE, ShapeOperations::repeat, "repeats", "axis")),
            entry("Tile", numpy(ONE, ShapeOperations::tile, "repeats")),
            entry("Flip", numpy(ONE, ShapeOperations::flip, "axis")),
            entry("Take", numpy(List.of("x", "indices"), ShapeOperations::take, "axis")),
            entry("GetItem", numpy(List.of("x", "key"), Indexing::of)));

    private ShapeOperations() {}

    private static Node reshape(OperationCall call) {
        Node x = call.x();
        List<?> given = call.setting("newshape").orElse(None.NONE) instanceof List<?> list
                ? list
                : List.of(call.setting("newshape").orElse(None.NONE));
        int[] sizes = new int[given.size()];
        long known = 1;
        int unknown = -1;
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = given.get(axis) == None.NONE ? -1 : OperationCall.wholes("newshape", given.get(axis))[0];
            if (sizes[axis] == -1 && unknown < 0) {
                unknown = axis;
            } else if (sizes[axis] > 0) {
                known *= sizes[axis];
            } else {
                throw new IllegalArgumentException("newshape should have sizes above 0 and one -1, not " + given);
            }
        }
        long all = x.shape().count(1);
        if (unknown != 0 || all % known != 0) {
            throw new IllegalArgumentException("newshape should have -1 for the batch and sizes that divide the " + all
                    + " numbers of a sample, not " + given);
        }
        sizes[0] = Math.toIntExact(-all / known);
        return x.reshape(Shape.of(sizes));
    }

    private static int[] order(OperationCall call) {
        int rank = call.x().shape().rank();
        return call.wholes("axes")
                .map(axes -> IntStream.of(axes)
                        .map(axis -> call.x().shape().axis(axis))
                        .toArray())
                .orElseGet(() -> IntStream.range(0, rank).map(i -> rank - 1 - i).toArray());
    }

    private static Node transpose(Node x, int... order) {
        if (x.shape().rank() > 0 && order[0] != 0) {
            OperationCall.keepsBatch(x, 0);
        }
        return IntStream.range(0, order.length).allMatch(i -> order[i] == i) ? x : x.transpose(order);
    }

    private static Node swap(OperationCall call) {
        Node x = call.x();
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, x.shape().rank()).boxed().toList());
        Collections.swap(
                order, x.shape().axis(call.whole("axis1", 0)), x.shape().axis(call.whole("axis2", 0)));
        return transpose(x, order.stream().mapToInt(Integer::intValue).toArray());
    }

    private static Node move(OperationCall call) {
        Node x = call.x();
        int[] from = call.wholes("source").orElse(new int[0]);
        int[] to = call.wholes("destination").orElse(new int[0]);
        if (from.length != 1 || to.length != 1) {
            throw new IllegalArgumentException("source and destination should be one axis each");
        }
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, x.shape().rank()).boxed().toList());
        int at = x.shape().axis(from[0]);
        Integer moved = order.get(at);
        order.subList(at, at + 1).clear();
        order.add(x.shape().axis(to[0]), moved);
        return transpose(x, order.stream().mapToInt(Integer::intValue).toArray());
    }

    private static Node expand(OperationCall call) {
        Node x = call.x();
        int[] given = call.wholes("axis").orElse(new int[] {0});
        int rank = x.shape().rank() + given.length;
        int[] axes = IntStream.of(given)
                .map(axis -> axis < 0 ? axis + rank : axis)
                .sorted()
                .toArray();
        List<Integer> sizes =
                new ArrayList<>(Arrays.stream(x.shape().sizes()).boxed().toList());
        for (int axis : axes) {
            if (axis < 0 || axis > sizes.size()) {
                throw new IllegalArgumentException(
                        "axis should be one of the result's " + rank + ", not " + Arrays.toString(given));
            }
            if (axis == 0) {
                OperationCall.keepsBatch(x, 0);
            }
            sizes.add(axis, 1);
        }
        return x.reshape(shape(sizes));
    }

    private static Node squeeze(OperationCall call) {
        Node x = call.x();
        List<Integer> gone = call.wholes("axis")
                .map(axes -> IntStream.of(axes)
                        .map(axis -> x.shape().axis(axis))
                        .boxed()
                        .toList())
                .orElseGet(() -> IntStream.range(0, x.shape().rank())
                        .filter(axis -> x.size(axis) == 1)
                        .boxed()
                        .toList());
        List<Integer> sizes = new ArrayList<>();
        for (int axis = 0; axis < x.shape().rank(); axis++) {
            if (!gone.contains(axis)) {
                sizes.add(x.size(axis));
            } else if (x.size(axis) != 1) {
                throw new IllegalArgumentException("axis " + axis + " has size " + x.size(axis) + " instead of 1");
            }
        }
        return x.reshape(shape(sizes));
    }

    private static Shape shape(List<Integer> sizes) {
        return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
    }

    private static Node concatenate(int axis, List<Node> parts) {
        return Node.concatenate(axis, parts);
    }

    private static Node stack(OperationCall call) {
        List<Node> parts = call.nodes("xs");
        Shape first = parts.getFirst().shape();
        int given = call.whole("axis", 0);
        int axis = given < 0 ? given + first.rank() + 1 : given;
        if (axis <= 0 || axis > first.rank()) {
            throw new IllegalArgumentException("axis should be one of a sample's, not " + given);
        }
        Shape wide = first.slice(0, axis)
                .append(1)
                .append(first.slice(axis, first.rank()).sizes());
        return Node.concatenate(
                axis, parts.stream().map(part -> part.reshape(wide)).toList());
    }

    private static Node repeat(OperationCall call) {
        Node x = call.x();
        int repeats = call.whole("repeats", 1);
        if (call.setting("axis").isEmpty() || repeats < 1) {
            throw new IllegalArgumentException("repeats should be at least 1, and axis given");
        }
        int axis = x.shape().axis(call.whole("axis", -1));
        OperationCall.keepsBatch(x, axis);
        return Indexing.entries(
                x,
                axis,
                IntStream.range(0, x.size(axis) * repeats).map(i -> i / repeats).toArray());
    }

    private static Node tile(OperationCall call) {
        Node x = call.x();
        int[] repeats = call.wholes("repeats").orElse(new int[0]);
        int rank = x.shape().rank();
        if (repeats.length > rank) {
            throw new IllegalArgumentException("repeats should have at most " + rank + " numbers");
        }
        for (int i = 0; i < repeats.length; i++) {
            int axis = rank - repeats.length + i;
            if (repeats[i] != 1) {
                OperationCall.keepsBatch(x, axis);
                Require.atLeast("repeats", 1, repeats[i]);
                x = Node.concatenate(axis, Collections.nCopies(repeats[i], x));
            }
        }
        return x;
    }

    private static Node flip(OperationCall call) {
        Node x = call.x();
        for (int axis : call.samplesAxes(x)) {
            int size = x.size(axis);
            x = Indexing.entries(
                    x, axis, IntStream.range(0, size).map(i -> size - 1 - i).toArray());
        }
        return x;
    }

    private static Node take(OperationCall call) {
        Node x = call.x();
        if (call.setting("axis").isEmpty()) {
            throw new IllegalArgumentException("axis should be given");
        }
        int axis = x.shape().axis(call.whole("axis", -1));
        OperationCall.keepsBatch(x, axis);
        Object given = call.argument("indices").orElse(None.NONE);
        if (given instanceof Number number) {
            Node one = Indexing.entries(x, axis, number.intValue());
            Shape shape = x.shape();
            return one.reshape(shape.slice(0, axis)
                    .append(shape.slice(axis + 1, shape.rank()).sizes()));
        }
        return Indexing.entries(x, axis, Indexing.indices(given));
    }
}
