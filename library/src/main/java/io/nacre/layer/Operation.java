package io.nacre.layer;

import io.nacre.file.Config;
import io.nacre.file.None;
import io.nacre.file.RecordText;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An operation of Keras's {@code keras.ops} in a functional model: what {@code x * 10.0 + 3.0}, {@code x[:, 0]} or
 * {@code ops.mean(x, axis=1)} stand for. It has no weights.
 *
 * <pre>{@code
 * SymbolicTensor y = x.to(Operation.of("Multiply", Operation.Slot.INPUT, 10.0));
 * SymbolicTensor mean = y.to(Operation.of("Mean", Operation.Slot.INPUT).withSetting("axis", 1));
 * }</pre>
 *
 * <p>Operations broadcast as NumPy does. They keep samples apart: the first axis, the batch, is not reduced, moved or
 * cut.
 *
 * @param className Keras's name for the operation's class, such as {@code Multiply}
 * @param settings what the operation was made with, by Keras's names, such as {@code axis}; missing ones have Keras's
 *     defaults
 * @param arguments what it is called with: {@link Slot#INPUT} where an input stands, numbers, {@link None}, lists of
 *     these, and Keras's descriptions of arrays and slices
 * @param named what it is called with by name
 * @see <a href="https://keras.io/api/ops/">Keras, ops</a>
 */
public record Operation(
        String className, Map<String, Object> settings, List<Object> arguments, Map<String, Object> named)
        implements Merging {
    /** Stands among the arguments for the next of the inputs. */
    public enum Slot {
        /** The next input. */
        INPUT
    }

    /**
     * Checks that the operation is supported, with these settings.
     *
     * @throws IllegalArgumentException if it is not
     */
    public Operation {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        arguments = List.copyOf(arguments);
        named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
        OperationRule rule = OperationRules.of(className);
        settings.forEach((name, value) -> {
            if (!rule.settings().contains(name) && value != None.NONE) {
                throw new IllegalArgumentException(
                        name + " = " + value + " is not supported by the operation " + className);
            }
        });
        OperationCall.check(className, rule, arguments, named);
    }

    /**
     * An operation with Keras's default settings.
     *
     * @param arguments such as {@code Operation.of("Subtract", 2.0, Slot.INPUT)}
     */
    public static Operation of(String className, Object... arguments) {
        return new Operation(className, Map.of(), Arrays.asList(arguments), Map.of());
    }

    /** Whether there is an operation of this name. */
    public static boolean isSupported(String className) {
        return OperationRules.ALL.containsKey(className);
    }

    /** Whether an operation is made with a setting of this name. */
    public static boolean hasSetting(String className, String name) {
        return isSupported(className) && OperationRules.of(className).settings().contains(name);
    }

    /** Returns a copy with this setting, such as {@code axis}. */
    public Operation withSetting(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(settings);
        more.put(name, value);
        return new Operation(className, more, arguments, named);
    }

    /** A slice as it stands in a key; {@link None} for a bound that is left out. */
    static Config slice(Object start, Object stop, Object step) {
        Map<String, Object> bounds = new LinkedHashMap<>();
        bounds.put("start", start);
        bounds.put("stop", stop);
        bounds.put("step", step);
        return new Config(Optional.empty(), "__slice__", Optional.empty(), bounds);
    }

    /** The Keras module that the class is in, such as {@code keras.src.ops.numpy}. */
    public String module() {
        return OperationRules.of(className).module();
    }

    /** How many inputs it takes. */
    public int inputs() {
        return slots(arguments) + slots(List.copyOf(named.values()));
    }

    private static int slots(Object value) {
        return switch (value) {
            case Slot _ -> 1;
            case List<?> items -> items.stream().mapToInt(Operation::slots).sum();
            default -> 0;
        };
    }

    @Override
    public Node call(Scope scope, List<Node> inputs) {
        Require.inputs(inputs(), inputs);
        List<Node> left = new ArrayList<>(inputs);
        List<Object> filled = new ArrayList<>();
        arguments.forEach(argument -> filled.add(filled(argument, left)));
        Map<String, Object> filledNamed = new LinkedHashMap<>();
        named.forEach((name, value) -> filledNamed.put(name, filled(value, left)));
        OperationRule rule = OperationRules.of(className);
        return rule.meaning().apply(new OperationCall(scope, rule, settings, filled, filledNamed));
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }

    private static Object filled(Object argument, List<Node> left) {
        return switch (argument) {
            case Slot _ -> left.removeFirst();
            case List<?> items -> {
                List<Object> filled = new ArrayList<>();
                items.forEach(item -> filled.add(filled(item, left)));
                yield filled;
            }
            default -> argument;
        };
    }
}
