package io.nacre.file;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The values in Keras's configurations that may be passed over: those that only Keras needs, and those that have the
 * one value that changes nothing.
 *
 * @param values by name, the values that change nothing; an empty list for any value
 */
record Harmless(Map<String, List<Object>> values) {
    /** What every version of Keras 3 writes beside what matters. */
    static final Harmless KERAS = new Harmless(Map.ofEntries(
            any("name"),
            any("dtype"),
            any("trainable"), // belongs to the model, not to the layer's description
            any("autocast"),
            any("seed"), // only where a record has no use for it
            any("ema_momentum"), // of use with use_ema only
            any("renorm_momentum"), // of use with renorm only
            any("implementation"),
            any("synchronized"), // between devices, of which there is one
            any("unroll"),
            any("use_cudnn"),
            any("flash_attention"),
            any("batch_input_shape"),
            Map.entry("data_format", List.of("channels_last")),
            Map.entry("groups", List.of(1L)),
            Map.entry("dilation_rate", List.of(1L, List.of(1L), List.of(1L, 1L), List.of(1L, 1L, 1L))),
            Map.entry("reset_after", List.of(true)),
            Map.entry("reduction", List.of("sum_over_batch_size"))));

    private static Map.Entry<String, List<Object>> any(String name) {
        return Map.entry(name, List.of());
    }

    Harmless with(String name, List<Object> harmless) {
        Map<String, List<Object>> changed = new HashMap<>(values);
        changed.put(name, PlainValue.list(harmless));
        return new Harmless(Map.copyOf(changed));
    }

    /** Whether a record that has no component for this value may be made all the same. */
    boolean allows(String name, Object value) {
        if (value == None.NONE || value.equals(false) || value.equals(List.of()) || value.equals(Map.of())) {
            return true;
        }
        List<Object> known = values.get(name);
        return known != null && (known.isEmpty() || known.contains(value));
    }
}
