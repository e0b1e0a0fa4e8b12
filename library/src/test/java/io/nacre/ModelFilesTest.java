package io.nacre;

import static io.nacre.activation.Activations.custom;
import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.huber;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.metric.Metrics.mae;
import static io.nacre.metric.Metrics.precision;
import static io.nacre.metric.Metrics.r2Score;
import static io.nacre.metric.Metrics.weighted;
import static io.nacre.optimizer.Optimizers.adam;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.activation.Activation;
import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.file.Config;
import io.nacre.file.KerasFile;
import io.nacre.file.None;
import io.nacre.file.SavedModel;
import io.nacre.file.SavedNetwork;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import io.nacre.graph.Shape;
import io.nacre.layer.Layer;
import io.nacre.metric.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ModelFilesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"mlp_bn_dropout", "mlp_adamw"})
    void kerasModelsLoadAndPredictWhatKerasDoes(String name) throws IOException {
        JsonNode expected = savedModel(name);
        Model model = Model.load(resource("models/" + name + ".keras"));
        Tensor x = tensor(expected.get("inputs").get(0));
        Tensor y = tensor(expected.get("outputs").get(0));
        assertArrayEquals(y.values(), model.predict(x).values(), 1e-5f);

        JsonNode variables = expected.get("optimizer_variables");
        List<Tensor> state = Replay.optimizerVariables(model);
        assertEquals(variables.size(), state.size(), "optimizer variables");
        for (int i = 0; i < state.size(); i++) {
            JsonNode value = variables.get(i).has("value") ? variables.get(i).get("value") : variables.get(i);
            assertArrayEquals(tensor(value).values(), state.get(i).values(), 1e-6f);
        }

        Path copy = folder.resolve("copy.keras");
        model.save(copy);
        assertArrayEquals(model.predict(x).values(), Model.load(copy).predict(x).values());
    }

    @Test
    void anInterruptedRunEndsWithTheSameBitsAsAnUnbrokenOne() {
        Dataset data = data(96);
        Sequential unbroken = model();
        unbroken.fit(data, Fit.epochs(4));

        Sequential first = model();
        first.fit(data, Fit.epochs(2));
        Path file = folder.resolve("half.keras");
        first.save(file);
        Model second = Model.load(file);
        second.fit(data, Fit.epochs(4).withInitialEpoch(2));
        assertSameWeights(unbroken, second);
    }

    @Test
    void theSameSeedGivesTheSameFileAtAnyNumberOfThreads() throws IOException {
        Dataset data = data(200);
        byte[] expected = weightsOf(trained(data, 1));
        for (int threads : new int[] {1, 2, 4, 8}) {
            assertArrayEquals(expected, weightsOf(trained(data, threads)), threads + " threads");
        }
    }

    private Path trained(Dataset data, int threads) {
        Sequential model = model();
        model.fit(data, Fit.epochs(2).withThreads(threads));
        Path file = folder.resolve("threads.keras");
        model.save(file);
        return file;
    }

    @Test
    void anActivationWithoutANameIsRefusedBeforeTheFileIsTouched() throws IOException {
        Path file = Files.writeString(folder.resolve("old.keras"), "old");
        Sequential model = Sequential.of(input(3), dense(2, (scope, z) -> z.times(z.sigmoid())));
        Exception refusal = assertThrows(IllegalArgumentException.class, () -> model.save(file));
        assertTrue(refusal.getMessage().contains("Activations.custom"), refusal.getMessage());
        assertEquals("old", Files.readString(file));
    }

    @Test
    void anActivationWithTheNameOfAnotherIsRefused() {
        Sequential model = Sequential.of(input(3), dense(2, custom("relu", z -> z.times(z.sigmoid()))));
        Exception refusal =
                assertThrows(IllegalArgumentException.class, () -> model.save(folder.resolve("relu.keras")));
        assertTrue(refusal.getMessage().contains("already means Relu"), refusal.getMessage());
    }

    @Test
    void anActivationOfOnesOwnIsLoadedWhereItIsGiven() {
        Path file = folder.resolve("own.keras");
        Sequential model = Sequential.of(input(3), dense(2, custom("mine", z -> z.times(z.sigmoid()))));
        model.save(file);
        Exception refusal = assertThrows(IllegalArgumentException.class, () -> Model.load(file));
        assertTrue(refusal.getMessage().contains("custom(\"mine\""), refusal.getMessage());
        Tensor x = Tensor.of(new float[] {1, -2, 3}, 1, 3);
        Model loaded = Model.load(file, custom("mine", z -> z.times(z.sigmoid())));
        assertArrayEquals(model.predict(x).values(), loaded.predict(x).values());
    }

    /** {@code x * scale + shift}, with a scale that is learned and an activation. */
    record Scaled(double shift, Activation activation) implements Layer {
        @Override
        public Node call(Scope scope, Node x) {
            Node scale = scope.weight("scale", Shape.of(x.size(-1)), (shape, random) -> {
                float[] ones = new float[shape.count()];
                Arrays.fill(ones, 1);
                return ones;
            });
            return activation.apply(scope, x.times(scale).plus(shift));
        }
    }

    /** An activation that is a record. */
    record Power(double exponent) implements Activation {
        @Override
        public Node apply(Scope scope, Node z) {
            return z.abs().power(exponent);
        }
    }

    @Test
    void layersAndActivationsOfOnesOwnAreSavedAndLoadedWhereTheirClassesAreGiven() throws IOException {
        Path file = folder.resolve("own.keras");
        Sequential model =
                Sequential.of(input(3), new Scaled(0.5, new Power(2)), dense(2, custom("mine", z -> z.sin())));
        model.save(file);
        String refusal = assertThrows(IllegalArgumentException.class, () -> Model.load(file))
                .getMessage();
        assertTrue(refusal.contains("CustomObjects.ofTypes(Scaled.class)") && refusal.contains("mine"), refusal);
        CustomObjects own = CustomObjects.ofTypes(Scaled.class, Power.class).withNamed(custom("mine", z -> z.sin()));
        Model loaded = Model.load(file, own);
        assertEquals(new Scaled(0.5, new Power(2)), loaded.layer("scaled").layer());
        Tensor x = Tensor.of(new float[] {1, -2, 3}, 1, 3);
        assertEquals(model.predict(x), loaded.predict(x));
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(zip.getEntry("config.json"))) {
            String config = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(config.replace(" ", "").contains("\"registered_name\":\"Custom>Scaled\""), config);
        }
    }

    @Test
    void whatAModelWasCompiledWithIsNamedIfItIsNotSupportedAndCanBeLeftOut() {
        Path file = folder.resolve("compiled.keras");
        Sequential model = model();
        model.fit(data(20), Fit.epochs(1));
        model.save(file);
        SavedModel saved = KerasFile.read(file);
        Map<String, Object> compile = new HashMap<>(saved.compile());
        compile.put("loss", "my_loss");
        compile.put("metrics", List.of("accuracy", "my_metric"));
        compile.put("optimizer", Config.of("keras.optimizers", "Adafactor", Map.of("learning_rate", 0.1)));
        KerasFile.write(file, saved.withCompile(compile));
        String refusal = assertThrows(IllegalArgumentException.class, () -> Model.load(file))
                .getMessage();
        for (String part : List.of(
                file.toString(),
                "loss: 'my_loss'",
                "metrics: 'my_metric'",
                "optimizer: class Adafactor",
                "loadUncompiled")) {
            assertTrue(refusal.contains(part), refusal);
        }
        Model loaded = Model.loadUncompiled(file);
        assertFalse(loaded.isCompiled());
        assertSameWeights(model, loaded);
    }

    @Test
    void stepsAreCountedExactlyBeyondWhatFloat32Holds() {
        Path file = folder.resolve("steps.keras");
        Sequential model = model();
        model.fit(data(20), Fit.epochs(1));
        for (long steps : new long[] {(1 << 24) + 1, Integer.MAX_VALUE}) {
            model.compiled().orElseThrow().iterations(steps);
            model.save(file);
            assertEquals(steps, Model.load(file).compiled().orElseThrow().iterations());
        }
    }

    @Test
    void aClassOfOnesOwnThatHasTheNameOfAnotherIsRefused() {
        record Dense(int units) implements Layer {
            @Override
            public Node call(Scope scope, Node x) {
                return x;
            }
        }
        String refusal = assertThrows(
                        IllegalArgumentException.class,
                        () -> Model.load(folder.resolve("x.keras"), CustomObjects.ofTypes(Dense.class)))
                .getMessage();
        assertTrue(refusal.contains("already means io.nacre.layer.Dense"), refusal);
    }

    @Test
    void metricsComeBackByName() {
        Path file = folder.resolve("metrics.keras");
        Sequential model = Sequential.of(input(3), dense(1));
        Metric[] metrics = {mae(), precision().withThresholds(0.3).withName("p"), weighted(mae()), weighted(r2Score())};
        model.compile(sgd(0.1), huber(2), metrics);
        model.save(file);
        Model loaded = Model.load(file);
        assertEquals(huber(2), loaded.compiled().orElseThrow().outputs().get(0).loss());
        assertEquals(
                List.of(metrics),
                loaded.compiled().orElseThrow().outputs().get(0).metrics());
        Dataset data = Dataset.of(Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3), Tensor.of(new float[] {0, 1}, 2, 1))
                .withSampleWeights(new float[] {1, 3});
        Map<String, Double> logs = loaded.evaluate(data);
        assertEquals(List.of("loss", "mae", "p", "weighted_mae", "r2_score"), List.copyOf(logs.keySet()));
        assertNotEquals(logs.get("mae"), logs.get("weighted_mae"));
    }

    @Test
    void aRowOfLayersWithoutAnInputIsBuiltForTheShapeThatItWasBuiltFor() {
        Path file = folder.resolve("row.keras");
        Sequential model = model();
        model.save(file);
        SavedModel saved = KerasFile.read(file);
        SavedNetwork network = saved.network();
        SavedNetwork without = network.withConfig(
                        network.config().withValue("build_input_shape", Arrays.asList(None.NONE, 5)))
                .withLayers(network.layers().subList(1, network.layers().size()));
        KerasFile.write(file, SavedModel.of(without).withWeights(saved.weights()));
        assertSameWeights(model, Model.load(file));
    }

    @Test
    void aFolderThatDoesNotExistIsNamed() {
        Path file = folder.resolve("missing/model.keras");
        Exception failure = assertThrows(RuntimeException.class, () -> model().save(file));
        assertTrue(failure.getMessage().contains("missing"), failure.getMessage());
    }

    private static Sequential model() {
        Sequential model = Sequential.of(
                        input(5), dense(20, relu()), batchNormalization(), dropout(0.3), dense(3, softmax()))
                .withSeed(11);
        model.compile(adam(0.01), sparseCategoricalCrossentropy(), accuracy());
        return model;
    }

    private static Dataset data(int samples) {
        SplittableRandom random = new SplittableRandom(5);
        float[] x = new float[samples * 5];
        float[] y = new float[samples];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < samples; i++) {
            y[i] = x[5 * i] > 0.3 ? 2 : x[5 * i + 1] > 0 ? 1 : 0;
        }
        return Dataset.of(Tensor.of(x, samples, 5), Tensor.of(y));
    }

    private static void assertSameWeights(Model expected, Model actual) {
        for (int i = 0; i < expected.layers().size(); i++) {
            assertEquals(
                    expected.layers().get(i).weights(), actual.layers().get(i).weights());
        }
    }

    private static byte[] weightsOf(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(zip.getEntry("model.weights.h5"))) {
            return in.readAllBytes();
        }
    }

    private static JsonNode savedModel(String name) throws IOException {
        try (InputStream in = new GZIPInputStream(
                Objects.requireNonNull(ModelFilesTest.class.getResourceAsStream("/keras-3.16/saved_models.json.gz")))) {
            for (JsonNode saved : JsonMapper.builder().build().readTree(in).get("cases")) {
                if (saved.get("name").asString().equals(name)) {
                    return saved;
                }
            }
        }
        throw new IOException("no saved model " + name);
    }

    private static Tensor tensor(JsonNode array) {
        JsonNode data = array.get("data");
        float[] values = new float[data.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = data.get(i).floatValue();
        }
        int[] sizes = new int[array.get("shape").size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = array.get("shape").get(i).intValue();
        }
        return sizes.length == 0 ? Tensor.scalar(values[0]) : Tensor.of(values, sizes);
    }

    private Path resource(String name) throws IOException {
        Path file = folder.resolve("fixture.keras");
        try (InputStream in = ModelFilesTest.class.getResourceAsStream("/keras-3.16/" + name)) {
            Files.write(file, Objects.requireNonNull(in).readAllBytes());
        }
        return file;
    }
}
