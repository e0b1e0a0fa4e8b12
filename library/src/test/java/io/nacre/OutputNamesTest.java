package io.nacre;

import static io.nacre.layer.Layers.dense;
import static io.nacre.loss.Losses.meanAbsoluteError;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.metric.Metrics.mae;
import static io.nacre.optimizer.Optimizers.adam;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.file.KerasFile;
import io.nacre.file.Keys;
import io.nacre.file.NetworkJson;
import io.nacre.file.None;
import io.nacre.file.SavedModel;
import io.nacre.file.SavedNetwork;
import io.nacre.graph.Shape;
import io.nacre.layer.Named;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outputs with names of their own, which are dicts in Keras. */
class OutputNamesTest {
    @TempDir
    private Path folder;

    private static final Tensor X = Tensor.of(new float[] {1, 2, 3, 0, 1, 0, -1, 2, 1, 0.5f, 0, 1}, 4, 3);
    private static final Samples Y = Samples.of(Tensor.of(new float[] {1, 0, 2, 3}, 4, 1));
    private static final Samples OTHER = Samples.of(Tensor.of(new float[] {-1, 0, 5, 1}, 4, 1));

    private static Functional model() {
        SymbolicTensor x = Functional.input(3);
        SymbolicTensor h = x.to(dense(4));
        Map<String, SymbolicTensor> outputs = new LinkedHashMap<>();
        outputs.put("z", h.to(new Named("q", dense(1))));
        outputs.put("a", h.to(new Named("p", dense(1))));
        return Functional.ofNamed(List.of(x), outputs);
    }

    private static Functional compiled() {
        Functional model = model();
        model.compileByName(
                adam(0.01),
                Map.of(
                        "z",
                        OutputLoss.of(meanSquaredError(), mae()).withWeight(0.5),
                        "a",
                        OutputLoss.of(meanAbsoluteError())));
        return model;
    }

    @Test
    void outputsStandInTheOrderOfTheirNamesAndAreReportedByThem() {
        Functional model = compiled();
        assertEquals(List.of("a", "z"), model.outputNames());
        Dataset data = Dataset.ofInputs(Samples.of(X)).withTargets(model.targetsByName(Map.of("z", Y, "a", OTHER)));
        Map<String, Double> logs = model.evaluate(data);
        assertEquals(List.of("loss", "a_loss", "z_loss", "z_mae"), List.copyOf(logs.keySet()));
        Map<String, Tensor> answers = model.predictByName(Dataset.ofInputs(Samples.of(X)));
        assertEquals(List.of("a", "z"), List.copyOf(answers.keySet()));
        assertArrayEquals(
                model.predictAll(data).get(1).values(), answers.get("z").values());
        double error = 0;
        for (int i = 0; i < 4; i++) {
            error += Math.abs(answers.get("z").values()[i] - Y.tensor().values()[i]) / 4;
        }
        assertEquals(error, logs.get("z_mae"), 1e-5);
        assertEquals(logs.get("a_loss") + 0.5 * logs.get("z_loss"), logs.get("loss"), 1e-5);
    }

    @Test
    void theFileHasDictsAsKerasWritesThem() {
        Path file = folder.resolve("model.keras");
        Functional model = compiled();
        model.save(file);
        SavedModel saved = KerasFile.read(file);
        String json = NetworkJson.print(saved.network()).replaceAll("\\s", "");
        assertTrue(json.contains("\"output_layers\":{\"a\":[\"p\",0,0],\"z\":[\"q\",0,0]}"), json);
        assertEquals(
                Map.of("a", "mean_absolute_error", "z", "mean_squared_error"),
                saved.compile().get("loss"));
        assertEquals(Map.of("a", 1.0, "z", 0.5), saved.compile().get("loss_weights"));
        Model loaded = Model.load(file);
        assertEquals(List.of("a", "z"), loaded.outputNames());
        Dataset data = Dataset.ofInputs(Samples.of(X)).withTargets(OTHER, Y);
        assertEquals(model.trainOnBatch(data), loaded.trainOnBatch(data));
        assertEquals(model.evaluate(data), loaded.evaluate(data));
    }

    @Test
    void aDictInAnyOrderIsReadInTheOrderOfItsKeys() {
        SavedNetwork network = NetworkFiles.describe(model().network(), "model");
        String json = NetworkJson.print(network).replaceAll("\\s", "");
        String turned = json.replace("{\"a\":[\"p\",0,0],\"z\":[\"q\",0,0]}", "{\"z\":[\"q\",0,0],\"a\":[\"p\",0,0]}");
        assertNotEquals(json, turned);
        assertEquals(network, NetworkJson.parse(turned));
        String upper = json.replace("\"z\":[\"q\"", "\"Z\":[\"q\"");
        assertEquals(List.of("Z", "a"), NetworkJson.parse(upper).keys().outputs());
    }

    @Test
    void copiesFoldedModelsAndOtherSeedsKeepTheNames() {
        Functional model = model();
        for (Model other : List.of(
                model.copy(),
                model.withSeed(3),
                model.withName("other"),
                model.foldBatchNormalization(),
                model.replaceLayer("p", dense(2)))) {
            assertEquals(List.of("a", "z"), other.outputNames());
        }
    }

    @Test
    void modelsWithinModelsAreCalledWithDictsAndGiveThem() {
        SymbolicTensor x = Functional.namedInput("one", 3);
        SymbolicTensor y = Functional.namedInput("two", 3);
        SymbolicTensor both = Functional.merge(io.nacre.layer.Layers.subtract(), x, y);
        Functional inner = Functional.ofNamed(List.of(x, y), Map.of("z", both.to(dense(2)), "b", both.to(dense(3))));
        SavedNetwork described = NetworkFiles.describe(inner.network(), "inner");
        SavedNetwork named =
                described.withKeys(new Keys(List.of("k", "l"), described.keys().outputs(), false));
        Functional dicts =
                Functional.of(NetworkFiles.restore(named, Registry.CODEC).network(), 0);
        dicts.build(List.of(Shape.of(3), Shape.of(3)));
        assertEquals(List.of("k", "l"), dicts.inputNames());
        SymbolicTensor first = Functional.input(3);
        SymbolicTensor second = Functional.input(3);
        List<SymbolicTensor> results = Functional.call(dicts, second, first);
        Functional outer = Functional.of(List.of(first, second), List.of(results.get(1)));
        Path file = folder.resolve("outer.keras");
        outer.save(file);
        String call = KerasFile.read(file)
                .network()
                .layers()
                .getLast()
                .calls()
                .getFirst()
                .args()
                .toString();
        assertTrue(call.matches("\\[\\{k=.*input_layer_1.*, l=.*input_layer,.*}]"), call);
        Dataset data = Dataset.ofInputs(Samples.of(X), Samples.of(Tensor.of(new float[12], 4, 3)));
        Model loaded = Model.load(file);
        assertEquals(outer.predictAll(data), loaded.predictAll(data));
        SavedNetwork saved = KerasFile.read(file).network();
        String json = NetworkJson.print(saved).replaceAll("\\s", "");
        String turned = json.replaceAll("(\"k\":\\{\"class_name\".*?]}}),(\"l\":\\{\"class_name\".*?]}})", "$2,$1");
        assertNotEquals(json, turned);
        assertEquals(
                NetworkFiles.restore(saved, Registry.CODEC).network().calls(),
                NetworkFiles.restore(NetworkJson.parse(turned), Registry.CODEC)
                        .network()
                        .calls());
    }

    @Test
    void deeperNestedOutputsAreReadAsOneListWithAWarning() {
        Path file = folder.resolve("nested.keras");
        Functional model = model();
        model.save(file);
        SavedModel saved = KerasFile.read(file);
        String json = NetworkJson.print(saved.network()).replaceAll("\\s", "");
        String nested = json.replace("{\"a\":[\"p\",0,0],\"z\":[\"q\",0,0]}", "{\"b\":[[\"q\",0,0],[\"p\",0,0]]}");
        assertNotEquals(json, nested);
        SavedNetwork read = NetworkJson.parse(nested);
        try (Warnings heard = new Warnings()) {
            Model loaded = LoadedModels.restore(
                    new SavedModel(read, Map.of(), saved.weights(), List.of(), Map.of(), List.of()),
                    "nested",
                    Registry.CODEC);
            assertEquals(List.of("q", "p"), loaded.outputNames());
            assertEquals(1, heard.texts().size());
            assertTrue(
                    heard.texts().getFirst().contains("nested inputs or outputs of the model"),
                    heard.texts().toString());
        }
    }

    @Test
    void lossesThatDoNotFitTheOutputsOfAFileAreRefused() {
        assertRefused(Map.of("loss", Map.of("q", "mse")), "the model has no output 'q'; its outputs are a, z");
        assertRefused(Map.of("loss", List.of("mse", "mse", "mae")), "loss: a list of 3 for 2 outputs, a, z");
        assertRefused(Map.of("loss_weights", 0.5), "loss_weights: one number, 0.5, for 2 outputs");
        assertRefused(Map.of("metrics", List.of("mae")), "metrics: a list of 1 for 2 outputs");
        Map<String, Object> none = new LinkedHashMap<>();
        none.put("a", None.NONE);
        none.put("z", "mse");
        Model half = with(Map.of("loss", none, "loss_weights", Map.of("z", 3.0), "metrics", Map.of("a", "mae")));
        Dataset data = Dataset.ofInputs(Samples.of(X)).withTargets(OTHER, Y);
        assertEquals(List.of("loss", "a_mae"), List.copyOf(half.evaluate(data).keySet()));
        Model listed = with(Map.of("loss", List.of("mae", "mse"), "loss_weights", List.of(1.0, 0.5)));
        assertEquals(compiled().outputNames(), listed.outputNames());
        assertEquals(0.5, listed.compiled().orElseThrow().outputs().get(1).weight());
    }

    private void assertRefused(Map<String, Object> compile, String message) {
        String told = assertThrows(IllegalArgumentException.class, () -> with(compile))
                .getMessage();
        assertTrue(told.contains(message), told);
    }

    private Model with(Map<String, Object> compile) {
        Path file = folder.resolve("compiled.keras");
        compiled().save(file);
        SavedModel saved = KerasFile.read(file);
        Map<String, Object> config = new LinkedHashMap<>(saved.compile());
        config.keySet().removeAll(List.of("loss_weights", "metrics", "weighted_metrics"));
        config.putAll(compile);
        KerasFile.write(file, saved.withCompile(config));
        return Model.load(file);
    }

    @Test
    void aDictWithOneOutputIsADictStill() {
        SymbolicTensor x = Functional.input(3);
        Functional model = Functional.ofNamed(List.of(x), Map.of("only", x.to(dense(1))));
        model.compile(sgd(0.1), meanSquaredError(), mae());
        Path file = folder.resolve("one.keras");
        model.save(file);
        SavedNetwork network = KerasFile.read(file).network();
        assertTrue(NetworkJson.print(network)
                .replaceAll("\\s", "")
                .contains("\"output_layers\":{\"only\":[\"dense\",0,0]}"));
        Model loaded = Model.load(file);
        assertEquals(List.of("only"), loaded.outputNames());
        assertEquals(
                List.of("loss", "mae"),
                List.copyOf(loaded.evaluate(Dataset.of(Samples.of(X), Y)).keySet()));
    }

    @Test
    void whatIsNamedIsAnOutputAndNothingIsMissing() {
        Functional model = compiled();
        String unknown = assertThrows(
                        IllegalArgumentException.class,
                        () -> model.compileByName(adam(0.1), Map.of("p", OutputLoss.of(meanSquaredError()))))
                .getMessage();
        assertEquals("the model has no output 'p'; its outputs are a, z", unknown);
        String missing = assertThrows(IllegalArgumentException.class, () -> model.targetsByName(Map.of("a", Y)))
                .getMessage();
        assertEquals("targets are needed for the outputs a, z, but were given for a", missing);
        model.compileByName(adam(0.1), Map.of("z", OutputLoss.of(meanSquaredError())));
        assertEquals(List.of(Y), Arrays.asList(model.targetsByName(Map.of("z", Y))));
        assertThrows(IllegalArgumentException.class, () -> model.targetsByName(Map.of("a", Y)));
        SymbolicTensor x = Functional.input(3);
        assertThrows(IllegalArgumentException.class, () -> Functional.ofNamed(List.of(x), Map.of(" ", x.to(dense(1)))));
        Functional twice = Functional.of(List.of(x), List.of(x, x));
        assertFalse(twice.outputNames().isEmpty());
        assertThrows(IllegalStateException.class, () -> twice.predictByName(Dataset.ofInputs(Samples.of(X))));
    }
}
