package io.nacre;

import io.nacre.file.None;
import io.nacre.file.SavedCall;
import io.nacre.file.SavedTensor;
import io.nacre.layer.Merging;
import io.nacre.layer.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns calls of layers into the descriptions that files hold, and back. */
final class CallFiles {
    private static final String TRAINING = "training";

    private CallFiles() {}

    /** Describes a call with these tensors. */
    static SavedCall describe(Part part, List<SavedTensor> tensors, Optional<Boolean> training) {
        SavedCall plain = switch (part) {
            case LayerState state
            when state.layer() instanceof Operation operation -> OperationFiles.call(operation, tensors);
            case LayerState state when state.layer() instanceof Merging -> SavedCall.ofList(tensors);
            case LayerState _ -> SavedCall.of(tensors.toArray(SavedTensor[]::new));
            case Network network
            when !network.keys().inputs().isEmpty() -> {
                Map<String, Object> named = new LinkedHashMap<>();
                network.keys().inputs().forEach(key -> named.put(key, tensors.get(named.size())));
                yield new SavedCall(List.of(named), Map.of());
            }
            case Network _ -> tensors.size() == 1 ? SavedCall.of(tensors.getFirst()) : SavedCall.ofList(tensors);
        };
        return training.map(flag -> {
                    Map<String, Object> named = new LinkedHashMap<>(plain.kwargs());
                    named.put(TRAINING, flag);
                    return new SavedCall(plain.args(), named);
                })
                .orElse(plain);
    }

    /** Whether a call says that it is as in training, or not as in training. */
    static Optional<Boolean> training(Part part, SavedCall call) {
        return !isOperation(part) && call.kwargs().get(TRAINING) instanceof Boolean flag
                ? Optional.of(flag)
                : Optional.empty();
    }

    /**
     * What a part is called with, in its order.
     *
     * @throws IllegalArgumentException if there are arguments that mean more than is supported
     */
    static List<SavedTensor> tensors(Part part, SavedCall call, String path) {
        if (isOperation(part)) {
            return call.tensors();
        }
        boolean given = false;
        for (Map.Entry<String, Object> named : call.kwargs().entrySet()) {
            boolean flag = named.getKey().equals(TRAINING) && named.getValue() instanceof Boolean;
            boolean input = call.args().isEmpty() && !given && named.getValue() instanceof SavedTensor;
            given |= input;
            if (!flag && !input && !isNone(named.getValue())) {
                throw new IllegalArgumentException("layer " + path + " is called with " + named.getKey() + "="
                        + named.getValue() + ", which is not supported; a call takes tensors and training");
            }
        }
        List<Object> arguments = new ArrayList<>(call.args());
        arguments.removeIf(argument -> argument == None.NONE);
        if (arguments.size() == 1
                && arguments.getFirst() instanceof Map<?, ?> named
                && part instanceof Network network) {
            return named(network, named, path);
        }
        for (Object argument : arguments) {
            boolean tensors = argument instanceof SavedTensor
                    || argument instanceof List<?> list && list.stream().allMatch(SavedTensor.class::isInstance);
            if (!tensors) {
                throw new IllegalArgumentException("layer " + path + " is called with " + argument
                        + ", which is not supported; a call takes tensors, or one list of them");
            }
        }
        return call.tensors();
    }

    private static boolean isOperation(Part part) {
        return part instanceof LayerState state && state.layer() instanceof Operation;
    }

    private static boolean isNone(Object value) {
        return switch (value) {
            case None _ -> true;
            case List<?> items -> items.stream().allMatch(CallFiles::isNone);
            case Map<?, ?> entries -> entries.values().stream().allMatch(CallFiles::isNone);
            default -> false;
        };
    }

    /** Tensors that are given by the names of the inputs. */
    private static List<SavedTensor> named(Network network, Map<?, ?> given, String path) {
        List<SavedTensor> tensors = new ArrayList<>();
        List<String> names = network.inputNames();
        if (new HashSet<>(names).equals(given.keySet())) {
            for (String input : names) {
                if (given.get(input) instanceof SavedTensor tensor) {
                    tensors.add(tensor);
                }
            }
        }
        if (tensors.size() != names.size()) {
            throw new IllegalArgumentException(
                    "model " + path + " has the inputs " + names + ", but is called with " + given.keySet());
        }
        return tensors;
    }
}
