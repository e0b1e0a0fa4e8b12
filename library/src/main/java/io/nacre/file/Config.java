package io.nacre.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plain description of one Keras object: its class and the values that it was made with.
 *
 * <p>In JSON: <code>{"module": ..., "class_name": ..., "config": {...}, "registered_name": ...}</code>. A value is a
 * {@link String}, {@link Long}, {@link Double}, {@link Boolean}, {@link None}, a {@link List} or a {@link Map} with
 * string keys of such values, another {@code Config}, or a {@link SavedTensor}. Other numbers are widened to these. The
 * order of the values is kept. What only helps Keras's own bookkeeping ({@code build_config}, {@code shared_object_id})
 * is neither kept nor written.
 *
 * @param module Keras's package, such as {@code keras.layers}; legacy files do not tell
 * @param className Keras's name for the class, such as {@code Dense}
 * @param registeredName the name under which a class of the user's own was registered
 * @param values what the object was made with, by Keras's names
 */
public record Config(
        Optional<String> module, String className, Optional<String> registeredName, Map<String, Object> values) {

    /** Checks the values and copies them. */
    public Config {
        if (className.isBlank()) {
            throw new IllegalArgumentException("className of a config is blank; give Keras's name, such as Dense");
        }
        values = PlainValue.map(values);
    }

    /** The description of one of Keras's own classes. */
    public static Config of(String module, String className, Map<String, ?> values) {
        return new Config(Optional.of(module), className, Optional.empty(), PlainValue.map(values));
    }

    /** The value of this name, or nothing when it is absent or {@link None}. */
    public Optional<Object> value(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> value != None.NONE);
    }

    /** This description with one more, or another, value; it keeps its place if the name was there. */
    public Config withValue(String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(values);
        changed.put(name, value);
        return new Config(module, className, registeredName, changed);
    }

    /** This description without the values of these names. */
    public Config without(String... names) {
        Map<String, Object> changed = new LinkedHashMap<>(values);
        List.of(names).forEach(changed::remove);
        return new Config(module, className, registeredName, changed);
    }

    /**
     * Reads Keras's JSON of one object.
     *
     * @throws FileFormatException if it is not JSON, is too large or too deeply nested, or lacks a {@code class_name}
     */
    public static Config parse(String json) {
        Object value = PlainValue.fromJson(Json.parse(json));
        if (value instanceof Config config) {
            return config;
        }
        throw new FileFormatException(
                "a JSON object with \"class_name\" and \"config\" was expected, but found " + PlainValue.kind(value));
    }

    /** Keras's JSON of this object; the same description always gives the same text. */
    public String print() {
        return Json.print(PlainValue.toJson(this));
    }
}
