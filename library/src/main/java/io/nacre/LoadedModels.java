package io.nacre;

import io.nacre.file.KerasFile;
import io.nacre.file.RecordCodec;
import io.nacre.file.SavedModel;
import io.nacre.file.SavedNetwork;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

/** Models that are made of what files describe. */
final class LoadedModels {
    private static final System.Logger LOG = System.getLogger("io.nacre");

    private LoadedModels() {}

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
            WeightFiles.assign(model.net(), saved, where);
        }
        CompileFiles.read(saved, described.network().outputNames(), where, codec)
                .ifPresent(how -> compile(model, how, saved, where));
        ReadOtherwise.warning(given, where).ifPresent(warning -> LOG.log(System.Logger.Level.WARNING, warning));
        return model;
    }

    /** The model that a network describes; its weights are zeros, whose place those of the file take. */
    private static Model model(NetworkFiles.Described described, SavedNetwork saved) {
        Network network = described.network();
        Model model =
                network.isSequential() ? Sequential.of(network, seed(saved)) : Functional.of(network, seed(saved));
        if (!described.samples().isEmpty()) {
            model.net().build(described.samples(), new Tracer(Mode.INFERENCE, model.seed()).withoutFirstWeights());
        }
        return model;
    }

    private static void compile(Model model, CompileFiles.How how, SavedModel saved, String where) {
        model.compile(how.optimizer(), how.outputs().toArray(OutputLoss[]::new));
        if (model.isBuilt()) {
            model.compiled().ifPresent(compiled -> OptimizerFiles.restoreWithRate(model.net(), compiled, saved, where));
        }
    }

    private static long seed(SavedNetwork network) {
        return network.config().value(ModelFiles.SEED).orElse(0L) instanceof Long seed ? seed : 0;
    }
}
