package io.nacre;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.selu;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.activation.Activations.swish;
import static io.nacre.activation.Activations.tanh;
import static io.nacre.constraint.Constraints.maxNorm;
import static io.nacre.initializer.Initializers.heNormal;
import static io.nacre.initializer.Initializers.lecunNormal;
import static io.nacre.layer.Layers.activation;
import static io.nacre.layer.Layers.add;
import static io.nacre.layer.Layers.alphaDropout;
import static io.nacre.layer.Layers.average;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.concatenate;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.input;
import static io.nacre.layer.Layers.maximum;
import static io.nacre.layer.Layers.mcDropout;
import static io.nacre.layer.Layers.multiply;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.adam;
import static io.nacre.optimizer.Optimizers.nadam;
import static io.nacre.optimizer.Optimizers.sgd;
import static io.nacre.regularizer.Regularizers.l2;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nacre.data.Dataset;
import io.nacre.data.FashionMnist;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.layer.Layer;
import io.nacre.layer.Merging;
import io.nacre.optimizer.Optimizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Training and predictions end with the bits that {@code same-bits.txt} holds, whatever the length of the processor's
 * vectors. A change that is meant to change bits puts the lines that the failure prints in their place, and says why.
 */
class SameBitsTest {
    private static final int STEPS = 6;

    private final Dataset images = FashionMnist.sample().train();
    private final Map<String, Supplier<String>> nets = new LinkedHashMap<>();

    @Test
    void everyNetEndsWithTheBitsOfBefore() throws IOException {
        List<String> expected;
        try (InputStream file = SameBitsTest.class.getResourceAsStream("/same-bits.txt")) {
            expected = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        describe();
        List<String> actual = nets.entrySet().stream()
                .map(net -> net.getKey() + "\t" + net.getValue().get())
                .toList();
        assertEquals(
                "",
                actual.stream()
                        .filter(line -> !expected.contains(line))
                        .map(line -> line + "\n")
                        .collect(joining()));
        assertEquals(expected.size(), actual.size());
    }

    private void describe() {
        nets.put("plain", () -> trained(32, sgd(0.001), plain()));
        nets.put("normalized", () -> trained(32, sgd(0.001).withMomentum(0.9).withNesterov(), normalized()));
        nets.put("deep", () -> trained(128, nadam(0.001), deep()));
        nets.put("wide", () -> trained(256, adam(0.001), wide()));
        nets.put(
                "selfNormalizing",
                () -> trained(64, adam(0.001).withClipNorm(1).withWeightDecay(0.01), selfNormalizing()));
        nets.put("many", () -> trained(2_500, adam(0.001), plain()));
        nets.put("monteCarlo", this::monteCarlo);
        nets.put("branches", this::branches);
        nets.put("single", () -> predicted(plain(), 1));
        nets.put("batches", () -> predicted(normalized(), 1_024));
        for (OptimizerContractTest.Row row : OptimizerContractTest.table()) {
            nets.put(row.name(), () -> trained(50, row.optimizer(), small()));
        }
        for (LayerContractTest.Row row : LayerContractTest.table()) {
            if (!(row.layer() instanceof Merging)) {
                nets.put(row.toString(), () -> layer(row));
            }
        }
    }

    private static List<Layer> plain() {
        List<Layer> layers = new ArrayList<>(List.of(input(28, 28), flatten()));
        for (int i = 0; i < 3; i++) {
            layers.add(dense(100, relu()).withKernelInitializer(heNormal()));
        }
        return layers;
    }

    private static List<Layer> normalized() {
        return List.of(
                input(28, 28),
                flatten(),
                batchNormalization(),
                dense(300, relu()),
                batchNormalization(),
                dense(100, relu()),
                batchNormalization());
    }

    private static List<Layer> deep() {
        List<Layer> layers = new ArrayList<>(List.of(input(28, 28), flatten()));
        for (int i = 0; i < 20; i++) {
            layers.add(dense(100).withKernelInitializer(heNormal()));
            layers.add(batchNormalization());
            layers.add(activation(swish()));
        }
        return layers;
    }

    private static List<Layer> wide() {
        return List.of(input(28, 28), flatten(), dense(1024, relu()), dense(1024, relu()), dense(1024, relu()));
    }

    private static List<Layer> selfNormalizing() {
        return List.of(
                input(28, 28),
                flatten(),
                dense(77, selu()).withKernelInitializer(lecunNormal()).withKernelRegularizer(l2(1e-4)),
                alphaDropout(0.1),
                dense(33, tanh()).withKernelConstraint(maxNorm(1)),
                dropout(0.3));
    }

    private static List<Layer> small() {
        return List.of(input(28, 28), flatten(), dense(20, tanh()));
    }

    private String trained(int batch, Optimizer optimizer, List<Layer> layers) {
        List<Layer> all = new ArrayList<>(layers);
        all.add(dense(10, softmax()));
        Sequential model = Sequential.of(all).withSeed(7);
        model.compile(optimizer, sparseCategoricalCrossentropy(), accuracy());
        Dataset some = images.slice(0, Math.min(images.size(), STEPS * batch - batch / 3));
        History history = model.fit(some, Fit.epochs(1).withBatchSize(batch).withThreads(2));
        return bits(model, history, model.predict(some.inputs().get(0)));
    }

    private String predicted(List<Layer> layers, int batch) {
        Sequential model = Sequential.of(layers).withSeed(8);
        return bits(model, model.predict(images.inputs().get(0).slice(0, batch)));
    }

    private String monteCarlo() {
        Sequential model = Sequential.of(
                        input(28, 28),
                        flatten(),
                        mcDropout(0.2),
                        dense(100, relu()),
                        mcDropout(0.2),
                        dense(10, softmax()))
                .withSeed(9);
        Tensor mean = MonteCarlo.of(5)
                .predict(model, images.inputs().get(0).slice(0, 700))
                .mean();
        return bits(model, mean);
    }

    private String branches() {
        SymbolicTensor in = Functional.input(28, 28);
        SymbolicTensor left = in.to(flatten()).to(dense(24, relu()));
        SymbolicTensor right = left.to(dense(24, tanh())).to(batchNormalization());
        List<SymbolicTensor> merged = new ArrayList<>();
        for (Layer merging : List.of(add(), multiply(), maximum(), average(), concatenate())) {
            merged.add(Functional.merge(merging, left, right));
        }
        SymbolicTensor all = Functional.merge(concatenate(), merged.toArray(SymbolicTensor[]::new));
        Functional model = Functional.of(in, all.to(dense(10, softmax()))).withSeed(3);
        model.compile(sgd(0.01).withMomentum(0.9), sparseCategoricalCrossentropy(), accuracy());
        Dataset some = images.slice(0, 300);
        History history = model.fit(some, Fit.epochs(2).withBatchSize(64).withThreads(2));
        return bits(model, history, model.predict(some.inputs().get(0)));
    }

    private static String layer(LayerContractTest.Row row) {
        Sequential model = Sequential.of(input(row.input().sizes()), row.layer(), flatten(), dense(2))
                .withSeed(4);
        model.compile(sgd(0.05), meanSquaredError());
        SplittableRandom random = new SplittableRandom(5);
        int[] sizes = IntStream.concat(
                        IntStream.of(20), Arrays.stream(row.input().sizes()))
                .toArray();
        Tensor inputs = gaussian(random, sizes);
        Dataset data = Dataset.of(Samples.of(inputs), Samples.of(gaussian(random, 20, 2)));
        History history = model.fit(data, Fit.epochs(2).withBatchSize(8));
        return bits(model, history, model.predict(inputs));
    }

    private static Tensor gaussian(SplittableRandom random, int... sizes) {
        float[] values = new float[Arrays.stream(sizes).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, sizes);
    }

    private static String bits(Model model, Tensor answers) {
        return bits(model, new History(List.of(), Map.of()), answers);
    }

    private static String bits(Model model, History history, Tensor answers) {
        MessageDigest digest = sha256();
        history.metrics().forEach((name, values) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            values.forEach(value -> digest.update(
                    ByteBuffer.allocate(Double.BYTES).putDouble(value).flip()));
        });
        for (LayerHandle layer : model.layers()) {
            layer.weights().forEach(weight -> update(digest, weight.values()));
        }
        update(digest, answers.values());
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    private static void update(MessageDigest digest, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
