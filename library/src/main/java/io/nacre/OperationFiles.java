package io.nacre;

import io.nacre.data.Tensor;
import io.nacre.file.Config;
import io.nacre.file.LayerConfig;
import io.nacre.file.None;
import io.nacre.file.SavedCall;
import io.nacre.file.SavedLayer;
import io.nacre.file.SavedTensor;
import io.nacre.layer.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns operations of {@code keras.ops} into the descriptions that files hold, and back. */
final class OperationFiles {
    private static final List<String> MODULES = List.of("keras.src.ops.", "keras.ops");
    private static final Set<String> DESCRIBED = Set.of("__tensor__", "__numpy__", "__slice__", "__ellipsis__");

    /** These keep whole numbers whole and truth values true, where ours are numbers like all others. */
    private static final Set<String> OF_THEIR_TYPE = Set.of(
            "Add", "Subtract", "Multiply", "Power", "Maximum", "Minimum", "FloorDivide", "Mod", "Negative", "Square");

    private OperationFiles() {}

    /**
     * The operation that an item among the layers of a file stands for; nothing if it is a layer.
     *
     * @throws IllegalArgumentException if it is an operation that is not supported
     */
    static Optional<Operation> read(SavedLayer layer) {
        Optional<Operation> ofTensorflow = TensorflowOperations.read(layer);
        if (ofTensorflow.isPresent()) {
            return ofTensorflow;
        }
        if (!(layer.content() instanceof LayerConfig(Config config)) || !isOperation(config, layer.calls())) {
            return Optional.empty();
        }
        if (layer.calls().isEmpty()) {
            throw new IllegalArgumentException("the operation " + config.className() + " is not called");
        }
        Set<Operation> forms = Collections.newSetFromMap(new LinkedHashMap<>());
        layer.calls().forEach(call -> forms.add(operation(config, call)));
        if (forms.size() > 1) {
            throw new IllegalArgumentException(
                    "the operation " + config.className() + " is called in several ways, which is not supported");
        }
        return Optional.of(forms.iterator().next());
    }

    private static boolean isOperation(Config config, List<SavedCall> calls) {
        if (config.module().isPresent()) {
            return MODULES.stream().anyMatch(config.module().get()::startsWith);
        }
        // Legacy files name no modules; layers are called with one argument.
        return Operation.isSupported(config.className())
                && calls.stream().anyMatch(call -> call.args().size() > 1);
    }

    private static Operation operation(Config config, SavedCall call) {
        Map<String, Object> settings = new LinkedHashMap<>();
        config.values().forEach((name, value) -> {
            if (!name.equals("name") && !value.equals(false) || Operation.hasSetting(config.className(), name)) {
                settings.put(name, value);
            }
        });
        List<SavedTensor> tensors = call.tensors();
        boolean whole = tensors.stream().noneMatch(tensor -> tensor.dtype().contains("float"))
                && call.args().stream().noneMatch(Double.class::isInstance);
        if (whole && OF_THEIR_TYPE.contains(config.className())) {
            throw new IllegalArgumentException("the operation " + config.className() + " is applied to "
                    + tensors.stream().map(SavedTensor::dtype).toList()
                    + " alone, which is not supported; cast one of them to float32");
        }
        Map<String, Object> named = new LinkedHashMap<>();
        call.kwargs().forEach((name, value) -> {
            if (value != None.NONE) {
                named.put(name, opened(value));
            }
        });
        List<Object> arguments = new ArrayList<>();
        call.args().forEach(argument -> arguments.add(opened(argument)));
        return new Operation(config.className(), settings, arguments, named);
    }

    private static Object opened(Object argument) {
        return switch (argument) {
            case SavedTensor _ -> Operation.Slot.INPUT;
            case List<?> items -> items.stream().map(OperationFiles::opened).toList();
            case Config config when DESCRIBED.contains(config.className()) -> config;
            case Number _, Boolean _, None _ -> argument;
            default -> throw new IllegalArgumentException("the argument " + argument + " is not supported");
        };
    }

    /** Keras's description of an operation, without its name. */
    static Config describe(Operation operation) {
        return new Config(
                Optional.of(operation.module()),
                operation.className(),
                Optional.of(operation.className()),
                operation.settings());
    }

    /** The call of an operation with these tensors. */
    static SavedCall call(Operation operation, List<SavedTensor> tensors) {
        List<SavedTensor> left = new ArrayList<>(tensors);
        List<Object> arguments = new ArrayList<>();
        operation.arguments().forEach(argument -> arguments.add(closed(argument, left)));
        Map<String, Object> named = new LinkedHashMap<>();
        operation.named().forEach((name, value) -> named.put(name, closed(value, left)));
        return new SavedCall(arguments, named);
    }

    private static Object closed(Object argument, List<SavedTensor> left) {
        return switch (argument) {
            case Operation.Slot _ -> left.removeFirst();
            case List<?> items -> {
                List<Object> closed = new ArrayList<>();
                items.forEach(item -> closed.add(closed(item, left)));
                yield closed;
            }
            case Tensor tensor -> {
                Map<String, Object> array = new LinkedHashMap<>();
                array.put("value", Registry.CODEC.encodeValue(tensor));
                array.put("dtype", "float32");
                yield new Config(Optional.empty(), "__numpy__", Optional.empty(), array);
            }
            default -> argument;
        };
    }
}
