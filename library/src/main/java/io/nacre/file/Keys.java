package io.nacre.file;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The names by which a functional network takes its inputs and gives its outputs, if these are Python's dicts rather
 * than lists. What a dict holds stands in the {@linkplain #ORDER order} of its keys, as in Keras.
 *
 * @param inputs one key for each input; empty if the inputs are no dict
 * @param outputs one key for each output; empty if the outputs are no dict
 * @param flattened whether the inputs or outputs are nested deeper in the file, and are read as one list
 */
public record Keys(List<String> inputs, List<String> outputs, boolean flattened) {
    /** The order of keys in Keras, which is that of Python's texts. */
    public static final Comparator<String> ORDER =
            Comparator.comparing(key -> key.codePoints().toArray(), Arrays::compare);

    /** No dicts. */
    public static final Keys NONE = new Keys(List.of(), List.of(), false);

    /** Checks that keys are unique, in order, and can be printed. */
    public Keys {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        check(inputs, "inputs");
        check(outputs, "outputs");
    }

    /** Keys of outputs alone. */
    public static Keys ofOutputs(List<String> outputs) {
        return new Keys(List.of(), outputs, false);
    }

    /** The entries of a dict in the order in which Keras takes them. */
    public static Map<String, Object> sorted(Map<?, ?> dict) {
        Map<String, Object> sorted = new TreeMap<>(ORDER);
        sorted.putAll(PlainValue.named(dict));
        return sorted;
    }

    private static void check(List<String> keys, String what) {
        for (String key : keys) {
            if (key.isBlank() || !key.equals(Names.printable(key))) {
                throw new IllegalArgumentException("a key of the " + what
                        + " must not be empty or hold control characters, as '" + Names.printable(key) + "'");
            }
        }
        if (new HashSet<>(keys).size() < keys.size()
                || !keys.equals(keys.stream().sorted(ORDER).toList())) {
            throw new IllegalArgumentException(
                    "the keys of the " + what + " must be unique and in order, but were " + PlainValue.brief(keys));
        }
    }
}
