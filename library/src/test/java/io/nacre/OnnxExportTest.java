package io.nacre;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.selu;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.activation.Activations.swish;
import static io.nacre.constraint.Constraints.maxNorm;
import static io.nacre.initializer.Initializers.heNormal;
import static io.nacre.initializer.Initializers.lecunNormal;
import static io.nacre.layer.Layers.activation;
import static io.nacre.layer.Layers.add;
import static io.nacre.layer.Layers.alphaDropout;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.input;
import static io.nacre.layer.Layers.mcDropout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import io.nacre.activation.Activation;
import io.nacre.data.Dataset;
import io.nacre.data.FashionMnist;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.layer.Layer;
import io.nacre.layer.McAlphaDropout;
import io.nacre.layer.McDropout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exported models answer in ONNX Runtime what they answer here. */
class OnnxExportTest {
    @TempDir
    private Path folder;

    private void assertSameAnswers(Model model, Dataset data) throws OrtException {
        assertSameAnswers(model, data, 1e-5);
    }

    private void assertSameAnswers(Model model, Dataset data, double tolerance) throws OrtException {
        Path file = folder.resolve("model.onnx");
        model.exportOnnx(file);
        List<Tensor> expected = model.predictAll(data);
        Map<String, Tensor> given = OnnxRun.outputs(file, data.inputs());
        assertEquals(expected.size(), given.size());
        int output = 0;
        for (Tensor answers : given.values()) {
            Tensor right = expected.get(output++);
            assertEquals(right.shape(), answers.shape());
            float[] numbers = answers.values();
            float[] rightNumbers = right.values();
            for (int i = 0; i < numbers.length; i++) {
                assertEquals(rightNumbers[i], numbers[i], tolerance * Math.max(1, Math.abs(rightNumbers[i])));
            }
        }
    }

    private static Tensor random(int... sizes) {
        SplittableRandom random = new SplittableRandom(8);
        float[] values = new float[sizes[0] * sizes[1]];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (2 * random.nextGaussian());
        }
        return Tensor.of(values, sizes);
    }

    static List<LayerContractTest.Row> layers() {
        return LayerContractTest.table().stream()
                .filter(row -> !(row.layer() instanceof McDropout || row.layer() instanceof McAlphaDropout))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void everyLayer(LayerContractTest.Row row) throws OrtException {
        assertSameAnswers(LayerContractTest.model(row), Dataset.ofInputs(Samples.of(LayerContractTest.samples(row))));
    }

    static List<Activation> activations() throws ReflectiveOperationException {
        return ActivationContractTest.activations();
    }

    @ParameterizedTest
    @MethodSource("activations")
    void everyActivation(Activation activation) throws OrtException {
        Sequential model = Sequential.of(input(4), activation(activation));
        assertSameAnswers(model, Dataset.ofInputs(Samples.of(random(6, 4))));
    }

    /** The nets that the chapter trains, untrained. */
    static List<Sequential> chapter() {
        return List.of(
                net(3, () -> List.of(dense(100, relu()).withKernelInitializer(heNormal()))),
                net(
                        1,
                        () -> List.of(
                                batchNormalization(),
                                dense(300, relu()),
                                batchNormalization(),
                                dense(100, relu()),
                                batchNormalization())),
                net(2, () -> List.of(dense(100).withoutBias(), batchNormalization(), activation(relu()))),
                net(
                        20,
                        () -> List.of(
                                dense(100).withKernelInitializer(heNormal()),
                                batchNormalization(),
                                activation(swish()))),
                net(20, () -> List.of(dense(100, selu()).withKernelInitializer(lecunNormal()), alphaDropout(0.1))),
                net(3, () -> List.of(dropout(0.2), dense(100, relu()).withKernelConstraint(maxNorm(1)))));
    }

    private static Sequential net(int times, Supplier<List<Layer>> part) {
        List<Layer> layers = new ArrayList<>(List.of(input(28, 28), flatten()));
        for (int i = 0; i < times; i++) {
            layers.addAll(part.get());
        }
        layers.add(dense(10, softmax()));
        return Sequential.of(layers).withSeed(1);
    }

    @ParameterizedTest
    @MethodSource("chapter")
    void theChaptersNets(Sequential net) throws OrtException {
        assertSameAnswers(net, images());
        assertSameAnswers(net.foldBatchNormalization(), images());
    }

    /** Wider than for the others: 5.4e-5 were seen, presumably rounding that a hundred layers pass on. */
    @Test
    void theChaptersHundredLayers() throws OrtException {
        assertSameAnswers(
                net(100, () -> List.of(dense(100, selu()).withKernelInitializer(lecunNormal()))), images(), 1e-4);
    }

    private static Dataset images() {
        return Dataset.ofInputs(
                FashionMnist.sample().test().slice(0, 50).inputs().get(0));
    }

    @Test
    void severalInputsAndOutputsKeepTheirNamesAndTheBatchAnySize() throws OrtException {
        SymbolicTensor a = Functional.namedInput("left", 4);
        SymbolicTensor b = Functional.namedInput("right", 4);
        SharedLayer tower = SharedLayer.of(dense(6, relu()));
        SymbolicTensor sum = Functional.merge(add(), a.to(tower), b.to(tower));
        Functional model = Functional.of(
                List.of(a, b),
                List.of(
                        sum.to(dense(3, softmax())),
                        sum.to(batchNormalization()).to(dense(1))));
        for (int batch : new int[] {1, 5, 300}) {
            assertSameAnswers(model, Dataset.ofInputs(Samples.of(random(batch, 4)), Samples.of(random(batch, 4))));
        }
        Map<String, Tensor> outputs = OnnxRun.outputs(
                folder.resolve("model.onnx"), List.of(Samples.of(random(2, 4)), Samples.of(random(2, 4))));
        assertEquals(List.copyOf(model.network().outputNames()), List.copyOf(outputs.keySet()));
    }

    @Test
    void nestedAndFoldedModels() throws OrtException {
        Sequential encoder = Sequential.of(input(4), dense(8), batchNormalization(), activation(relu()))
                .withName("encoder");
        Sequential model = Sequential.of(input(4), encoder, dropout(0.5), flatten(), dense(3, softmax()));
        Dataset data = Dataset.ofInputs(Samples.of(random(9, 4)));
        assertSameAnswers(model, data);
        assertSameAnswers(model.foldBatchNormalization(), data);
    }

    @Test
    void whatIsRandomIsNamedAtOnceAndNothingIsWritten() {
        Sequential model = Sequential.of(input(4), mcDropout(0.2), dense(3), mcDropout(0.3), dense(2));
        Path file = folder.resolve("random.onnx");
        String message = assertThrows(IllegalArgumentException.class, () -> model.exportOnnx(file))
                .getMessage();
        assertTrue(message.contains("mc_dropout, mc_dropout_1"), message);
        assertFalse(Files.exists(file));
    }
}
