package io.nacre;

import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.file.Config;
import io.nacre.file.KerasFile;
import io.nacre.file.LayerConfig;
import io.nacre.file.SavedArray;
import io.nacre.file.SavedLayer;
import io.nacre.file.SavedModel;
import io.nacre.file.SavedNetwork;
import io.nacre.file.WeightFormat;
import io.nacre.graph.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file asks for and Nacre reads as something near is said, once a load. */
class ReadOtherwiseTest {
    private static final Dataset DATA =
            Dataset.of(Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3), Tensor.of(new float[] {0, 1}, 2, 1));

    @TempDir
    private Path folder;

    private Path file;
    private Sequential model;

    @BeforeEach
    void save() {
        file = folder.resolve("model.keras");
        model = Sequential.of(input(3), dense(4), dense(4), dense(4), dense(1));
        model.compile(adam(0.1), meanSquaredError());
        model.trainOnBatch(DATA);
        model.save(file);
    }

    private List<String> warnings() {
        try (Warnings warnings = new Warnings()) {
            Model _ = Model.load(file);
            return warnings.texts();
        }
    }

    private void writeWithType(Object dtype, int layers) {
        SavedModel saved = KerasFile.read(file);
        List<SavedLayer> changed = new ArrayList<>();
        for (SavedLayer layer : saved.network().layers()) {
            Config config = ((LayerConfig) layer.content()).config();
            boolean typed = !changed.isEmpty() && changed.size() <= layers;
            changed.add(SavedLayer.of(layer.name(), typed ? config.withValue("dtype", dtype) : config));
        }
        SavedNetwork network = SavedNetwork.sequential(model.name(), changed);
        KerasFile.write(file, SavedModel.of(network).withWeights(saved.weights()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bfloat16", "mixed_bfloat16", "mixed_float16", "float16", "float64"})
    void aPolicyOtherThanFloat32IsNamedOnce(String policy) {
        writeWithType(Config.of("keras", "DTypePolicy", Map.of("name", policy)), 4);
        assertEquals(1, warnings().size());
        String warning = warnings().getFirst();
        assertTrue(
                warning.contains(file + ": the dtype policy " + policy
                        + " of layers dense, dense_1, dense_2 and 1 more is read as float32"),
                warning);
    }

    @Test
    void theOnlyLayerOfAPolicyIsNamed() {
        writeWithType("float64", 1);
        assertTrue(
                warnings().getFirst().contains("policy float64 of layer dense is"),
                warnings().toString());
    }

    @Test
    void float32AndItsQuantizedWeightsAreReadWithoutAWord() {
        assertEquals(List.of(), warnings());
        model.save(file, WeightFormat.INT8);
        assertEquals(List.of(), warnings());
    }

    @Test
    void aLossScaleIsLeftOutAndTrainingGoesOn() {
        SavedModel saved = KerasFile.read(file);
        Map<String, Object> compile = new HashMap<>(saved.compile());
        compile.put(
                "optimizer",
                Config.of(
                        "keras.optimizers",
                        "LossScaleOptimizer",
                        Map.of("inner_optimizer", compile.get("optimizer"), "initial_scale", 32768.0)));
        List<SavedArray> numbers = new ArrayList<>();
        for (float number : new float[] {0, 0, 1, 32768}) {
            numbers.add(SavedArray.of("scale", Shape.SCALAR, number));
        }
        numbers.addAll(saved.optimizer());
        KerasFile.write(file, saved.withCompile(compile).withOptimizer(numbers));
        assertEquals(1, warnings().size());
        assertTrue(
                warnings().getFirst().contains("loss scale is left out"),
                warnings().toString());
        Model loaded = Model.load(file);
        loaded.trainOnBatch(DATA);
        model.trainOnBatch(DATA);
        assertEquals(
                model.layers().stream().map(LayerHandle::weights).toList(),
                loaded.layers().stream().map(LayerHandle::weights).toList());
    }
}
