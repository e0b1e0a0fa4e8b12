package io.nacre;

import io.nacre.file.Config;
import io.nacre.file.KerasFile;
import io.nacre.file.None;
import io.nacre.file.RecordCodec;
import io.nacre.file.SavedModel;
import io.nacre.file.SavedNetwork;
import io.nacre.file.UnsupportedConfigException;
import io.nacre.file.WeightFormat;
import io.nacre.loss.Loss;
import io.nacre.metric.Metric;
import io.nacre.metric.Weighted;
import io.nacre.optimizer.Optimizer;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns models into the plain descriptions that files hold, and back. */
final class ModelFiles {
    private static final System.Logger LOG = System.getLogger("io.nacre");

    /** Keras passes over it; with it, a run that is taken up again draws what the unbroken run would have drawn. */
    private static final String SEED = "nacre_seed";

    /** The weights that do not decay, which Keras's files have no place for; Keras passes over it, too. */
    private static final String WITHOUT_DECAY = "nacre_without_decay";

    private ModelFiles() {}

    static void save(Model model, Path file) {
        FileEndings.requireModel(file);
        SavedModel saved = describe(model);
        KerasFile.write(file, saved);
        BeyondKeras.warning(saved).ifPresent(model::warnOnce);
    }

    static void save(Model model, Path file, WeightFormat format) {
        FileEndings.requireModel(file);
        SavedModel saved = describe(model);
        KerasFile.write(file, saved, format, model.weights().kernelPaths());
        BeyondKeras.warning(saved).ifPresent(model::warnOnce);
    }

    static void saveWeights(Model model, Path file) {
        FileEndings.requireWeights(file);
        KerasFile.writeWeights(file, describe(model));
    }

    /** Puts the weights and the optimizer's state of a file into the model that it was saved from. */
    static void restoreState(Model model, Compiled compiled, SavedModel saved, String where) {
        WeightFiles.assign(model, saved, where);
        OptimizerFiles.problem(model, compiled, saved).ifPresent(why -> {
            throw new IllegalArgumentException(where + ": the optimizer's state in it does not fit, since " + why);
        });
    }

    static void loadWeights(Model model, Path file) {
        takeWeights(model, KerasFile.readWeights(file, describe(model)), file.toString());
    }

    static void loadWeights(Model model, InputStream stream) {
        takeWeights(model, KerasFile.readWeights(stream, describe(model)), KerasFile.STREAM);
    }

    private static void takeWeights(Model model, SavedModel saved, String where) {
        WeightFiles.assign(model, saved, where);
        model.compiled().ifPresent(compiled -> OptimizerFiles.restore(model, compiled, saved, where));
    }

    /** Everything that a model is, in plain descriptions. */
    static SavedModel describe(Model model) {
        SavedNetwork network = NetworkFiles.describe(model.network(), model.name(), model.weights()::trains);
        Config own = network.config().withValue(SEED, model.seed());
        List<String> withoutDecay = model.compiled()
                .map(compiled -> compiled.optimizer().options().withoutDecay())
                .orElse(List.of());
        if (!withoutDecay.isEmpty()) {
            own = own.withValue(WITHOUT_DECAY, withoutDecay);
        }
        SavedModel saved = SavedModel.of(new SavedNetwork(own, network.layers(), network.inputs(), network.outputs()))
                .withWeights(
                        WeightFiles.arrays(model, weight -> weight.variable().values()));
        return model.compiled()
                .map(compiled ->
                        saved.withCompile(compileConfig(compiled)).withOptimizer(OptimizerFiles.variables(compiled)))
                .orElse(saved);
    }

    static Map<String, Object> compileConfig(Compiled compiled) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("optimizer", Registry.CODEC.encode((Record) compiled.optimizer()));
        List<OutputLoss> outputs = compiled.outputs();
        if (outputs.isEmpty()) {
            config.put("loss", None.NONE);
            return config;
        }
        config.put("loss", each(outputs, ModelFiles::loss));
        if (outputs.stream().anyMatch(output -> output.weight() != 1)) {
            config.put("loss_weights", each(outputs, OutputLoss::weight));
        }
        config.put("metrics", each(outputs, output -> metrics(output, false)));
        config.put("weighted_metrics", each(outputs, output -> metrics(output, true)));
        return config;
    }

    private static Object loss(OutputLoss output) {
        return output.isTrained() ? Registry.CODEC.encodeValue(output.loss()) : None.NONE;
    }

    /** The value of the only output, or a list of values, one for each. */
    private static Object each(List<OutputLoss> outputs, Function<OutputLoss, Object> value) {
        List<Object> values = outputs.stream().map(value).toList();
        return values.size() == 1 ? values.get(0) : values;
    }

    private static List<Object> metrics(OutputLoss output, boolean weighted) {
        return output.metrics().stream()
                .filter(metric -> metric instanceof Weighted == weighted)
                .map(metric -> metric instanceof Weighted(Metric inner) ? inner : metric)
                .map(Registry.CODEC::encodeValue)
                .toList();
    }

    static Model load(Path file, RecordCodec codec) {
        return restore(KerasFile.read(file), file.toString(), codec);
    }

    static Model load(InputStream stream, RecordCodec codec) {
        return restore(KerasFile.read(stream), KerasFile.STREAM, codec);
    }

    static Model loadUncompiled(Path file, RecordCodec codec) {
        return restore(KerasFile.read(file).withCompile(Map.of()), file.toString(), codec);
    }

    static Model loadUncompiled(InputStream stream, RecordCodec codec) {
        return restore(KerasFile.read(stream).withCompile(Map.of()), KerasFile.STREAM, codec);
    }

    /** The model that a file describes, with its weights and the optimizer's state. */
    static Model restore(SavedModel given, String where, RecordCodec codec) {
        SavedModel saved = ReadOtherwise.read(given);
        NetworkFiles.Described described = NetworkFiles.restore(saved.network(), codec);
        WeightFiles.requireFitting(described, saved, where);
        Model model = model(described, saved.network());
        if (model.isBuilt()) {
            WeightFiles.assign(model, saved, where);
        }
        compile(model, saved, where, codec);
        ReadOtherwise.warning(given, where).ifPresent(warning -> LOG.log(System.Logger.Level.WARNING, warning));
        return model;
    }

    /** The model that a network describes; its weights are zeros, whose place those of the file take. */
    private static Model model(NetworkFiles.Described described, SavedNetwork saved) {
        Network network = described.network();
        Model model =
                network.isSequential() ? Sequential.of(network, seed(saved)) : Functional.of(network, seed(saved));
        if (!described.samples().isEmpty()) {
            model.build(described.samples(), new Tracer(Mode.INFERENCE, model.seed()).withoutFirstWeights());
        }
        return model;
    }

    private static long seed(SavedNetwork network) {
        return network.config().value(SEED).orElse(0L) instanceof Long seed ? seed : 0;
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

        /** Looks that what is given by name is given for outputs that there are. */
        void requireOutputs(@Nullable Object values, List<String> names, String what) {
            if (values instanceof Map<?, ?> named && !named.containsKey("class_name")) {
                named.keySet().stream()
                        .filter(name -> !names.contains(name.toString()))
                        .forEach(name -> problems.add(what + ": the model has no output '" + name
                                + "'; its outputs are " + String.join(", ", names)));
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

    private static void compile(Model model, SavedModel saved, String where, RecordCodec codec) {
        Object optimizer = saved.compile().get("optimizer");
        Object loss = saved.compile().get("loss");
        if (!(optimizer instanceof Config) || loss == null) {
            return;
        }
        List<String> names = loss == None.NONE ? List.of() : model.network().outputNames();
        CompileReader reader = new CompileReader(codec, new ArrayList<>());
        if (names.size() > 1) {
            List.of("loss", "loss_weights", "metrics", "weighted_metrics")
                    .forEach(what -> reader.requireOutputs(saved.compile().get(what), names, what));
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
        if (saved.network().config().value(WITHOUT_DECAY).orElse(None.NONE) instanceof List<?> parts) {
            String[] paths = parts.stream().map(Object::toString).toArray(String[]::new);
            decoded = decoded.withOptions(decoded.options().withoutDecayFor(paths));
        }
        model.compile(decoded, outputs.toArray(OutputLoss[]::new));
        if (model.isBuilt()) {
            model.compiled().ifPresent(compiled -> OptimizerFiles.restoreWithRate(model, compiled, saved, where));
        }
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
        boolean alone = !(losses instanceof List<?>)
                && !(losses instanceof Map<?, ?> named && !named.containsKey("class_name"));
        return alone ? losses : of(losses, names, output);
    }

    /** What a list, or an object by the outputs' names, holds for one of several outputs. */
    private static Object of(@Nullable Object values, List<String> names, int output) {
        return switch (values) {
            case List<?> list when list.size() == names.size() -> list.get(output);
            case Map<?, ?> named when named.get(names.get(output)) instanceof Object value -> value;
            case null, default -> None.NONE;
        };
    }

    /** The metrics of an output: a list for the only one; else a list or one metric for each. */
    private static List<?> listed(@Nullable Object metrics, List<String> names, int output) {
        Object own = names.size() > 1
                ? of(metrics, names, output)
                : metrics instanceof Map<?, ?>
                        ? firstOf(metrics)
                        : Optional.<Object>ofNullable(metrics).orElse(None.NONE);
        return switch (own) {
            case List<?> list when list.size() == 1 && list.get(0) instanceof List<?> inner -> inner;
            case List<?> list -> list;
            case None none -> List.of();
            default -> List.of(own);
        };
    }
}
