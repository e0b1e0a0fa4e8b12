package io.nacre;

import static io.nacre.activation.Activations.celu;
import static io.nacre.activation.Activations.custom;
import static io.nacre.activation.Activations.gelu;
import static io.nacre.activation.Activations.glu;
import static io.nacre.activation.Activations.hardShrink;
import static io.nacre.activation.Activations.leakyRelu;
import static io.nacre.activation.Activations.logSoftmax;
import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.rrelu;
import static io.nacre.activation.Activations.silu;
import static io.nacre.activation.Activations.softShrink;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.activation.Activations.squareplus;
import static io.nacre.activation.Activations.swish;
import static io.nacre.activation.Activations.threshold;
import static io.nacre.activation.Activations.trainableSwish;
import static io.nacre.layer.Layers.activation;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static io.nacre.layer.Layers.mcDropout;
import static io.nacre.layer.Layers.prelu;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.activation.Activation;
import io.nacre.activation.Gelu;
import io.nacre.file.Config;
import io.nacre.file.KerasFile;
import io.nacre.file.LayerConfig;
import io.nacre.layer.Layer;
import io.nacre.schedule.OneCycle;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is saved opens in Keras with the same meaning, or one warning says that it does not. */
class BeyondKerasTest {
    @TempDir
    private Path folder;

    private static List<String> warnings(Runnable code) {
        try (Warnings warnings = new Warnings()) {
            code.run();
            return warnings.texts();
        }
    }

    static List<Activation> parametrised() {
        return List.of(
                celu().withAlpha(1.5),
                gelu().withForm(Gelu.Form.TANH),
                glu().withAxis(1),
                hardShrink().withThreshold(0.1),
                softShrink().withThreshold(0.1),
                squareplus().withB(0.1),
                threshold(0.4, -1),
                logSoftmax().withAxis(1),
                softmax().withAxis(1),
                leakyRelu(0.1),
                relu().withMaxValue(2));
    }

    @ParameterizedTest
    @MethodSource("parametrised")
    void anActivationWithValuesIsAnObjectThatKerasMakes(Activation activation) {
        Config written = (Config) Registry.CODEC.encodeValue(activation);
        assertEquals(Set.of(), KerasSignatures.unknown(written));
        assertEquals(activation, Registry.CODEC.decode(Activation.class, written));
    }

    @ParameterizedTest
    @MethodSource("io.nacre.ActivationContractTest#activations")
    void everyActivationOpensInKerasOrIsNamed(Activation activation) {
        Object written = Registry.CODEC.encodeValue(activation);
        boolean opens = switch (written) {
            case String text -> KerasSignatures.isActivation(text);
            case Config config -> KerasSignatures.unknown(config).isEmpty();
            default -> ((Map<?, ?>) written).get("class_name").equals("function");
        };
        Path file = folder.resolve("model.keras");
        Sequential model = Sequential.of(input(4), activation(activation));
        assertEquals(opens ? 0 : 1, warnings(() -> model.save(file)).size());
    }

    @Test
    void theFunctionsOfGeluAreToldApartAsKerasDoes() {
        assertEquals("gelu", Registry.CODEC.encodeValue(gelu()));
        assertEquals(
                Map.of("approximate", true),
                ((Config) Registry.CODEC.encodeValue(gelu().withForm(Gelu.Form.TANH))).values());
        assertEquals(
                gelu().withForm(Gelu.Form.TANH),
                Registry.CODEC.decode(
                        Activation.class, Config.of("keras.activations", "Gelu", Map.of("form", "tanh"))));
    }

    @Test
    void swishOfBeta1IsKerassSilu() {
        assertEquals("silu", Registry.CODEC.encodeValue(swish()));
        Path file = folder.resolve("swish.keras");
        Sequential.of(input(3), dense(2, swish()), activation(swish(1))).save(file);
        assertEquals(
                List.of(silu(), silu()),
                List.of(
                        ((io.nacre.layer.Dense) Model.load(file).layer("dense").layer()).activation(),
                        ((io.nacre.layer.Activate)
                                        Model.load(file).layer("activation").layer())
                                .activation()));
    }

    @Test
    void aFunctionOfTheUsersIsFoundByKerasAmongCustomObjects() {
        assertEquals(
                Map.of("module", "builtins", "class_name", "function", "config", "mine", "registered_name", "mine"),
                Registry.CODEC.encodeValue(custom("mine", z -> z.sin())));
    }

    @Test
    void allThatKerasLacksIsNamedOnceByLayer() {
        Layer[] layers = {
            input(4),
            dense(3, swish(0.6)),
            activation(rrelu()),
            dense(3, trainableSwish()),
            dense(3, gelu().withForm(Gelu.Form.SIGMOID)),
            mcDropout(0.1),
            batchNormalization(),
            dense(3, prelu())
        };
        Sequential model = Sequential.of(layers);
        model.compile(sgd(OneCycle.of(10, 0.1)), meanSquaredError());
        Path file = folder.resolve("own.keras");
        List<String> warnings = warnings(() -> {
            model.save(file);
            model.save(file);
        });
        assertEquals(1, warnings.size());
        for (String part : List.of(
                "layer 'dense' (NacreSwish)",
                "layer 'activation' (Rrelu)",
                "layer 'dense_1' (TrainableSwish)",
                "layer 'dense_2' (Gelu with approximate=sigmoid)",
                "layer 'mc_dropout' (MCDropout)",
                "layer 'dense_3' (PReLU as its activation",
                "optimizer (OneCycle)",
                "docs/keras-files.md")) {
            assertTrue(warnings.getFirst().contains(part), warnings.getFirst());
        }
        assertEquals(model.layers().size(), Model.load(file).layers().size());
    }

    @Test
    void aModelOfWhatKerasHasIsSavedWithoutAWord() {
        Sequential model = Sequential.of(input(4), dense(3, celu().withAlpha(2)), prelu(), dense(1, swish()));
        model.compile(sgd(0.1), meanSquaredError());
        Path file = folder.resolve("plain.keras");
        assertEquals(List.of(), warnings(() -> model.save(file)));
        Set<String> unknown = new TreeSet<>();
        KerasFile.read(file)
                .network()
                .layers()
                .forEach(layer -> unknown.addAll(KerasSignatures.unknown(((LayerConfig) layer.content()).config())));
        assertEquals(Set.of(), unknown);
    }
}
