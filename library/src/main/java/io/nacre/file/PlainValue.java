package io.nacre.file;

import io.nacre.graph.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values that a {@link Config} may hold: their check, and their way from JSON and back. */
final class PlainValue {
    private static final String TENSOR = "__keras_tensor__";

    private PlainValue() {}

    /** A copy of the values in which each is plain, in the same order. */
    static Map<String, Object> map(Map<String, ?> values) {
        Map<String, Object> plain = new LinkedHashMap<>();
        values.forEach((name, value) -> plain.put(name, of(value)));
        return Collections.unmodifiableMap(plain);
    }

    static List<Object> list(List<?> values) {
        List<Object> plain = new ArrayList<>(values.size());
        values.forEach(value -> plain.add(of(value)));
        return Collections.unmodifiableList(plain);
    }

    private static Object of(Object value) {
        return switch (value) {
            case String _, Long _, Double _, Boolean _, None _, Config _, SavedTensor _ -> value;
            case Integer number -> number.longValue();
            case Float number -> number.doubleValue();
            case List<?> items -> list(items);
            case Map<?, ?> entries -> map(named(entries));
            default ->
                throw new IllegalArgumentException("a config holds strings, numbers, booleans, lists, maps, configs and"
                        + " None, but was given " + value.getClass().getName());
        };
    }

    static Map<String, Object> named(Map<?, ?> entries) {
        Map<String, Object> named = new LinkedHashMap<>();
        entries.forEach((name, value) -> {
            if (!(name instanceof String text)) {
                throw new IllegalArgumentException("a map in a config has strings as keys, but was given " + name);
            }
            named.put(text, value);
        });
        return named;
    }

    /** Turns parsed JSON into plain values: objects with a class and a configuration become {@link Config}s. */
    static Object fromJson(Object json) {
        return switch (json) {
            case List<?> items -> items.stream().map(PlainValue::fromJson).toList();
            case Map<?, ?> entries -> fromObject(named(entries));
            default -> json;
        };
    }

    private static Object fromObject(Map<String, Object> object) {
        if (object.get("class_name") instanceof String className && object.get("config") instanceof Map<?, ?> inner) {
            return className.equals(TENSOR) ? tensor(named(inner)) : config(className, object, named(inner));
        }
        Optional<Object> array = Keras2.array(object);
        return array.isPresent() ? fromJson(array.get()) : values(object);
    }

    /** The same values, each made plain. */
    static Map<String, Object> values(Map<String, Object> json) {
        Map<String, Object> plain = new LinkedHashMap<>();
        json.forEach((name, value) -> plain.put(name, fromJson(value)));
        return plain;
    }

    private static Config config(String className, Map<String, Object> object, Map<String, Object> inner) {
        if (className.isBlank()) {
            throw new FileFormatException("\"class_name\" is blank");
        }
        return Keras2.modern(
                new Config(text(object, "module"), className, text(object, "registered_name"), values(inner)));
    }

    static Optional<String> text(Map<String, Object> object, String name) {
        return object.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static SavedTensor tensor(Map<String, Object> config) {
        if (!(config.get("keras_history") instanceof List<?> history)
                || !(config.get("shape") instanceof List<?> sizes)) {
            throw new FileFormatException("a tensor lacks its \"keras_history\" or its \"shape\"");
        }
        return new SavedTensor(
                source(history), shape(sizes), text(config, "dtype").orElse("float32"));
    }

    /** Reads {@code ["layer", 0, 0]}. */
    static SavedSource source(List<?> history) {
        if (history.size() >= 3
                && history.get(0) instanceof String layer
                && history.get(1) instanceof Long call
                && history.get(2) instanceof Long output) {
            return new SavedSource(layer, small(call), small(output));
        }
        throw new FileFormatException("a connection should read [layer, call, output], but reads " + brief(history));
    }

    private static Shape shape(List<?> sizes) {
        int[] axes = new int[sizes.size()];
        for (int axis = 0; axis < axes.length; axis++) {
            axes[axis] = switch (sizes.get(axis)) {
                case None _ -> Shape.BATCH;
                case Long size when size > 0 && size <= Integer.MAX_VALUE -> size.intValue();
                case Object other ->
                    throw new FileFormatException(
                            "a shape has sizes above 0 or null, but axis " + axis + " has " + brief(other));
            };
        }
        return Shape.of(axes);
    }

    private static int small(long number) {
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new FileFormatException("the number of a call or an output should be 0 or more, but is " + number);
        }
        return (int) number;
    }

    /** Turns a plain value into what {@link Json#print} takes. */
    static Object toJson(Object value) {
        return switch (value) {
            case Config config -> object(config, toJson(config.values()));
            case SavedTensor tensor -> tensor(tensor);
            case SavedSource source -> List.of(source.layer(), (long) source.call(), (long) source.output());
            case List<?> items -> items.stream().map(PlainValue::toJson).toList();
            case Map<?, ?> entries -> {
                Map<String, Object> json = new LinkedHashMap<>();
                entries.forEach((name, entry) -> json.put((String) name, toJson(entry)));
                yield json;
            }
            default -> value;
        };
    }

    /** Keras's four keys of an object, in Keras's order; two of an array or a slice. */
    static Map<String, Object> object(Config config, Object values) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (config.className().startsWith("__")) {
            object.put("class_name", config.className());
            object.put("config", values);
            return object;
        }
        object.put("module", config.module().<Object>map(text -> text).orElse(None.NONE));
        object.put("class_name", config.className());
        object.put("config", values);
        object.put(
                "registered_name",
                config.registeredName().<Object>map(text -> text).orElse(None.NONE));
        return object;
    }

    private static Map<String, Object> tensor(SavedTensor tensor) {
        List<Object> sizes = new ArrayList<>();
        for (int size : tensor.shape().sizes()) {
            sizes.add(size < 0 ? None.NONE : (Object) (long) size);
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("shape", sizes);
        config.put("dtype", tensor.dtype());
        config.put("keras_history", toJson(tensor.source()));
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("class_name", TENSOR);
        object.put("config", config);
        return object;
    }

    /** What sort of value this is, for messages. */
    static String kind(Object value) {
        return switch (value) {
            case String _ -> "a string";
            case Long _, Double _ -> "a number";
            case Boolean _ -> "a boolean";
            case None _ -> "null";
            case List<?> _ -> "a list";
            case Config config -> "an object of class " + config.className();
            default -> "an object";
        };
    }

    /** The value in a message: its text, cut when long. */
    static String brief(Object value) {
        String text = value.toString();
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }
}
