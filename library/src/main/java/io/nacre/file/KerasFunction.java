package io.nacre.file;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A function in a configuration, which Keras writes by its name: <code>{"module": "builtins", "class_name": "function",
 * "config": "mean_squared_error", "registered_name": "function"}</code>.
 *
 * @param module where it is from; {@code builtins} for those of Keras and for those of users
 * @param name its name, with its package before a {@code >} if a user registered it
 */
record KerasFunction(String module, String name) {
    private static final String CLASS = "function";
    private static final String ANY = "builtins";

    /** The function that a value describes, if it does. */
    static Optional<KerasFunction> of(Map<?, ?> value) {
        return CLASS.equals(value.get("class_name")) && value.get("config") instanceof String name
                ? Optional.of(new KerasFunction(value.get("module") instanceof String module ? module : ANY, name))
                : Optional.empty();
    }

    /** A function of a user, which Keras finds by its name in {@code custom_objects}. */
    static KerasFunction custom(String name) {
        return new KerasFunction(ANY, name);
    }

    /** Whether it may be one of Keras's own. */
    boolean isKeras() {
        return !name.contains(">") && (module.equals(ANY) || module.equals("keras") || module.startsWith("keras."));
    }

    /** What {@link #of} reads. */
    Map<String, Object> value() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("module", module);
        value.put("class_name", CLASS);
        value.put("config", name);
        value.put("registered_name", name);
        return value;
    }
}
