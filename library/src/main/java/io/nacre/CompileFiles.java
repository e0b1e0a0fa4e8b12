package io.nacre;

import io.nacre.file.Config;
import io.nacre.file.Keys;
import io.nacre.file.None;
import io.nacre.file.RecordCodec;
import io.nacre.file.SavedModel;
import io.nacre.file.UnsupportedConfigException;
import io.nacre.loss.Loss;
import io.nacre.metric.Metric;
import io.nacre.metric.Weighted;
import io.nacre.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns what models are compiled with into the plain descriptions that files hold, and back. */
final class CompileFiles {
    private CompileFiles() {}

    /**
     * What a model was compiled with, by Keras's names.
     *
     * @param keys by which the model gives its outputs; empty if it gives a list
     */
    static Map<String, Object> describe(Compiled compiled, List<String> keys) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("optimizer", Registry.CODEC.encode((Record) compiled.optimizer()));
        List<OutputLoss> outputs = compiled.outputs();
        if (outputs.isEmpty()) {
            config.put("loss", None.NONE);
            return config;
        }
        config.put("loss", each(outputs, keys, CompileFiles::loss));
        if (outputs.stream().anyMatch(output -> output.weight() != 1)) {
            config.put("loss_weights", each(outputs, keys, OutputLoss::weight));
        }
        config.put("metrics", each(outputs, keys, output -> metrics(output, false)));
        config.put("weighted_metrics", each(outputs, keys, output -> metrics(output, true)));
        return config;
    }

    private static Object loss(OutputLoss output) {
        return output.isTrained() ? Registry.CODEC.encodeValue(output.loss()) : None.NONE;
    }

    /** The value of the only output, or a list of values, one for each, or a dict of them. */
    private static Object each(List<OutputLoss> outputs, List<String> keys, Function<OutputLoss, Object> value) {
        List<Object> values = outputs.stream().map(value).toList();
        if (values.size() == 1) {
            return values.get(0);
        }
        if (keys.isEmpty()) {
            return values;
        }
        Map<String, Object> named = new LinkedHashMap<>();
        keys.forEach(key -> named.put(key, values.get(named.size())));
        return named;
    }

    private static List<Object> metrics(OutputLoss output, boolean weighted) {
        return output.metrics().stream()
                .filter(metric -> metric instanceof Weighted == weighted)
                .map(metric -> metric instanceof Weighted(Metric inner) ? inner : metric)
                .map(Registry.CODEC::encodeValue)
                .toList();
    }

    /** What a description of how the model was compiled describes; what is not supported there is gathered. */
    private record CompileReader(RecordCodec codec, List<String> problems) {
        /** A function that as a metric means the opposite of the metric of its name. */
        private static final String NEGATED = "cosine_similarity";

        <T> Optional<T> decode(Class<T> type, Object described, String what) {
            if (type == Metric.class
                    && described instanceof Map<?, ?> function
                    && NEGATED.equals(function.get("config"))) {
                problems.add(what + ": '" + NEGATED + "' is not supported as a function, which Keras negates; compile"
                        + " with its class CosineSimilarity");
                return Optional.empty();
            }
            try {
                return Optional.of(codec.decode(type, described));
            } catch (UnsupportedConfigException e) {
                e.problems().forEach(problem -> problems.add(what + ": " + problem));
                return Optional.empty();
            }
        }

        /** Looks that what is given for outputs, by name or as a list, is given for the outputs that there are. */
        void requireOutputs(@Nullable Object values, List<String> names, String what) {
            if (isNamed(values) && values instanceof Map<?, ?> named) {
                named.keySet().stream()
                        .filter(name -> !names.contains(name.toString()))
                        .forEach(name -> problems.add(what + ": the model has no output '" + name
                                + "'; its outputs are " + String.join(", ", names)));
            }
            if (values instanceof List<?> list && !list.isEmpty() && list.size() != names.size()) {
                problems.add(what + ": a list of " + list.size() + " for " + names.size() + " outputs, "
                        + String.join(", ", names));
            }
            if (values instanceof Number number) {
                problems.add(what + ": one number, " + number + ", for " + names.size() + " outputs, "
                        + String.join(", ", names));
            }
        }

        /** Refuses all that is not supported at once. */
        <T> T require(Optional<T> decoded, String where) {
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(where + ": the model was compiled with what is not supported, "
                        + String.join("; ", problems)
                        + "; Model.loadUncompiled reads it without, to predict or to be compiled otherwise");
            }
            return decoded.orElseThrow();
        }
    }

    /** How a file says that a model was compiled. */
    record How(Optimizer optimizer, List<OutputLoss> outputs) {}

    /** How the model of these outputs was compiled; nothing if it was not. */
    static Optional<How> read(SavedModel saved, List<String> outputNames, String where, RecordCodec codec) {
        Object optimizer = saved.compile().get("optimizer");
        Object loss = saved.compile().get("loss");
        if (!(optimizer instanceof Config) || loss == null) {
            return Optional.empty();
        }
        List<String> names = loss == None.NONE ? List.of() : outputNames;
        CompileReader reader = new CompileReader(codec, new ArrayList<>());
        if (names.size() > 1) {
            List.of("loss", "loss_weights", "metrics", "weighted_metrics")
                    .forEach(what -> reader.requireOutputs(saved.compile().get(what), names, what));
        } else if (names.size() == 1 && isNamed(loss)) {
            reader.requireOutputs(loss, names, "loss");
        }
        List<OutputLoss> outputs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            List<Metric> metrics = new ArrayList<>();
            listed(saved.compile().get("metrics"), names, i)
                    .forEach(metric ->
                            reader.decode(Metric.class, metric, "metrics").ifPresent(metrics::add));
            listed(saved.compile().get("weighted_metrics"), names, i)
                    .forEach(metric -> reader.decode(Metric.class, metric, "weighted_metrics")
                            .ifPresent(inner -> metrics.add(new Weighted(inner))));
            Object weight = names.size() == 1
                    ? firstOf(saved.compile().get("loss_weights"))
                    : of(saved.compile().get("loss_weights"), names, i);
            Object described = names.size() == 1 ? firstOf(loss) : ofAll(loss, names, i);
            Optional<Loss> decoded = described == None.NONE && names.size() > 1
                    ? Optional.of(new NoLoss())
                    : reader.decode(Loss.class, described, "loss");
            decoded.ifPresent(own -> outputs.add(
                    new OutputLoss(own, weight instanceof Number number ? number.doubleValue() : 1, metrics)));
        }
        Optimizer decoded = reader.require(
                reader.decode(Optimizer.class, OptimizerFiles.withShortRate(optimizer), "optimizer"), where);
        if (saved.network().config().value(ModelFiles.WITHOUT_DECAY).orElse(None.NONE) instanceof List<?> parts) {
            String[] paths = parts.stream().map(Object::toString).toArray(String[]::new);
            decoded = decoded.withOptions(decoded.options().withoutDecayFor(paths));
        }
        return Optional.of(new How(decoded, outputs));
    }

    private static Object firstOf(@Nullable Object value) {
        return switch (value) {
            case List<?> list when list.size() == 1 -> list.get(0);
            case Map<?, ?> named
            when named.size() == 1 -> named.values().iterator().next();
            case null -> None.NONE;
            default -> value;
        };
    }

    /** A loss that is given alone is that of all outputs. */
    private static Object ofAll(Object losses, List<String> names, int output) {
        return losses instanceof List<?> || isNamed(losses) ? of(losses, names, output) : losses;
    }

    /** Whether it is a dict by outputs, rather than the description of a function. */
    private static boolean isNamed(@Nullable Object value) {
        return value instanceof Map<?, ?> map && !map.containsKey("class_name");
    }

    /** What a list, or an object by the outputs' names, holds for one of several outputs. */
    private static Object of(@Nullable Object values, List<String> names, int output) {
        return switch (values) {
            case List<?> list when list.size() == names.size() -> list.get(output);
            case Map<?, ?> named when named.get(names.get(output)) instanceof Object value -> value;
            case null, default -> None.NONE;
        };
    }

    /** The metrics of an output: all that there are for the only one; else a list or one metric for each. */
    private static List<Object> listed(@Nullable Object metrics, List<String> names, int output) {
        List<Object> listed = new ArrayList<>();
        gather(names.size() > 1 ? of(metrics, names, output) : metrics, listed);
        return listed;
    }

    private static void gather(@Nullable Object metrics, List<Object> listed) {
        switch (metrics) {
            case List<?> list -> list.forEach(metric -> gather(metric, listed));
            case Map<?, ?> map when isNamed(map) -> Keys.sorted(map).values().forEach(metric -> gather(metric, listed));
            case None _ -> {}
            case null -> {}
            default -> listed.add(metrics);
        }
    }
}
