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
public record Result(Map<String, String> texts, Map<String, Double> numbers) {
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\": *(?:\"([^\"]*)\"|([-+.\\dEeNaInfity]+))");

    /** A result without numbers yet. */
    public static Result of(String peer, Workload workload, int threads) {
        return new Result(new LinkedHashMap<>(), new LinkedHashMap<>())
                .with("peer", peer)
                .with("workload", workload.name())
                .with("threads", threads);
    }

    /** Reads a line of JSON. */
    public static Result parse(String json) {
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

    /** Adds a number, or changes it. */
    public Result with(String name, double number) {
        numbers.put(name, number);
        return this;
    }

    /** Adds a text, or changes it. */
    public Result with(String name, String text) {
        texts.put(name, text);
        return this;
    }

    /** A text, or an empty one if it is not there. */
    public String text(String name) {
        return texts.getOrDefault(name, "");
    }

    /** A number, or NaN if it is not there. */
    public double number(String name) {
        return numbers.getOrDefault(name, Double.NaN);
    }

    /** One line. */
    public String json() {
        String all = texts.entrySet().stream()
                .map(field -> "\"%s\":\"%s\""
                        .formatted(field.getKey(), field.getValue().replace('"', '\'')))
                .collect(Collectors.joining(","));
        String rest = numbers.entrySet().stream()
                .map(field -> String.format(Locale.ROOT, "\"%s\":%.6g", field.getKey(), field.getValue()))
                .collect(Collectors.joining(","));
        return "{" + all + "," + rest + "}";
    }

    /** The middle of sorted numbers. */
    public static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
