package io.nacre.peers;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A result as {@code nacre bench --json} prints it: one line, an object of names and numbers or texts.
 *
 * @param texts such as {@code peer}, {@code workload}, {@code unit}
 * @param numbers such as {@code threads}, {@code value}, {@code final_loss}
 */
record Result(Map<String, String> texts, Map<String, Double> numbers) {
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":(?:\"([^\"]*)\"|([-+.\\dEeNaInfity]+))");

    static Result of(String peer, Workload workload, int threads, String metric, String unit, double[] sorted) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("peer", peer);
        texts.put("workload", workload.name());
        texts.put("metric", metric);
        texts.put("unit", unit);
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("threads", (double) threads);
        numbers.put("value", median(sorted));
        numbers.put("min", sorted[0]);
        numbers.put("max", sorted[sorted.length - 1]);
        return new Result(texts, numbers);
    }

    /** Reads a line of JSON. */
    static Result parse(String json) {
        Result result = new Result(new LinkedHashMap<>(), new LinkedHashMap<>());
        Matcher fields = FIELD.matcher(json);
        while (fields.find()) {
            if (fields.group(2) != null) {
                result.texts.put(fields.group(1), fields.group(2));
            } else {
                result.numbers.put(fields.group(1), Double.valueOf(fields.group(3)));
            }
        }
        return result;
    }

    Result with(String name, double number) {
        numbers.put(name, number);
        return this;
    }

    Result with(String name, String text) {
        texts.put(name, text);
        return this;
    }

    String text(String name) {
        return texts.getOrDefault(name, "");
    }

    /** A number, or NaN if it is not there. */
    double number(String name) {
        return numbers.getOrDefault(name, Double.NaN);
    }

    String json() {
        String all = texts.entrySet().stream()
                .map(field -> "\"%s\":\"%s\"".formatted(field.getKey(), field.getValue().replace('"', '\'')))
                .collect(Collectors.joining(","));
        String rest = numbers.entrySet().stream()
                .map(field -> String.format(Locale.ROOT, "\"%s\":%.6g", field.getKey(), field.getValue()))
                .collect(Collectors.joining(","));
        return "{" + all + "," + rest + "}";
    }

    /** The middle of sorted numbers. */
    static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
