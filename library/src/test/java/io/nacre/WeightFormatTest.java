package io.nacre;

import static io.nacre.activation.Activations.custom;
import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import io.jhdf.HdfFile;
import io.nacre.activation.Activation;
import io.nacre.activation.Custom;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.file.NetworkJson;
import io.nacre.file.SavedModel;
import io.nacre.file.WeightFormat;
import io.nacre.internal.encoding.Int8Kernel;
import io.nacre.internal.encoding.ProtoMessage;
import io.nacre.layer.Activate;
import io.nacre.layer.Layer;
import io.nacre.layer.McAlphaDropout;
import io.nacre.layer.McDropout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files with few bits to a weight, and ONNX files read back. */
class WeightFormatTest {
    @TempDir
    private Path folder;

    private static Sequential model() {
        Sequential model = Sequential.of(
                input(50),
                dense(80, relu()),
                batchNormalization(),
                dense(40, relu()).withoutBias(),
                dense(3, softmax()));
        model.compile(adam(0.01), sparseCategoricalCrossentropy(), accuracy());
        return model;
    }

    private static Tensor samples() {
        SplittableRandom random = new SplittableRandom(8);
        float[] values = new float[20 * 50];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, 20, 50);
    }

    /** The farthest that a weight may be from the one that it stands for. */
    private static double bound(WeightFormat format, float weight, float[] kernel, int channel, int channels) {
        return switch (format) {
            case FLOAT32 -> 0;
            case FLOAT16 -> Math.max(Math.abs(weight) / 2048, Math.pow(2, -25));
            case BFLOAT16 -> Math.abs(weight) / 256;
            case INT8 -> {
                float largest = 0;
                for (int i = channel; i < kernel.length; i += channels) {
                    largest = Math.max(largest, Math.abs(kernel[i]));
                }
                yield largest / 254 * 1.0001;
            }
        };
    }

    private static void assertRounded(Model model, Model read, WeightFormat format) {
        assertEquals(model.weightValues().keySet(), read.weightValues().keySet());
        model.weights().all().forEach(weight -> {
            float[] expected = weight.variable().values();
            float[] given = read.weightValues().getOrDefault(weight.path(), new float[0]);
            if (!weight.name().equals("kernel")) {
                assertArrayEquals(expected, given, weight.path());
                return;
            }
            int channels = weight.variable().shape().size(-1);
            for (int i = 0; i < expected.length; i++) {
                assertEquals(
                        expected[i],
                        given[i],
                        bound(format, expected[i], expected, i % channels, channels),
                        weight.path());
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void kerasFilesHoldRoundedKernels(WeightFormat format) throws IOException {
        Sequential model = model();
        Path file = folder.resolve("model.keras");
        model.save(file, format);
        Model read = Model.load(file);
        assertRounded(model, read, format);
        assertTrue(read.isCompiled());
        long kernels = 50 * 80 + 80 * 40 + 40 * 3;
        long all = kernels * format.bytes();
        assertTrue(Files.size(file) > all && Files.size(file) < all + 20_000, format + ": " + Files.size(file));
    }

    @ParameterizedTest
    @EnumSource
    void onnxFilesHoldThemTooAndRunInOnnxRuntimeAndAreReadBack(WeightFormat format) throws IOException, OrtException {
        Sequential model = model();
        Path keras = folder.resolve("model.keras");
        model.save(keras, format);
        Path onnx = folder.resolve("model.onnx");
        model.exportOnnx(onnx, format);
        long kernels = format.bytes() * (50L * 80 + 80 * 40 + 40 * 3);
        assertTrue(Files.size(onnx) > kernels && Files.size(onnx) < kernels + 16_000, format + ": " + Files.size(onnx));
        Samples x = Samples.of(samples());
        float[] rounded = Model.load(keras).predict(x).values();
        assertArrayEquals(
                rounded,
                OnnxRun.outputs(onnx, List.of(x)).values().iterator().next().values(),
                1e-5f);
        Model read = Model.importOnnx(onnx);
        assertRounded(model, read, format);
        assertArrayEquals(rounded, read.predict(x).values(), 1e-6f);
        assertEquals(model.inputNames(), read.inputNames());
        assertEquals(model.outputNames(), read.outputNames());
    }

    static List<LayerContractTest.Row> layers() {
        return LayerContractTest.table().stream()
                .filter(row -> !(row.layer() instanceof McDropout || row.layer() instanceof McAlphaDropout)
                        && !isOwn(row.layer()))
                .toList();
    }

    private static boolean isOwn(Layer layer) {
        return layer instanceof Activate activate && activate.activation() instanceof Custom;
    }

    @ParameterizedTest
    @MethodSource("layers")
    void everyExportedLayerIsReadBack(LayerContractTest.Row row) {
        Model model = LayerContractTest.model(row);
        Path file = folder.resolve("layer.onnx");
        model.exportOnnx(file);
        Tensor x = LayerContractTest.samples(row);
        assertEquals(model.predict(x), Model.importOnnx(file).predict(x));
    }

    @Test
    void ownActivationsAreReadBackWhereTheyHaveAName() {
        Activation mine = custom("mine", z -> z.times(z));
        Sequential model = Sequential.of(input(50), dense(3, mine));
        Path file = folder.resolve("mine.onnx");
        model.exportOnnx(file);
        assertEquals(
                model.predict(samples()), Model.importOnnx(file, (Record) mine).predict(samples()));
        assertThrows(IllegalArgumentException.class, () -> Model.importOnnx(file));
    }

    @Test
    void otherFilesAndDamagedOnesAreRefused() throws IOException {
        Path file = folder.resolve("model.onnx");
        model().exportOnnx(file);
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = i % 2 == 0 ? whole.clone() : Arrays.copyOf(whole, random.nextInt(whole.length));
            for (int change = 0; change < 3 && i % 2 == 0; change++) {
                bytes[random.nextInt(i % 4 == 0 ? 200 : bytes.length)] = (byte) random.nextInt();
            }
            Files.write(file, bytes);
            try {
                Model _ = Model.importOnnx(file);
                assertTrue(i % 2 == 0, "half of a file was read");
            } catch (IllegalArgumentException e) {
                assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
            }
        }
        Files.write(file, "no model at all".getBytes(StandardCharsets.UTF_8));
        assertThrows(IllegalArgumentException.class, () -> Model.importOnnx(file));
    }

    @Test
    void weightsThatAFileLacksAreNotBelieved() throws IOException {
        Sequential model = Sequential.of(input(1), dense(50_000_000).withoutBias());
        SavedModel described = ModelFiles.describe(model.net(), Optional.empty());
        String config = NetworkJson.print(described.network());
        byte[] bytes = new ProtoMessage()
                .text(2, "Nacre")
                .message(14, new ProtoMessage().text(1, "nacre.config").text(2, config))
                .message(14, new ProtoMessage().text(1, "nacre.unread").text(2, "dense/kernel"))
                .toBytes();
        Path file = Files.write(folder.resolve("model.onnx"), bytes);
        long before = ThreadCosts.allocatedBytes();
        String message = assertThrows(IllegalArgumentException.class, () -> Model.importOnnx(file))
                .getMessage();
        long taken = ThreadCosts.allocatedBytes() - before;
        assertTrue(message.contains("dense/kernel") && message.contains("is not in the file"), message);
        assertTrue(taken < 50_000_000, taken + " bytes");
    }

    @Test
    void numbersBeyondAFormatAreNamedAndNothingIsWritten() {
        Sequential model = Sequential.of(input(1), dense(1));
        model.assignWeights(Map.of("dense/kernel", new float[] {70_000}));
        Path file = folder.resolve("large.keras");
        String message = assertThrows(IllegalArgumentException.class, () -> model.save(file, WeightFormat.FLOAT16))
                .getMessage();
        assertTrue(message.contains("dense/kernel holds 70000.0") && message.contains("BFLOAT16"), message);
        assertFalse(Files.exists(file));
        model.save(file, WeightFormat.BFLOAT16);
        assertEquals(70_144, Model.load(file).weightValues().getOrDefault("dense/kernel", new float[1])[0]);
    }

    /** The form in which Keras's {@code model.quantize("int8")} saves a dense layer. */
    @Test
    void int8IsHeldAsKerasHoldsIt() throws IOException {
        Sequential model = model();
        Path file = folder.resolve("int8.keras");
        model.save(file, WeightFormat.INT8);
        Path weights = folder.resolve("weights.h5");
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Files.write(
                    weights,
                    zip.getInputStream(zip.getEntry("model.weights.h5")).readAllBytes());
            String config =
                    new String(zip.getInputStream(zip.getEntry("config.json")).readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(config.replace(" ", "").contains("\"class_name\":\"QuantizedDTypePolicy\""), config);
        }
        float[] kernel = model.weightValues().getOrDefault("dense/kernel", new float[0]);
        Int8Kernel expected = Int8Kernel.of(kernel, 80);
        try (HdfFile hdf = new HdfFile(weights)) {
            byte[][] values =
                    (byte[][]) hdf.getDatasetByPath("layers/dense/vars/0").getData();
            float[] scales =
                    (float[]) hdf.getDatasetByPath("layers/dense/vars/2").getData();
            for (int unit = 0; unit < 80; unit++) {
                assertEquals(1 / expected.scales()[unit], scales[unit]);
                for (int k = 0; k < 50; k++) {
                    assertEquals(expected.values()[80 * k + unit], values[k][unit]);
                }
            }
            float[] withoutBias =
                    (float[]) hdf.getDatasetByPath("layers/dense_1/vars/1").getData();
            assertEquals(40, withoutBias.length);
        }
    }

    @Test
    void roundingGoesToTheNearestAndOfTwoToTheEven() {
        float[] values = {1 + 1f / 256, 1 + 3f / 256, 1 + 1f / 256 + 1e-6f, -0f, Float.NaN, Float.NEGATIVE_INFINITY};
        float[] rounded = WeightFormat.BFLOAT16.values(WeightFormat.BFLOAT16.bits("x", values));
        assertArrayEquals(
                new float[] {1, 1 + 4f / 256, 1 + 2f / 256, -0f, Float.NaN, Float.NEGATIVE_INFINITY}, rounded);
        Int8Kernel kernel = Int8Kernel.of(new float[] {127, 0, 2.5f, 0, -3.5f, 0}, 2);
        assertArrayEquals(new byte[] {127, 0, 2, 0, -4, 0}, kernel.values());
        assertArrayEquals(new float[] {1, 1}, kernel.scales());
        assertThrows(IllegalArgumentException.class, () -> Int8Kernel.of(new float[] {Float.NaN}, 1));
    }
}
