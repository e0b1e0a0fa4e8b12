package io.nacre;

import io.nacre.file.Config;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What Keras 3.16 can make of a configuration: its classes and functions, and what they take. */
final class KerasSignatures {
    private static final Map<String, List<String>> PARAMETERS = read();
    private static final Set<String> METRIC_SHORTHANDS =
            Set.of("bce", "BCE", "mse", "MSE", "mae", "MAE", "mape", "MAPE", "msle", "MSLE");

    /** Keras chooses one of three metrics by the shapes. */
    private static final Set<String> ACCURACY = Set.of("accuracy", "acc");

    private KerasSignatures() {}

    private static Map<String, List<String>> read() {
        Map<String, List<String>> parameters = new HashMap<>();
        try (InputStream in = KerasSignatures.class.getResourceAsStream("/keras-3.16/signatures.txt")) {
            new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> Arrays.asList(line.split(" ")))
                    .forEach(
                            words -> parameters.put(words.get(0) + "." + words.get(1), words.subList(2, words.size())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parameters;
    }

    /** What Keras does not know of an object: the class, or values that it does not take; nothing if it takes all. */
    static Set<String> unknown(Config config) {
        Set<String> unknown = new TreeSet<>();
        String name = config.module().orElse("") + "." + config.className();
        List<String> parameters = PARAMETERS.get(name);
        if (parameters == null) {
            unknown.add(name);
        } else {
            Set<String> values = new HashSet<>(config.values().keySet());
            values.removeAll(parameters);
            values.forEach(value -> unknown.add(name + " takes no " + value));
        }
        config.values().values().forEach(value -> unknown.addAll(unknownIn(value)));
        return unknown;
    }

    private static Set<String> unknownIn(Object value) {
        Set<String> unknown = new TreeSet<>();
        switch (value) {
            case Config inner -> unknown.addAll(unknown(inner));
            case List<?> items -> items.forEach(item -> unknown.addAll(unknownIn(item)));
            default -> {}
        }
        return unknown;
    }

    /** Whether a text alone stands for a metric. */
    static boolean isMetric(String text) {
        return ACCURACY.contains(text.toLowerCase(Locale.ROOT))
                || METRIC_SHORTHANDS.contains(text)
                || PARAMETERS.keySet().stream()
                        .filter(name -> name.startsWith("keras.metrics."))
                        .map(name -> name.substring("keras.metrics.".length()))
                        .anyMatch(name -> name.equals(text) || snakeCase(name).equals(text));
    }

    /** Whether a text alone stands for a loss. */
    static boolean isLoss(String text) {
        return PARAMETERS.containsKey("keras.losses." + text) || PARAMETERS.containsKey("keras.losses." + text + "()");
    }

    /** Whether a text alone stands for an activation. */
    static boolean isActivation(String text) {
        return PARAMETERS.containsKey("keras.activations." + text + "()");
    }

    private static String snakeCase(String name) {
        return name.replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }
}
