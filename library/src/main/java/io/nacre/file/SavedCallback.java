package io.nacre.file;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a callback remembered when a run was backed up.
 *
 * @param type its class
 * @param numbers by name
 * @param texts by name
 * @param weights the name of a weight file in the same folder, if it held weights
 */
public record SavedCallback(
        String type, Map<String, Double> numbers, Map<String, String> texts, Optional<String> weights) {
    /** Copies the maps. */
    public SavedCallback {
        numbers = new TreeMap<>(numbers);
        texts = new TreeMap<>(texts);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", type);
        json.put("numbers", numbers);
        json.put("texts", texts);
        json.put("weights", weights.<Object>map(name -> name).orElse(None.NONE));
        return json;
    }

    static SavedCallback read(Object json) {
        Map<String, Object> values = PlainValue.named((Map<?, ?>) json);
        Map<String, String> texts = new TreeMap<>();
        SavedRun.map(values, "texts").forEach((name, text) -> texts.put(name, (String) text));
        return new SavedCallback(
                (String) SavedRun.value(values, "type"),
                SavedRun.doubles(SavedRun.map(values, "numbers")),
                texts,
                SavedRun.value(values, "weights") instanceof String name ? Optional.of(name) : Optional.empty());
    }
}
