package io.nacre.file;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Turns descriptions of layers, initializers, losses and metrics as Keras 2 wrote them into those of Keras 3. What
 * Keras 3 writes itself stays as it is.
 */
final class Keras2 {
    private static final String DISTRIBUTION = "distribution";
    private static final String FUNCTION = "fn";
    private static final String REDUCTION = "reduction";

    /** For functions, the classes whose names do not follow from theirs. */
    private static final Map<String, String> CLASSES = Map.of("kullback_leibler_divergence", "KLDivergence");

    private Keras2() {}

    /** The description as Keras 3 would write it. */
    static Config modern(Config config) {
        Config renamed = switch (config.className()) {
            case "BatchNormalizationV1", "BatchNormalizationV2" -> called("BatchNormalization", config);
            case "InputLayer" -> renamed(config, "batch_input_shape", "batch_shape");
            case "LeakyReLU" -> renamed(config, "alpha", "negative_slope");
            case "ThresholdedReLU" -> threshold(config);
            case "VarianceScaling" ->
                config.value(DISTRIBUTION).equals(Optional.of("normal"))
                        ? config.withValue(DISTRIBUTION, "truncated_normal")
                        : config;
            case "MeanMetricWrapper", "LossFunctionWrapper" -> function(config);
            default -> config;
        };
        return renamed.value(REDUCTION).equals(Optional.of("auto"))
                ? renamed.withValue(REDUCTION, "sum_over_batch_size")
                : renamed;
    }

    /** What an array of NumPy in JSON holds; nothing if the object is none. */
    static Optional<Object> array(Map<String, Object> object) {
        return object.size() == 2 && "ndarray".equals(object.get("type"))
                ? Optional.ofNullable(object.get("value"))
                : Optional.empty();
    }

    /** The layer that is an activation in Keras 3: z above theta, else 0. Its default is 1. */
    private static Config threshold(Config config) {
        Object theta = config.value("theta").orElse(1.0);
        Config named = config.without("theta").withValue("threshold", theta).withValue("default_value", 0.0);
        return new Config(Optional.empty(), "Threshold", Optional.empty(), named.values());
    }

    /** A metric or a loss that was made of a function. Keras 2 had two functions of the name cosine_similarity. */
    private static Config function(Config config) {
        return config.value(FUNCTION)
                .flatMap(function -> function instanceof Map<?, ?> map
                        ? KerasFunction.of(map).map(KerasFunction::name)
                        : Optional.of(function.toString()))
                .filter(name -> !name.startsWith("cosine"))
                .map(function -> called(CLASSES.getOrDefault(function, camelCase(function)), config.without(FUNCTION)))
                .orElse(config);
    }

    private static String camelCase(String function) {
        StringBuilder name = new StringBuilder();
        for (String word : function.split("_")) {
            name.append(
                    word.equals("k") || word.isEmpty()
                            ? "K"
                            : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }

    private static Config called(String className, Config config) {
        return new Config(config.module(), className, config.registeredName(), config.values());
    }

    private static Config renamed(Config config, String before, String now) {
        if (config.values().containsKey(now) || !config.values().containsKey(before)) {
            return config;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        config.values().forEach((name, value) -> values.put(name.equals(before) ? now : name, value));
        return new Config(config.module(), config.className(), config.registeredName(), values);
    }
}
