package io.nacre;

import io.nacre.file.Config;
import io.nacre.file.KerasFile;
import io.nacre.file.RecordCodec;
import io.nacre.file.SavedModel;
import io.nacre.file.SavedNetwork;
import io.nacre.file.WeightFormat;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Turns models into the plain descriptions that files hold, and back. */
final class ModelFiles {
    private static final System.Logger LOG = System.getLogger("io.nacre");

    /** Keras passes over it; with it, a run that is taken up again draws what the unbroken run would have drawn. */
    private static final String SEED = "nacre_seed";

    /** The weights that do not decay, which Keras's files have no place for; Keras passes over it, too. */
    static final String WITHOUT_DECAY = "nacre_without_decay";

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
        SavedModel saved = SavedModel.of(network.withConfig(own))
                .withWeights(
                        WeightFiles.arrays(model, weight -> weight.variable().values()));
        return model.compiled()
                .map(compiled -> saved.withCompile(CompileFiles.describe(
                                compiled, model.network().keys().outputs()))
                        .withOptimizer(OptimizerFiles.variables(compiled)))
                .orElse(saved);
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
        CompileFiles.restore(model, saved, where, codec);
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
}
