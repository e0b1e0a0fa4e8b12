package io.nacre;

import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of models that Keras quantized, or gave adapters. */
class QuantizedFilesTest {
    @TempDir
    private Path folder;

    private static final SavedArray BIAS = array(new float[] {1, 2, 3}, 3);

    /** What Keras's documentation of pack_int4 makes of [[-3, 7, 2], [-8, 1, 0]]. */
    private static final SavedArray PACKED = array(new float[] {125, 2, 24, 0}, 2, 2);

    @Test
    void int4HasTwoNumbersInAByteAndAScaleForEachUnit() {
        Read read = read(policy("Int4DTypePolicy", "int4/-1"), PACKED, BIAS, array(new float[] {2, 0.5f, 4}, 3));
        assertArrayEquals(new float[] {-1.5f, 14, 0.5f, -4, 2, 0}, read.kernel());
        assertArrayEquals(new float[] {1, 2, 3}, read.bias());
        assertTold("the int4/-1 kernel of layer dense is read as float32 and trains; Keras does not train it", read);
    }

    @Test
    void int4InBlocksHasAScaleAndAZeroForEachBlock() {
        Read read = read(
                policy("Int4DTypePolicy", "int4/1"),
                PACKED,
                BIAS,
                array(new float[] {2, 0.5f, 4, 1, 3, 8}, 2, 3),
                array(new float[] {1, 0, -2, -8, 1, 2}, 2, 3),
                array(new float[] {0, 1}, 2));
        assertArrayEquals(new float[] {-8, 3.5f, 16, 0, 0, -16}, read.kernel());
        Read turned = read(
                policy("Int4DTypePolicy", "int4/1"),
                PACKED,
                BIAS,
                array(new float[] {2, 0.5f, 4, 1, 3, 8}, 2, 3),
                array(new float[] {1, 0, -2, -8, 1, 2}, 2, 3),
                array(new float[] {1, 0}, 2));
        assertArrayEquals(new float[] {5, 18, 0, -18, 0.5f, 8}, turned.kernel());
    }

    @Test
    void int8AndFloat8AreToldSinceKerasRoundsInputsToo() {
        SavedArray kernel = array(new float[] {127, -64, 2, 0, 1, 6}, 2, 3);
        Read int8 = read(policy("QuantizedDTypePolicy", "int8"), kernel, BIAS, array(new float[] {127, 64, 2}, 3));
        assertArrayEquals(new float[] {1, -1, 1, 0, 1f / 64, 3}, int8.kernel());
        assertTold("the int8 kernel of layer dense is read as float32 and trains; Keras also rounds inputs", int8);
        SavedArray scale = array(new float[] {1});
        SavedArray history = array(new float[4], 4);
        Read float8 = read(
                policy("QuantizedFloat8DTypePolicy", "float8"),
                kernel,
                BIAS,
                scale,
                history,
                scale,
                history,
                scale,
                history);
        assertArrayEquals(kernel.values(), float8.kernel());
        assertTold("the float8 kernel of layer dense is read as float32", float8);
    }

    @Test
    void int8ThatNacreWroteIsNotTold() {
        Sequential model = Sequential.of(input(2), dense(3));
        Path file = folder.resolve("own.keras");
        model.save(file, WeightFormat.INT8);
        try (Warnings heard = new Warnings()) {
            Model loaded = Model.load(file);
            assertEquals(9, loaded.countParams());
            assertEquals(List.of(), heard.texts());
        }
    }

    @Test
    void adaptersAreInTheKernelAlready() {
        SavedArray kernel = array(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        Read read = read(Map.of("lora_rank", 2L, "lora_alpha", 4L), kernel, BIAS);
        assertArrayEquals(kernel.values(), read.kernel());
        assertTold("the LoRA adapters of layer dense are part of the kernel, which trains whole", read);
    }

    @Test
    void otherWaysAndArraysThatDoNotFitAreRefused() {
        assertRefused(
                "layer 'dense' is quantized to gptq/4/128, which is not supported; save the model in Keras before it is"
                        + " quantized",
                policy("GPTQDTypePolicy", "gptq/4/128"),
                BIAS,
                PACKED);
        String unfit = "but its arrays are not those that Keras saves then";
        Map<String, Object> int4 = policy("Int4DTypePolicy", "int4/1");
        assertRefused(unfit, int4, PACKED, BIAS);
        assertRefused(unfit, int4, PACKED, BIAS, array(new float[5], 5));
        SavedArray table = array(new float[6], 2, 3);
        assertRefused(unfit, int4, PACKED, BIAS, table, table, array(new float[] {0, 2}, 2));
        assertRefused(unfit, int4, PACKED, BIAS, table, table, array(new float[] {0, Float.NaN}, 2));
        assertRefused(unfit, int4, PACKED, BIAS, table, table, array(new float[] {0}, 1));
        assertRefused(unfit, int4, PACKED, BIAS, table, array(new float[3], 1, 3), array(new float[] {0, 1}, 2));
        assertRefused(unfit, policy("QuantizedFloat8DTypePolicy", "float8"), table, BIAS);
    }

    /** Without a bias, int8 has as many arrays, of the same shapes, as a layer with one. */
    @Test
    void weightsAloneOfQuantizedLayersAreRefused() {
        Sequential model = Sequential.of(input(2), dense(3));
        SavedArray kernel = new SavedArray("0", Shape.of(2, 3), new float[] {1, -2, 3, 4, 5, 127}, true, 0);
        SavedArray scale = array(new float[] {1, 2, 3}, 3);
        for (List<SavedArray> arrays : List.of(List.of(kernel, scale), List.of(kernel, BIAS, scale))) {
            Path file = folder.resolve("quantized.weights.h5");
            KerasFile.writeWeights(
                    file,
                    SavedModel.of(NetworkFiles.describe(model.network(), "model"))
                            .withWeights(Map.of("dense", arrays)));
            String message = assertThrows(IllegalArgumentException.class, () -> model.loadWeights(file))
                    .getMessage();
            assertTrue(message.contains("weights of layer dense in whole numbers, as of a quantized model"), message);
        }
    }

    /** What a file is read as. */
    private record Read(Model model, List<String> told) {
        float[] kernel() {
            return model.layer("dense").weights().get(0).values();
        }

        float[] bias() {
            return model.layer("dense").weights().get(1).values();
        }
    }

    private static void assertTold(String text, Read read) {
        assertEquals(1, read.told.size());
        assertTrue(read.told.getFirst().contains(text), read.told.toString());
    }

    private void assertRefused(String text, Map<String, Object> values, SavedArray... arrays) {
        String message = assertThrows(IllegalArgumentException.class, () -> read(values, arrays))
                .getMessage();
        assertTrue(message.contains(text), message);
    }

    /** Writes a model of 2 inputs and 3 units with these values and arrays in its layer, and reads it. */
    private Read read(Map<String, Object> values, SavedArray... arrays) {
        Sequential model = Sequential.of(input(2), dense(3));
        SavedNetwork network = NetworkFiles.describe(model.network(), "model");
        List<SavedLayer> layers = new ArrayList<>(network.layers());
        SavedLayer layer = layers.removeLast();
        Config config = ((LayerConfig) layer.content()).config();
        for (Map.Entry<String, Object> value : values.entrySet()) {
            config = config.withValue(value.getKey(), value.getValue());
        }
        layers.add(SavedLayer.of(layer.name(), config));
        Path file = folder.resolve("model.keras");
        KerasFile.write(file, SavedModel.of(network.withLayers(layers)).withWeights(Map.of("dense", List.of(arrays))));
        try (Warnings heard = new Warnings()) {
            return new Read(Model.load(file), heard.texts());
        }
    }

    private static Map<String, Object> policy(String type, String mode) {
        return Map.of(
                "dtype",
                Config.of("keras.dtype_policies", type, Map.of("mode", mode, "source_name", "float32")),
                "quantization_config",
                Config.of("keras.quantizers", "QuantizationConfig", Map.of("block_size", 1L)));
    }

    private static SavedArray array(float[] values, int... sizes) {
        return SavedArray.of("array", Shape.of(sizes), values);
    }
}
