package io.nacre;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.file.KerasFile;
import io.nacre.file.SavedArray;
import io.nacre.file.SavedLayer;
import io.nacre.file.SavedNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Models that Keras saved, in each of its formats: they predict, train on and are saved again as Keras would. */
class SavedModelsTest {
    private static final JsonNode CASES = cases();

    @TempDir
    private Path folder;

    private static JsonNode cases() {
        String folder = System.getProperty("nacre.fixtures", "");
        try (InputStream in = folder.isEmpty()
                ? new GZIPInputStream(Objects.requireNonNull(
                        SavedModelsTest.class.getResourceAsStream("/keras-3.16/saved_models.json.gz")))
                : Files.newInputStream(Path.of(folder, "saved_models.json"))) {
            return JsonMapper.builder().build().readTree(in).get("cases");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file but that of the convolutional model. */
    static Stream<Arguments> files() {
        List<Arguments> files = new ArrayList<>();
        for (JsonNode saved : CASES) {
            if (!saved.get("name").asString().equals("conv")) {
                for (String format : List.of("file", "weights_h5", "legacy_h5")) {
                    if (saved.has(format)) {
                        files.add(Arguments.of(saved.get("name").asString(), format));
                    }
                }
            }
        }
        return files.stream();
    }

    private static JsonNode saved(String name) {
        for (JsonNode saved : CASES) {
            if (saved.get("name").asString().equals(name)) {
                return saved;
            }
        }
        throw new AssertionError("no saved model " + name);
    }

    private Path file(JsonNode saved, String format) throws IOException {
        String path = saved.get(format).asString();
        String given = System.getProperty("nacre.fixtures", "");
        if (!given.isEmpty()) {
            return Path.of(given, path);
        }
        Path copy = folder.resolve(Path.of(path).getFileName());
        try (InputStream in = SavedModelsTest.class.getResourceAsStream("/keras-3.16/" + path)) {
            return Files.write(copy, Objects.requireNonNull(in).readAllBytes());
        }
    }

    /** The model in this format; weights alone are loaded into a model with other ones. */
    private Model load(String name, String format) throws IOException {
        JsonNode saved = saved(name);
        if (!format.equals("weights_h5")) {
            return Model.load(file(saved, format));
        }
        Model model = Model.load(file(saved, "file"));
        for (LayerHandle layer : model.layers()) {
            layer.assign(layer.weights().stream().map(SavedModelsTest::doubled).toList());
        }
        model.compiled().ifPresent(compiled -> compiled.iterations(1000));
        model.loadWeights(file(saved, format));
        return model;
    }

    private static Tensor doubled(Tensor tensor) {
        float[] values = tensor.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * values[i] + 1;
        }
        return Tensor.of(values, tensor.shape().sizes());
    }

    private static Dataset inputs(JsonNode saved) {
        List<Samples> inputs = new ArrayList<>();
        saved.get("inputs").forEach(input -> inputs.add(Samples.of(tensor(input))));
        return Dataset.ofInputs(inputs.toArray(Samples[]::new));
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

    private static void assertPredicts(JsonNode saved, Model model) {
        List<Tensor> answers = model.predictAll(inputs(saved));
        assertEquals(saved.get("outputs").size(), answers.size());
        for (int i = 0; i < answers.size(); i++) {
            assertNear("output " + i, tensor(saved.get("outputs").get(i)), answers.get(i), 1e-5);
        }
    }

    /** Errors are relative to the largest number. */
    private static void assertNear(String what, Tensor expected, Tensor given, double tolerance) {
        assertEquals(expected.shape(), given.shape(), what);
        float largest = 1e-3f;
        for (float value : expected.values()) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertArrayEquals(expected.values(), given.values(), (float) (tolerance * largest), what);
    }

    @ParameterizedTest
    @MethodSource("files")
    void itPredictsWhatKerasDoes(String name, String format) throws IOException {
        assertPredicts(saved(name), load(name, format));
    }

    @ParameterizedTest
    @MethodSource("files")
    void itPredictsTheSameWithBatchNormalizationFolded(String name, String format) throws IOException {
        assertPredicts(saved(name), load(name, format).foldBatchNormalization());
    }

    @ParameterizedTest
    @MethodSource("files")
    void exportedItPredictsTheSameInOnnxRuntime(String name, String format) throws IOException, OrtException {
        Model model = load(name, format);
        Path onnx = folder.resolve("exported.onnx");
        model.exportOnnx(onnx);
        Dataset inputs = inputs(saved(name));
        List<Tensor> expected = model.predictAll(inputs);
        List<Tensor> given = List.copyOf(OnnxRun.outputs(onnx, inputs.inputs()).values());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i).values(), given.get(i).values(), 1e-5f);
        }
        assertEquals(expected, Model.importOnnx(onnx).predictAll(inputs));
    }

    @ParameterizedTest
    @MethodSource("files")
    void itsWeightsAreThose(String name, String format) throws IOException {
        List<Tensor> given = new ArrayList<>();
        Model model = load(name, format);
        // Keras lists what is trained first, then the rest.
        for (boolean learned : new boolean[] {true, false}) {
            for (Weights.Weight weight : model.weights().all()) {
                if (weight.learned() == learned) {
                    given.add(Tensor.of(
                            weight.variable().values(),
                            weight.variable().shape().sizes()));
                }
            }
        }
        List<JsonNode> expected = new ArrayList<>();
        saved(name).get("weights").forEach(weight -> {
            if (weight.get("trainable").booleanValue()) {
                expected.add(weight);
            }
        });
        saved(name).get("weights").forEach(weight -> {
            if (!weight.get("trainable").booleanValue()
                    && !weight.get("path").asString().contains("seed_generator")) {
                expected.add(weight);
            }
        });
        assertEquals(expected.size(), given.size());
        for (int i = 0; i < given.size(); i++) {
            assertEquals(
                    tensor(expected.get(i).get("value")),
                    given.get(i),
                    expected.get(i).get("path").asString());
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void itGoesOnTrainingWhereKerasStopped(String name, String format) throws IOException {
        JsonNode saved = saved(name);
        if (!saved.get("compiled").booleanValue()) {
            return;
        }
        Model model = load(name, format);
        if (!model.isCompiled()) {
            throw new AssertionError("the compile state is lost");
        }
        JsonNode variables = saved.get("optimizer_variables");
        List<SavedArray> state = OptimizerFiles.variables(model.compiled().orElseThrow());
        assertEquals(variables.size(), state.size());
        for (int i = 0; i < state.size(); i++) {
            Tensor expected = tensor(variables.get(i).get("value"));
            assertArrayEquals(
                    expected.values(),
                    state.get(i).values(),
                    1e-7f,
                    state.get(i).name());
        }
        if (!saved.has("weights_after_one_more_train_on_batch")) {
            return;
        }
        model.trainOnBatch(inputs(saved).withTargets(Samples.of(tensor(saved.get("y")))));
        JsonNode after = saved.get("weights_after_one_more_train_on_batch");
        Map<String, float[]> values = model.weightValues();
        List<float[]> given = List.copyOf(values.values());
        assertEquals(after.size(), given.size());
        int i = 0;
        for (String path : values.keySet()) {
            String theirs = after.get(i).get("path").asString();
            assertTrue(theirs.endsWith(path), theirs + " is not " + path);
            assertNear(
                    path,
                    tensor(after.get(i).get("value")),
                    Tensor.of(
                            given.get(i),
                            tensor(after.get(i).get("value")).shape().sizes()),
                    1e-5);
            i++;
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void savedAgainItIsTheSame(String name, String format) throws IOException {
        Model model = load(name, format);
        Path copy = folder.resolve("copy.keras");
        model.save(copy);
        Model loaded = Model.load(copy);
        assertPredicts(saved(name), loaded);
        assertEquals(model.summary(), loaded.summary());
        Path weights = folder.resolve("copy.weights.h5");
        model.saveWeights(weights);
        for (LayerHandle layer : loaded.layers()) {
            layer.assign(layer.weights().stream().map(SavedModelsTest::doubled).toList());
        }
        loaded.loadWeights(weights);
        model.weightValues()
                .forEach((path, values) ->
                        assertArrayEquals(values, loaded.weightValues().get(path), path));
    }

    @ParameterizedTest
    @MethodSource("files")
    void savedAgainItHasLayersOfTheSameClassesConnectedAsBefore(String name, String format) throws IOException {
        Path copy = folder.resolve("copy.keras");
        load(name, format).save(copy);
        assertEquals(
                classes(KerasFile.read(file(saved(name), "file")).network()),
                classes(KerasFile.read(copy).network()));
    }

    private static List<Object> classes(SavedNetwork network) {
        List<Object> classes = new ArrayList<>(List.of(network.className(), network.inputs(), network.outputs()));
        for (SavedLayer layer : network.layers()) {
            if (layer.content() instanceof SavedNetwork nested) {
                classes.add(classes(nested));
            } else {
                classes.add(layer.content().className());
            }
            layer.calls().forEach(call -> classes.add(call.tensors()));
        }
        return classes;
    }

    @Test
    void allThatIsNotSupportedIsNamedAtOnce() throws IOException {
        Path conv = file(saved("conv"), "file");
        String message = assertThrows(IllegalArgumentException.class, () -> Model.load(conv))
                .getMessage();
        for (String layer : List.of("Conv2D", "DepthwiseConv2D", "MaxPooling2D", "GlobalAveragePooling2D")) {
            assertTrue(message.contains(layer), layer + ": " + message);
        }
        assertFalse(message.contains("Dense"), message);
    }

    @Test
    void weightsThatDoNotFitAreRefusedWithPathAndShapesAndChangeNothing() throws IOException {
        Model other = load("mlp_adamw", "file");
        Path weights = file(saved("functional_skip"), "weights_h5");
        Map<String, float[]> before = other.weightValues();
        String message = assertThrows(IllegalArgumentException.class, () -> other.loadWeights(weights))
                .getMessage();
        assertTrue(message.contains("dense"), message);
        before.forEach(
                (path, values) -> assertArrayEquals(values, other.weightValues().get(path), path));
    }
}
