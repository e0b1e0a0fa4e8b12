package io.nacre;

import io.nacre.file.Config;
import io.nacre.file.LayerConfig;
import io.nacre.file.None;
import io.nacre.file.SavedCall;
import io.nacre.file.SavedLayer;
import io.nacre.file.SavedTensor;
import io.nacre.layer.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads functions of TensorFlow, which Keras 2 kept as layers of class {@code TFOpLambda}, as operations of Keras 3
 * where they are plain arithmetic. Keras 3 reads none of them.
 */
final class TensorflowOperations {
    private static final String LAMBDA = "TFOpLambda";
    private static final String SECOND = "y";
    private static final Set<String> CLASSES =
            Set.of(LAMBDA, "TensorFlowOpLayer", "SlicingOpLambda", "ClassMethod", "InstanceMethod", "InstanceProperty");

    /** Functions of a tensor, and of another or a number. */
    private static final Map<String, String> OF_TWO = Map.of(
            "__operators__.add", "Add",
            "math.add", "Add",
            "math.subtract", "Subtract",
            "math.multiply", "Multiply",
            "math.truediv", "TrueDivide",
            "math.divide", "TrueDivide",
            "math.pow", "Power",
            "math.maximum", "Maximum",
            "math.minimum", "Minimum");

    private static final Map<String, String> OF_ONE = Map.of(
            "math.abs", "Absolute",
            "math.negative", "Negative",
            "math.square", "Square",
            "math.sqrt", "Sqrt",
            "math.exp", "Exp",
            "math.log", "Log",
            "math.tanh", "Tanh",
            "math.sigmoid", "Sigmoid",
            "nn.relu", "Relu");

    private TensorflowOperations() {}

    /**
     * The operation that a layer stands for; nothing if it is no function of TensorFlow.
     *
     * @throws IllegalArgumentException if the function is not supported
     */
    static Optional<Operation> read(SavedLayer layer) {
        if (!(layer.content() instanceof LayerConfig(Config config)) || !CLASSES.contains(config.className())) {
            return Optional.empty();
        }
        String function = config.value("function").orElse(layer.name()).toString();
        List<Optional<Operation>> forms = layer.calls().stream()
                .map(call -> operation(function, call))
                .distinct()
                .toList();
        if (!config.className().equals(LAMBDA)
                || forms.size() != 1
                || forms.getFirst().isEmpty()) {
            throw new IllegalArgumentException("the operation " + function + " of TensorFlow (class "
                    + config.className() + ") is not supported, nor is it in Keras 3; put a layer in its place, such as"
                    + " Add or Rescaling, in Keras 2 and save the model again");
        }
        return forms.getFirst();
    }

    private static Optional<Operation> operation(String function, SavedCall call) {
        List<Object> given = new ArrayList<>(call.args());
        String className = OF_ONE.get(function);
        if (OF_TWO.get(function) instanceof String two && call.kwargs().get(SECOND) instanceof Object second) {
            className = two;
            given.add(second);
        }
        boolean plain = given.stream().allMatch(value -> value instanceof SavedTensor || value instanceof Number)
                && call.kwargs().entrySet().stream()
                        .allMatch(entry -> entry.getKey().equals(SECOND) && OF_TWO.containsKey(function)
                                || entry.getKey().equals("name")
                                || entry.getValue() == None.NONE);
        List<Object> arguments = given.stream()
                .map(value -> value instanceof SavedTensor ? Operation.Slot.INPUT : value)
                .toList();
        return className != null && plain
                ? Optional.of(Operation.of(className, arguments.toArray()))
                : Optional.empty();
    }
}
