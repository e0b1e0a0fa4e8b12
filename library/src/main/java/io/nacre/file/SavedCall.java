package io.nacre.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One call of a layer in a functional model; Keras's {@code inbound_nodes}.
 *
 * @param args what it was called with: {@link SavedTensor}s, lists of them, and plain values as in {@link Config}
 * @param kwargs what it was called with by name
 */
public record SavedCall(List<Object> args, Map<String, Object> kwargs) {
    /** Checks the values and copies them. */
    public SavedCall {
        args = PlainValue.list(args);
        kwargs = PlainValue.map(kwargs);
    }

    /** A call with tensors, each an argument of its own. */
    public static SavedCall of(SavedTensor... tensors) {
        return new SavedCall(List.of((Object[]) tensors), Map.of());
    }

    /** A call with one list of tensors, as merging layers are called. */
    public static SavedCall ofList(List<SavedTensor> tensors) {
        return new SavedCall(List.of(tensors), Map.of());
    }

    /**
     * All tensors of the call: those of the arguments in their order, of a dict by its keys, then those given by name.
     */
    public List<SavedTensor> tensors() {
        List<SavedTensor> tensors = new ArrayList<>();
        gather(args, tensors);
        gather(List.copyOf(kwargs.values()), tensors);
        return List.copyOf(tensors);
    }

    private static void gather(Object value, List<SavedTensor> tensors) {
        switch (value) {
            case SavedTensor tensor -> tensors.add(tensor);
            case List<?> items -> items.forEach(item -> gather(item, tensors));
            case Map<?, ?> entries -> Keys.sorted(entries).values().forEach(item -> gather(item, tensors));
            default -> {}
        }
    }
}
