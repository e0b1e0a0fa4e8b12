package io.nacre;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a fit recorded.
 *
 * @param epochs the numbers of the epochs, from 0
 * @param metrics for each of {@code loss}, {@code accuracy}, {@code val_loss}, ... one value an epoch; with
 *     {@link Fit#withValidationFrequency} validation has values of the validated epochs only
 */
public record History(List<Integer> epochs, Map<String, List<Double>> metrics) {
    private static final int PRINTED_AT_EACH_END = 20;

    /** Copies both. */
    public History {
        epochs = List.copyOf(epochs);
        Map<String, List<Double>> copy = new LinkedHashMap<>();
        metrics.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        metrics = Collections.unmodifiableMap(copy);
    }

    /**
     * The values of one metric, one for each epoch that measured it.
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

    /**
     * A table with a line for each epoch, counted from 1 as in progress bars; of more than 40 the first and last 20.
     * Metrics of some epochs only, such as those of a seldom validation, stand below.
     */
    @Override
    public String toString() {
        if (epochs.isEmpty()) {
            return "no epochs";
        }
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%5s", "epoch"));
        Map<String, List<Double>> columns = new LinkedHashMap<>(metrics);
        columns.values().removeIf(values -> values.size() != epochs.size());
        columns.keySet().forEach(name -> text.append("  ").append(padded(name, 10)));
        for (int i = 0; i < epochs.size(); i++) {
            if (i == PRINTED_AT_EACH_END && epochs.size() > 2 * PRINTED_AT_EACH_END) {
                text.append("\n  ...");
                i = epochs.size() - PRINTED_AT_EACH_END;
            }
            int epoch = i;
            text.append(String.format(Locale.ROOT, "%n%5d", epochs.get(i) + 1));
            columns.forEach((name, values) ->
                    text.append("  ").append(padded(number(values.get(epoch)), Math.max(10, name.length()))));
        }
        metrics.forEach((name, values) -> {
            if (!columns.containsKey(name)) {
                text.append(
                        String.format(Locale.ROOT, "%n%s, of %d of %d epochs: ", name, values.size(), epochs.size()));
                text.append(values.size() > 2 * PRINTED_AT_EACH_END ? "... " : "")
                        .append(values.stream()
                                .skip(Math.max(0, values.size() - 2 * PRINTED_AT_EACH_END))
                                .map(History::number)
                                .collect(Collectors.joining(" ")));
            }
        });
        return text.toString();
    }

    private static String padded(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private static String number(double value) {
        return String.format(
                Locale.ROOT, Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6 || value == 0 ? "%.4f" : "%.4e", value);
    }

    static History of(Map<Integer, Map<String, Double>> logs) {
        Map<String, List<Double>> metrics = new LinkedHashMap<>();
        logs.values()
                .forEach(epoch -> epoch.forEach((name, value) ->
                        metrics.computeIfAbsent(name, n -> new ArrayList<>()).add(value)));
        return new History(List.copyOf(logs.keySet()), metrics);
    }
}
