package io.nacre.file;

import io.nacre.data.Tensor;
import io.nacre.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Arrays as Keras writes them in configurations: a number, a list of numbers, a list of such lists, ...; or a NumPy
 * array.
 */
final class NestedNumbers {
    private static final Set<String> ARRAYS = Set.of("__numpy__", "__tensor__");

    private NestedNumbers() {}

    static Object of(Tensor tensor) {
        if (tensor.shape().rank() == 0) {
            return Double.valueOf(Float.toString(tensor.at()));
        }
        List<Object> rows = new ArrayList<>();
        for (int row = 0; row < tensor.size(0); row++) {
            rows.add(of(tensor.row(row)));
        }
        return rows;
    }

    /** The lists of numbers in an array that Keras wrote as an object; any other value as it is. */
    static Object plain(Object given) {
        return given instanceof Config array && ARRAYS.contains(array.className())
                ? array.values().getOrDefault("value", None.NONE)
                : given;
    }

    static Tensor tensor(Object given) {
        Object value = plain(given);
        Shape shape = shape(value);
        List<Float> numbers = new ArrayList<>();
        collect(value, shape, 0, numbers);
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i);
        }
        return shape.rank() == 0 ? Tensor.scalar(values[0]) : Tensor.wrap(values, shape.sizes());
    }

    private static Shape shape(Object value) {
        Shape shape = Shape.SCALAR;
        Object inner = value;
        while (inner instanceof List<?> list) {
            if (list.isEmpty()) {
                throw new UnsupportedConfigException("should hold numbers, but has an empty list");
            }
            shape = shape.append(list.size());
            inner = list.getFirst();
        }
        return shape;
    }

    private static void collect(Object value, Shape shape, int axis, List<Float> numbers) {
        boolean fits = axis == shape.rank()
                ? value instanceof Number
                : value instanceof List<?> list && list.size() == shape.size(axis);
        if (!fits) {
            throw new UnsupportedConfigException(
                    "should be a number or lists of numbers of one length, but has " + PlainValue.brief(value));
        }
        if (value instanceof Number number) {
            numbers.add(number.floatValue());
        } else if (value instanceof List<?> list) {
            list.forEach(item -> collect(item, shape, axis + 1, numbers));
        }
    }
}
