package io.nacre.layer;

import io.nacre.data.Tensor;
import io.nacre.file.Config;
import io.nacre.file.None;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Fixed arrays of numbers in layers. */
final class Constants {
    private static final Set<String> ARRAYS = Set.of("__tensor__", "__numpy__");

    private Constants() {}

    /** A node of these numbers. */
    static Node node(Tensor given) {
        float[] values = given.values();
        double[] numbers =
                IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
        return given.shape().equals(Shape.SCALAR)
                ? Node.constant(numbers[0])
                : Node.table(numbers).reshape(given.shape());
    }

    /** The array that Keras's description of one describes. */
    static Tensor tensor(Config described) {
        Object value = described.values().getOrDefault("value", None.NONE);
        if (!ARRAYS.contains(described.className())) {
            throw new IllegalArgumentException("an object of class " + described.className() + " is no array");
        }
        return value instanceof List<?> rows ? tensor(rows) : Tensor.scalar((float) number(value));
    }

    /** An array of nested lists. */
    static Tensor tensor(List<?> rows) {
        List<Integer> sizes = new ArrayList<>();
        Object inner = rows;
        while (inner instanceof List<?> list && !list.isEmpty()) {
            sizes.add(list.size());
            inner = list.getFirst();
        }
        List<Float> numbers = new ArrayList<>();
        collect(rows, sizes, 0, numbers);
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i);
        }
        return Tensor.of(values, sizes.stream().mapToInt(Integer::intValue).toArray());
    }

    private static void collect(Object value, List<Integer> sizes, int axis, List<Float> numbers) {
        if (axis == sizes.size()) {
            numbers.add((float) number(value));
        } else if (value instanceof List<?> list && list.size() == sizes.get(axis)) {
            list.forEach(item -> collect(item, sizes, axis + 1, numbers));
        } else {
            throw new IllegalArgumentException("an array should be lists of numbers of one length");
        }
    }

    private static double number(Object value) {
        return switch (value) {
            case Number number -> number.doubleValue();
            case Boolean flag -> flag ? 1 : 0;
            default -> throw new IllegalArgumentException("an array should hold numbers, not " + value);
        };
    }
}
