package io.nacre.layer;

import io.nacre.data.Tensor;
import io.nacre.file.Config;
import io.nacre.file.None;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One call of an operation.
 *
 * @param arguments in order, with nodes where inputs stand
 * @param named by name, with nodes where inputs stand
 */
record OperationCall(
        Scope scope,
        OperationRule rule,
        Map<String, Object> settings,
        List<Object> arguments,
        Map<String, Object> named) {

    /** Checks that each argument has a parameter. */
    static void check(String className, OperationRule rule, List<Object> arguments, Map<String, Object> named) {
        if (arguments.size() > rule.parameters().size()) {
            throw new IllegalArgumentException("the operation " + className + " takes "
                    + String.join(", ", rule.parameters()) + ", but is called with " + arguments.size()
                    + " arguments");
        }
        named.forEach((name, value) -> {
            if (rule.parameters().indexOf(name) < arguments.size() && value != None.NONE) {
                throw new IllegalArgumentException("the operation " + className + " takes "
                        + String.join(", ", rule.parameters()) + ", but is called with " + name + "=" + value);
            }
        });
    }

    /** The argument of this name, or none if it is missing or {@link None}. */
    Optional<Object> argument(String name) {
        int at = rule.parameters().indexOf(name);
        Object given = at >= 0 && at < arguments.size() ? arguments.get(at) : named.getOrDefault(name, None.NONE);
        return Optional.of(given).filter(value -> value != None.NONE);
    }

    /** The array that is given for a parameter: an input or a constant. */
    Node node(String name) {
        return argument(name)
                .map(value -> node(name, value))
                .orElseThrow(() -> new IllegalArgumentException("it is called without " + name));
    }

    /** The first array. */
    Node x() {
        return node(rule.parameters().getFirst());
    }

    /** The second array. */
    Node y() {
        return node(rule.parameters().get(1));
    }

    /** The arrays of a list. */
    List<Node> nodes(String name) {
        if (argument(name).orElse(None.NONE) instanceof List<?> items) {
            return items.stream().map(item -> node(name, item)).toList();
        }
        return List.of(node(name));
    }

    private static Node node(String name, Object value) {
        return switch (value) {
            case Node node -> node;
            case Number number -> Node.constant(number.doubleValue());
            case Boolean flag -> Node.constant(flag ? 1 : 0);
            case Tensor tensor -> Constants.node(tensor);
            case List<?> numbers -> Constants.node(Constants.tensor(numbers));
            case Config config -> Constants.node(Constants.tensor(config));
            default -> throw new IllegalArgumentException(name + " should be an array or a number, not " + value);
        };
    }

    /** The setting of this name, or none if it is missing or {@link None}. */
    Optional<Object> setting(String name) {
        return Optional.ofNullable(settings.get(name)).filter(value -> value != None.NONE);
    }

    /** A setting that is a number. */
    double number(String name, double otherwise) {
        return setting(name)
                .map(value -> value instanceof Number number ? number.doubleValue() : refuse(name, value))
                .orElse(otherwise);
    }

    private static double refuse(String name, Object value) {
        throw new IllegalArgumentException(name + " should be a number, not " + value);
    }

    /** A setting that is a whole number. */
    int whole(String name, int otherwise) {
        double number = number(name, otherwise);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(name + " should be a whole number, not " + number);
        }
        return (int) number;
    }

    /** A setting that is true or false. */
    boolean flag(String name, boolean otherwise) {
        return setting(name).map(value -> value.equals(true)).orElse(otherwise);
    }

    /** A setting that is a whole number or a list of them; none if it is missing. */
    Optional<int[]> wholes(String name) {
        return setting(name).map(value -> wholes(name, value));
    }

    /** A whole number or a list of them. */
    static int[] wholes(String name, Object value) {
        List<?> items = value instanceof List<?> list ? list : List.of(value);
        List<Integer> numbers = new ArrayList<>();
        for (Object item : items) {
            if (!(item instanceof Number number) || number.doubleValue() != number.intValue()) {
                throw new IllegalArgumentException(name + " should hold whole numbers, not " + item);
            }
            numbers.add(number.intValue());
        }
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The axes that {@code axis} names, from 0 up: all if there is none. The batch is refused. */
    int[] samplesAxes(Node x) {
        int[] axes = wholes("axis")
                .map(given -> IntStream.of(given)
                        .map(axis -> x.shape().axis(axis))
                        .sorted()
                        .distinct()
                        .toArray())
                .orElseGet(() -> IntStream.range(0, x.shape().rank()).toArray());
        for (int axis : axes) {
            keepsBatch(x, axis);
        }
        return axes;
    }

    /** Refuses an axis along which samples lie. */
    static void keepsBatch(Node x, int axis) {
        if (x.size(axis) < 0) {
            throw new IllegalArgumentException("axis " + axis + " is the batch; operations across samples are not"
                    + " supported, since their results would depend on the batch size");
        }
    }
}
