package io.nacre;

import io.nacre.file.Config;
import io.nacre.file.KerasFile;
import io.nacre.file.SavedModel;
import io.nacre.file.SavedNetwork;
import io.nacre.file.WeightFormat;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Turns models into the plain descriptions that files hold, and back. */
final class ModelFiles {
    /** Keras passes over it; with it, a run that is taken up again draws what the unbroken run would have drawn. */
    static final String SEED = "nacre_seed";

    /** The weights that do not decay, which Keras's files have no place for; Keras passes over it, too. */
    static final String WITHOUT_DECAY = "nacre_without_decay";

    private ModelFiles() {}

    static void save(Net net, Optional<Compiled> compiled, Path file) {
        FileEndings.requireModel(file);
        SavedModel saved = describe(net, compiled);
        KerasFile.write(file, saved);
        BeyondKeras.warning(saved).ifPresent(net::warnOnce);
    }

    static void save(Net net, Optional<Compiled> compiled, Path file, WeightFormat format) {
        FileEndings.requireModel(file);
        SavedModel saved = describe(net, compiled);
        KerasFile.write(file, saved, format, net.weights().kernelPaths());
        BeyondKeras.warning(saved).ifPresent(net::warnOnce);
    }

    static void saveWeights(Net net, Optional<Compiled> compiled, Path file) {
        FileEndings.requireWeights(file);
        KerasFile.writeWeights(file, describe(net, compiled));
    }

    /** Puts the weights and the optimizer's state of a file into the model that it was saved from. */
    static void restoreState(Net net, Compiled compiled, SavedModel saved, String where) {
        WeightFiles.assign(net, saved, where);
        OptimizerFiles.problem(net, compiled, saved).ifPresent(why -> {
            throw new IllegalArgumentException(where + ": the optimizer's state in it does not fit, since " + why);
        });
    }

    static void loadWeights(Net net, Optional<Compiled> compiled, Path file) {
        takeWeights(net, compiled, KerasFile.readWeights(file, describe(net, compiled)), file.toString());
    }

    static void loadWeights(Net net, Optional<Compiled> compiled, InputStream stream) {
        takeWeights(net, compiled, KerasFile.readWeights(stream, describe(net, compiled)), KerasFile.STREAM);
    }

    private static void takeWeights(Net net, Optional<Compiled> compiled, SavedModel saved, String where) {
        WeightFiles.assign(net, saved, where);
        compiled.ifPresent(state -> OptimizerFiles.restore(net, state, saved, where));
    }

    /** Everything that a model is, in plain descriptions. */
    static SavedModel describe(Net net, Optional<Compiled> compiled) {
        SavedNetwork network = NetworkFiles.describe(net.network(), net.name(), net.weights()::trains);
        Config own = network.config().withValue(SEED, net.seed());
        List<String> withoutDecay = compiled.map(
                        state -> state.optimizer().options().withoutDecay())
                .orElse(List.of());
        if (!withoutDecay.isEmpty()) {
            own = own.withValue(WITHOUT_DECAY, withoutDecay);
        }
        SavedModel saved = SavedModel.of(network.withConfig(own))
                .withWeights(WeightFiles.arrays(net, weight -> weight.variable().values()));
        return compiled.map(state -> saved.withCompile(CompileFiles.describe(
                                state, net.network().keys().outputs()))
                        .withOptimizer(OptimizerFiles.variables(state)))
                .orElse(saved);
    }
}
