package io.nacre.file;

import io.nacre.graph.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The calls of layers as Keras 2 wrote them: each is a list of tensors {@code [layer, call, output, {named
 * arguments}]}.
 */
final class Keras2Calls {
    private static final String CONSTANT = "_CONSTANT_VALUE";
    private static final String FLOAT32 = "float32";
    private static final int NAMED = 3;

    private Keras2Calls() {}

    /** Whether a call is described in this way; Keras 3 describes it by its {@code args} and {@code kwargs}. */
    static boolean isCall(Object node) {
        return node instanceof List<?> || node instanceof Map<?, ?> named && !named.containsKey("args");
    }

    /** Reads a call. Tensors have no shapes here: each is a scalar. */
    static SavedCall read(Object node) {
        Map<String, Object> named = new LinkedHashMap<>();
        Object tensors = tensors(node, named);
        return new SavedCall(
                List.of(tensors instanceof List<?> list && list.size() == 1 ? list.getFirst() : tensors), named);
    }

    private static Object tensors(Object node, Map<String, Object> named) {
        return switch (node) {
            case List<?> list
            when isTensor(list) -> {
                if (list.size() > NAMED && list.get(NAMED) instanceof Map<?, ?> arguments) {
                    PlainValue.named(arguments).forEach((name, value) -> named.putIfAbsent(name, argument(value)));
                }
                yield CONSTANT.equals(list.getFirst()) ? PlainValue.fromJson(list.get(2)) : tensor(list);
            }
            case List<?> list -> list.stream().map(item -> tensors(item, named)).toList();
            case Map<?, ?> entries -> {
                Map<String, Object> tensors = new LinkedHashMap<>();
                PlainValue.named(entries).forEach((name, item) -> tensors.put(name, tensors(item, named)));
                yield tensors;
            }
            default ->
                throw new FileFormatException("\"inbound_nodes\" holds " + PlainValue.kind(node)
                        + " where a tensor [layer, call, output] is expected");
        };
    }

    private static boolean isTensor(List<?> list) {
        return list.size() >= NAMED && list.getFirst() instanceof String && list.get(1) instanceof Long;
    }

    private static SavedTensor tensor(List<?> history) {
        return new SavedTensor(PlainValue.source(history), Shape.SCALAR, FLOAT32);
    }

    private static Object argument(Object value) {
        return switch (value) {
            case List<?> list when list.size() == NAMED && isTensor(list) -> tensor(list);
            case List<?> list -> list.stream().map(Keras2Calls::argument).toList();
            default -> PlainValue.fromJson(value);
        };
    }

    /**
     * Numbers calls from 0. Keras 2 counts those of a model within the model from 1, and some files count calls that
     * were made for other models too. If every call of a layer is used, the numbers in use are its calls in order.
     */
    static UnaryOperator<SavedSource> fromZero(List<SavedLayer> layers, List<SavedSource> outputs) {
        Map<String, Set<Integer>> used = new HashMap<>();
        outputs.forEach(output -> note(output, used));
        layers.forEach(layer ->
                layer.calls().forEach(call -> call.tensors().forEach(tensor -> note(tensor.source(), used))));
        Map<SavedSource, Integer> numbers = new HashMap<>();
        for (SavedLayer layer : layers) {
            List<Integer> there = List.copyOf(used.getOrDefault(layer.name(), Set.of()));
            boolean all = there.size() == Math.max(1, layer.calls().size());
            int first = layer.content() instanceof SavedNetwork && !there.contains(0) ? 1 : 0;
            for (int i = 0; i < there.size(); i++) {
                numbers.put(new SavedSource(layer.name(), there.get(i), 0), all ? i : there.get(i) - first);
            }
        }
        return source -> source.withCall(numbers.getOrDefault(CallOrder.call(source), source.call()));
    }

    private static void note(SavedSource source, Map<String, Set<Integer>> used) {
        used.computeIfAbsent(source.layer(), _ -> new TreeSet<>()).add(source.call());
    }

    /** The calls with other numbers. */
    static List<SavedCall> renumbered(List<SavedCall> calls, UnaryOperator<SavedSource> number) {
        List<SavedCall> renumbered = new ArrayList<>(calls.size());
        for (SavedCall call : calls) {
            List<Object> arguments = new ArrayList<>();
            call.args().forEach(value -> arguments.add(renumbered(value, number)));
            Map<String, Object> named = new LinkedHashMap<>();
            call.kwargs().forEach((name, value) -> named.put(name, renumbered(value, number)));
            renumbered.add(new SavedCall(arguments, named));
        }
        return renumbered;
    }

    private static Object renumbered(Object value, UnaryOperator<SavedSource> number) {
        return switch (value) {
            case SavedTensor tensor -> new SavedTensor(number.apply(tensor.source()), tensor.shape(), tensor.dtype());
            case List<?> items ->
                items.stream().map(item -> renumbered(item, number)).toList();
            case Map<?, ?> entries -> {
                Map<String, Object> renumbered = new LinkedHashMap<>();
                PlainValue.named(entries).forEach((name, item) -> renumbered.put(name, renumbered(item, number)));
                yield renumbered;
            }
            default -> value;
        };
    }
}
