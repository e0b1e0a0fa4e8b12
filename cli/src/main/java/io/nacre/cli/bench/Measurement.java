package io.nacre.cli.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One result.
 *
 * @param metric what was measured, as {@code train}
 * @param unit of value, min and max
 * @param value the median
 * @param extra further numbers, by name
 */
record Measurement(
        Workload workload,
        int threads,
        String metric,
        String unit,
        double value,
        double min,
        double max,
        Map<String, Double> extra) {
    /** One line of JSON, the same from run to run in order and names. */
    String json() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("peer", "\"nacre\"");
        fields.put("workload", "\"" + workload + "\"");
        fields.put("threads", Integer.toString(threads));
        fields.put("metric", "\"" + metric + "\"");
        fields.put("unit", "\"" + unit + "\"");
        fields.put("value", number(value));
        fields.put("min", number(min));
        fields.put("max", number(max));
        extra.forEach((name, number) -> fields.put(name, number(number)));
        return fields.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** A line for people. */
    String text() {
        String rest = extra.entrySet().stream()
                .map(field -> field.getKey().replace('_', ' ') + " " + number(field.getValue()))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%s on %d thread%s: %s %s %s (%s to %s)%s",
                workload,
                threads,
                threads == 1 ? "" : "s",
                metric,
                number(value),
                unit,
                number(min),
                number(max),
                rest.isEmpty() ? "" : "; " + rest);
    }

    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return String.format(
                Locale.ROOT, Math.abs(value) >= 1000 ? "%.0f" : Math.abs(value) >= 10 ? "%.2f" : "%.4f", value);
    }
}
