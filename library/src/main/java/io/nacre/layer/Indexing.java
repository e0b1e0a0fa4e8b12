package io.nacre.layer;

import io.nacre.data.Tensor;
import io.nacre.file.Config;
import io.nacre.file.None;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** {@code x[key]} as in NumPy, with whole numbers, slices, an ellipsis and new axes in the key. */
final class Indexing {
    private Indexing() {}

    static Node of(OperationCall call) {
        Node x = call.x();
        Object key = call.argument("key").orElse(None.NONE);
        List<?> items = key instanceof List<?> list ? list : List.of(key);
        List<Object> full = expanded(items, x.shape().rank());
        int axis = 0;
        List<Integer> sizes = new ArrayList<>();
        for (Object item : full) {
            if (item == None.NONE) {
                sizes.add(1);
                continue;
            }
            if (!isAll(item, x, axis)) {
                OperationCall.keepsBatch(x, axis);
            }
            switch (item) {
                case Number number -> x = entries(x, axis, number.intValue());
                case Config slice -> {
                    x = isAll(slice, x, axis) ? x : entries(x, axis, range(slice, x.size(axis)));
                    sizes.add(x.size(axis));
                }
                default ->
                    throw new IllegalArgumentException("a key should have whole numbers and slices, not " + item);
            }
            axis++;
        }
        if (sizes.isEmpty() || sizes.getFirst() > 0 && x.size(0) < 0) {
            throw new IllegalArgumentException("a key should leave the batch as the first axis");
        }
        return x.reshape(Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray()));
    }

    /** The key with a slice for each axis that it leaves to an ellipsis, or to its end. */
    private static List<Object> expanded(List<?> items, int rank) {
        long named = items.stream()
                .filter(item -> item != None.NONE && !isEllipsis(item))
                .count();
        if (named > rank) {
            throw new IllegalArgumentException("a key has " + named + " places for " + rank + " axes");
        }
        List<Object> full = new ArrayList<>();
        boolean left = false;
        for (Object item : items) {
            if (isEllipsis(item) && !left) {
                left = true;
                addAll(full, rank - named);
            } else if (!isEllipsis(item)) {
                full.add(item);
            } else {
                throw new IllegalArgumentException("a key should have one ellipsis");
            }
        }
        if (!left) {
            addAll(full, rank - named);
        }
        return full;
    }

    private static void addAll(List<Object> full, long count) {
        for (long i = 0; i < count; i++) {
            full.add(Operation.slice(None.NONE, None.NONE, None.NONE));
        }
    }

    private static boolean isEllipsis(Object item) {
        return item instanceof Config config && config.className().equals("__ellipsis__");
    }

    private static boolean isAll(Object item, Node x, int axis) {
        return item instanceof Config slice
                && isSlice(slice)
                && step(slice) == 1
                && number(slice, "start", 0) == 0
                && (slice.value("stop").isEmpty() || x.size(axis) > 0 && number(slice, "stop", 0) >= x.size(axis));
    }

    private static boolean isSlice(Config slice) {
        return slice.className().equals("__slice__");
    }

    private static int step(Config slice) {
        int step = number(slice, "step", 1);
        if (step == 0) {
            throw new IllegalArgumentException("a slice's step must not be 0");
        }
        return step;
    }

    private static int number(Config slice, String name, int otherwise) {
        return slice.value(name)
                .map(value -> OperationCall.wholes(name, value)[0])
                .orElse(otherwise);
    }

    /** The entries that a slice takes of an axis, by Python's rules. */
    private static int[] range(Config slice, int size) {
        if (!isSlice(slice)) {
            throw new IllegalArgumentException(
                    "a key should have whole numbers and slices, not an object of class " + slice.className());
        }
        int step = step(slice);
        int least = step > 0 ? 0 : -1;
        int most = step > 0 ? size : size - 1;
        int start = bounded(number(slice, "start", step > 0 ? 0 : size - 1), size, least, most);
        int stop = slice.value("stop").isEmpty()
                ? step > 0 ? size : -1
                : bounded(number(slice, "stop", 0), size, least, most);
        int count = Math.max(0, (stop - start + step - Integer.signum(step)) / step);
        if (count == 0) {
            throw new IllegalArgumentException("a slice should take at least one entry of an axis of size " + size);
        }
        return IntStream.range(0, count).map(i -> start + i * step).toArray();
    }

    private static int bounded(int given, int size, int least, int most) {
        int at = given < 0 ? given + size : given;
        return Math.clamp(at, least, most);
    }

    /** The whole numbers of a constant array. */
    static int[] indices(Object given) {
        Tensor tensor = switch (given) {
            case Config config -> Constants.tensor(config);
            case List<?> list -> Constants.tensor(list);
            default -> throw new IllegalArgumentException("indices should be constant");
        };
        if (tensor.shape().rank() != 1) {
            throw new IllegalArgumentException("indices should have one axis, not the shape " + tensor.shape());
        }
        float[] values = tensor.values();
        return IntStream.range(0, values.length).map(i -> (int) values[i]).toArray();
    }

    /** These entries of an axis, in this order; negative ones count from the end. */
    static Node entries(Node x, int axis, int... indices) {
        int size = x.size(axis);
        List<Node> parts = new ArrayList<>();
        for (int from = 0; from < indices.length; ) {
            int first = index(indices[from], size);
            int to = from + 1;
            while (to < indices.length && index(indices[to], size) == first + to - from) {
                to++;
            }
            parts.add(x.slice(axis, first, first + to - from));
            from = to;
        }
        return Node.concatenate(axis, parts);
    }

    private static int index(int given, int size) {
        int index = given < 0 ? given + size : given;
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("entry " + given + " does not exist on an axis of size " + size);
        }
        return index;
    }
}
