package io.nacre;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a fit recorded.
 *
 * @param epochs the numbers of the epochs, from 0
 * @param metrics for each of {@code loss}, {@code accuracy}, {@code val_loss}, ... one value an epoch
 */
public record History(List<Integer> epochs, Map<String, List<Double>> metrics) {
    /** Copies both. */
    public History {
        epochs = List.copyOf(epochs);
        Map<String, List<Double>> copy = new LinkedHashMap<>();
        metrics.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        metrics = Collections.unmodifiableMap(copy);
    }

    /**
     * The values of one metric, one an epoch.
     *
     * @throws IllegalArgumentException if it was not recorded
     */
    public List<Double> of(String metric) {
        List<Double> values = metrics.get(metric);
        if (values == null) {
            throw new IllegalArgumentException(
                    "the history has no '" + metric + "'; it has " + String.join(", ", metrics.keySet()));
        }
        return values;
    }

    /** The value after the last epoch. */
    public double last(String metric) {
        return of(metric).getLast();
    }

    static History of(Map<Integer, Map<String, Double>> logs) {
        Map<String, List<Double>> metrics = new LinkedHashMap<>();
        logs.values()
                .forEach(epoch -> epoch.forEach((name, value) ->
                        metrics.computeIfAbsent(name, n -> new ArrayList<>()).add(value)));
        return new History(List.copyOf(logs.keySet()), metrics);
    }
}
