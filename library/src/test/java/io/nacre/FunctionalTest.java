package io.nacre;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.sigmoid;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.layer.Layers.add;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.concatenate;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.input;
import static io.nacre.layer.Layers.named;
import static io.nacre.layer.Layers.subtract;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.metric.Metrics.mae;
import static io.nacre.optimizer.Optimizers.adam;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.layer.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class FunctionalTest {
    @TempDir
    private Path folder;

    private static Tensor random(int seed, int... sizes) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[Arrays.stream(sizes).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, sizes);
    }

    private static Functional wideAndDeep() {
        SymbolicTensor x = Functional.namedInput("image", 4, 3);
        SymbolicTensor flat = x.to(flatten());
        SymbolicTensor deep = flat.to(dense(8, relu())).to(dense(6, relu()));
        return Functional.of(x, Functional.merge(concatenate(), flat, deep).to(named("out", dense(2, softmax()))));
    }

    @Test
    void aRowOfCallsComputesWhatTheSameLayersDoInARow() {
        Sequential row = Sequential.of(input(5), dense(4, relu()), batchNormalization(), dense(2));
        SymbolicTensor x = Functional.input(5);
        Functional calls =
                Functional.of(x, x.to(dense(4, relu())).to(batchNormalization()).to(dense(2)));
        Tensor samples = random(1, 7, 5);
        assertArrayEquals(row.predict(samples).values(), calls.predict(samples).values());
        assertEquals(
                List.copyOf(row.weightValues().keySet()),
                List.copyOf(calls.weightValues().keySet()));
    }

    @Test
    void aSkipConnectionAddsWhatItSkips() {
        SymbolicTensor x = Functional.input(3);
        SymbolicTensor y = Functional.merge(add(), x, x.to(dense(3)));
        Functional skip = Functional.of(x, y);
        Functional inner = Functional.of(x, y);
        Tensor samples = random(2, 4, 3);
        float[] through = skip.predict(samples).values();
        skip.layer("dense").assign(List.of(Tensor.zeros(3, 3), Tensor.zeros(3)));
        assertArrayEquals(samples.values(), skip.predict(samples).values());
        assertArrayEquals(samples.values(), inner.predict(samples).values(), "models of the same tensors share layers");
        assertFalse(Arrays.equals(samples.values(), through));
    }

    @Test
    void layersAreNamedAndListedAsTheyAreReached() {
        Functional model = wideAndDeep();
        assertEquals(
                List.of("image", "flatten", "dense", "dense_1", "concatenate", "out"),
                model.layers().stream().map(LayerHandle::name).toList());
        assertEquals(12 * 8 + 8 + 8 * 6 + 6 + 18 * 2 + 2, model.countParams());
    }

    @Test
    void twoTowersShareOneLayer() {
        SymbolicTensor a = Functional.namedInput("a", 3);
        SymbolicTensor b = Functional.namedInput("b", 3);
        Layer tower = SharedLayer.of(dense(4));
        Functional model =
                Functional.of(List.of(a, b), List.of(Functional.merge(subtract(), a.to(tower), b.to(tower))));
        assertEquals(3 * 4 + 4, model.countParams());
        Samples x = Samples.of(random(3, 5, 3));
        Tensor difference = model.predictAll(Dataset.ofInputs(x, x)).get(0);
        assertArrayEquals(new float[20], difference.values());
    }

    @Test
    void anotherSeedGivesABuiltModelThatKeepsWhatIsFrozenAndHeld() {
        Functional model = wideAndDeep();
        model.layer("dense").freeze();
        Functional other = model.withSeed(5);
        assertTrue(other.isBuilt());
        assertTrue(other.layer("dense").isFrozen());
        assertFalse(other.layer("dense_1").isFrozen());
        assertFalse(model.layer("out").weights().equals(other.layer("out").weights()));
        assertTrue(other.summaryWithTrainable().contains("dense_1"));
        other.save(folder.resolve("seed.keras"));

        Sequential row = Sequential.of(input(3), dense(2), dense(2));
        row.layer("dense").freeze();
        assertTrue(row.withSeed(3).layer("dense").isFrozen());
        Model held = row.trainingOnly("dense_1");
        Model redrawn = ((Sequential) held).withSeed(4).withName("other");
        redrawn.layer("dense").unfreeze();
        redrawn.compile(sgd(0.1), meanSquaredError());
        List<Tensor> before = redrawn.layer("dense").weights();
        redrawn.trainOnBatch(Dataset.of(random(1, 4, 3), random(2, 4, 2)));
        assertEquals(before, redrawn.layer("dense").weights());
    }

    @Test
    void aTensorThatIsGivenTwiceIsTrainedTwice() {
        SymbolicTensor x = Functional.input(3);
        SymbolicTensor y = x.to(dense(2));
        Functional model = Functional.of(List.of(x), List.of(y, y));
        model.compile(
                sgd(0.1), OutputLoss.of(meanSquaredError(), mae()), OutputLoss.of(meanSquaredError(), mae(), mae()));
        Dataset data = Dataset.ofInputs(Samples.of(random(1, 4, 3)))
                .withTargets(Samples.of(random(2, 4, 2)), Samples.of(random(3, 4, 2)));
        Map<String, Double> logs = model.trainOnBatch(data);
        assertEquals(
                List.of("loss", "dense_loss", "dense_loss_1", "dense_mae", "dense_mae_1", "dense_mae_2"),
                List.copyOf(logs.keySet()));
        assertEquals(value(logs, "dense_loss") + value(logs, "dense_loss_1"), value(logs, "loss"), 1e-5);
        model.fit(data, Fit.epochs(2).withValidation(data));
        Path file = folder.resolve("twice.keras");
        model.save(file);
        assertEquals(model.evaluate(data), Model.load(file).evaluate(data));
    }

    @Test
    void aModelMayHaveMoreThanAHundredInputsAndOutputs() {
        SymbolicTensor[] inputs = new SymbolicTensor[120];
        Arrays.setAll(inputs, i -> Functional.input(1));
        SymbolicTensor[] outputs = new SymbolicTensor[120];
        Arrays.setAll(outputs, i -> inputs[i].to(dense(1)));
        Functional model = Functional.of(Arrays.asList(inputs), Arrays.asList(outputs));
        OutputLoss[] losses = new OutputLoss[120];
        Arrays.fill(losses, OutputLoss.of(meanSquaredError()));
        model.compile(sgd(0.1), losses);
        Samples[] samples = new Samples[120];
        Arrays.setAll(samples, i -> Samples.of(random(i, 2, 1)));
        assertTrue(value(model.trainOnBatch(Dataset.ofInputs(samples).withTargets(samples)), "loss") > 0);
    }

    @Test
    void aModelsNameHasNoSlash() {
        for (String name : List.of("a/b", "/", " ")) {
            for (Executable naming : List.<Executable>of(
                    () -> wideAndDeep().withName(name),
                    () -> Sequential.of(dense(1)).withName(name))) {
                String message =
                        assertThrows(IllegalArgumentException.class, naming).getMessage();
                assertTrue(message.contains("must not be empty or contain a slash"), message);
            }
        }
    }

    @Test
    void aLayerInAModelAndInOneWithinItIsSavedAtBothPlaces() {
        SymbolicTensor z = Functional.input(3);
        Layer shared = SharedLayer.of(dense(3));
        Functional inner = Functional.of(z, z.to(shared)).withName("inner");
        SymbolicTensor x = Functional.input(3);
        Functional model = Functional.of(x, x.to(shared).to(inner).to(dense(1)));
        Path file = folder.resolve("places.keras");
        model.save(file);
        Tensor samples = random(1, 4, 3);
        assertArrayEquals(
                model.predict(samples).values(),
                Model.load(file).predict(samples).values());
    }

    @Test
    void equalDescriptionsAreTwoLayers() {
        SymbolicTensor x = Functional.input(3);
        Layer layer = dense(4);
        Functional model = Functional.of(x, Functional.merge(add(), x.to(layer), x.to(layer)));
        assertEquals(2 * (3 * 4 + 4), model.countParams());
    }

    @Test
    void eachOutputHasItsLossWeightAndMetrics() {
        SymbolicTensor x = Functional.input(6);
        SymbolicTensor hidden = x.to(dense(5, relu()));
        Functional model = Functional.of(
                List.of(x), List.of(hidden.to(named("kind", dense(3, softmax()))), hidden.to(named("size", dense(1)))));
        model.compile(
                adam(0.01),
                OutputLoss.of(sparseCategoricalCrossentropy(), accuracy()).withWeight(2),
                OutputLoss.of(meanSquaredError(), mae()).withWeight(0.5));
        Tensor kinds = Tensor.of(new float[] {0, 1, 2, 0, 1, 2, 0, 1});
        Dataset data = Dataset.ofInputs(Samples.of(random(4, 8, 6)))
                .withTargets(Samples.of(kinds), Samples.of(random(5, 8, 1)));
        Map<String, Double> before = model.evaluate(data);
        assertEquals(
                List.of("loss", "kind_loss", "size_loss", "kind_accuracy", "size_mae"), List.copyOf(before.keySet()));
        double total = 2 * value(before, "kind_loss") + 0.5 * value(before, "size_loss");
        assertEquals(total, value(before, "loss"), 1e-6);
        model.fit(data, Fit.epochs(60).withValidation(data));
        assertTrue(value(model.evaluate(data), "loss") < 0.5 * total);

        Path file = folder.resolve("two.keras");
        model.save(file);
        Model loaded = Model.load(file);
        assertEquals(model.evaluate(data), loaded.evaluate(data));
        model.fit(data, Fit.epochs(61).withInitialEpoch(60));
        loaded.fit(data, Fit.epochs(61).withInitialEpoch(60));
        assertSame(model, loaded);
    }

    @Test
    void aModelWithinAModelSharesItsWeights() {
        Sequential encoder = Sequential.of(input(6), dense(4, relu()), dense(2)).withName("encoder");
        Sequential decoder = Sequential.of(input(2), dense(4, relu()), dense(6)).withName("decoder");
        Sequential autoencoder = Sequential.of(encoder, decoder);
        autoencoder.build(encoder.inputShape());
        assertEquals(
                List.of("encoder/dense/kernel", "encoder/dense/bias", "encoder/dense_1/kernel", "encoder/dense_1/bias"),
                autoencoder.weightValues().keySet().stream().limit(4).toList());
        Tensor x = random(6, 20, 6);
        float[] codes = encoder.predict(x).values();
        autoencoder.compile(adam(0.01), meanSquaredError());
        autoencoder.fit(Dataset.of(x, x), Fit.epochs(3));
        assertFalse(Arrays.equals(codes, encoder.predict(x).values()));
        assertArrayEquals(
                decoder.predict(encoder.predict(x)).values(),
                autoencoder.predict(x).values(),
                1e-6f);

        Path file = folder.resolve("nested.keras");
        autoencoder.save(file);
        Model loaded = Model.load(file);
        assertArrayEquals(autoencoder.predict(x).values(), loaded.predict(x).values());
        loaded.fit(Dataset.of(x, x), Fit.epochs(4).withInitialEpoch(3));
        autoencoder.fit(Dataset.of(x, x), Fit.epochs(4).withInitialEpoch(3));
        assertSame(autoencoder, loaded);
    }

    @Test
    void theCallsOfAModelWithinAModelAreCountedInFilesAsKerasCountsThem() throws IOException {
        SymbolicTensor in = Functional.input(4);
        Functional inner = Functional.of(in, in.to(dense(4, relu()))).withName("inner");
        SymbolicTensor x = Functional.input(4);
        SymbolicTensor once = x.to(inner);
        Functional model = Functional.of(List.of(x), List.of(once, once.to(inner)));
        Path file = folder.resolve("calls.keras");
        model.save(file);
        // From 0 where a layer takes them, but from 1 where the model gives them.
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream entry = zip.getInputStream(zip.getEntry("config.json"))) {
            String config = new String(entry.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(config.contains("\"keras_history\":[\"inner\",0,0]"), config);
            assertTrue(config.contains("\"output_layers\":[[\"inner\",1,0],[\"inner\",2,0]]"), config);
        }
        Model loaded = Model.load(file);
        Dataset samples = Dataset.ofInputs(Samples.of(random(11, 5, 4)));
        assertEquals(model.predictAll(samples), loaded.predictAll(samples));
    }

    @Test
    void layersOfAnotherModelBringTheirWeights() {
        Sequential first = Sequential.of(input(5), dense(8, relu()), dense(6, relu()), dense(3, softmax()));
        List<LayerHandle> lower = first.layers().subList(0, 2);
        Sequential second = Sequential.of(input(5), lower.get(0), lower.get(1), dense(1, sigmoid()));
        assertEquals(
                List.of("dense", "dense_1", "dense_2"),
                second.layers().stream().map(LayerHandle::name).toList());
        float[] kept = first.weightValues().get("dense/kernel");
        assertArrayEquals(kept, second.weightValues().get("dense/kernel"));
        lower.forEach(LayerHandle::freeze);
        second.compile(sgd(0.1), meanSquaredError());
        second.fit(Dataset.of(random(7, 16, 5), random(8, 16, 1)), Fit.epochs(2));
        assertArrayEquals(kept, first.weightValues().get("dense/kernel"), "frozen");
        lower.forEach(LayerHandle::unfreeze);
        second.compile(sgd(0.1), meanSquaredError());
        second.fit(Dataset.of(random(7, 16, 5), random(8, 16, 1)), Fit.epochs(2));
        assertArrayEquals(
                first.weightValues().get("dense/kernel"), second.weightValues().get("dense/kernel"), "shared");
        assertFalse(Arrays.equals(kept, first.weightValues().get("dense/kernel")));
    }

    @Test
    void aNestedModelIsFrozenAsAWhole() {
        Sequential block =
                Sequential.of(input(4), dense(4, relu()), batchNormalization()).withName("block");
        Sequential model = Sequential.of(input(4), block, dense(1));
        model.layer("block").freeze();
        assertTrue(model.layer("block/dense").isFrozen());
        Map<String, float[]> before = block.weightValues();
        model.compile(sgd(0.1), meanSquaredError());
        model.fit(Dataset.of(random(9, 16, 4), random(10, 16, 1)), Fit.epochs(2));
        before.forEach(
                (path, values) -> assertArrayEquals(values, block.weightValues().get(path), path));
    }

    @Test
    void aDeepChainNeedsNoDeepStack() {
        SymbolicTensor x = Functional.input(2);
        SymbolicTensor y = x;
        for (int i = 0; i < 3000; i++) {
            y = Functional.merge(add(), y, y);
        }
        Functional model = Functional.of(x, y);
        assertEquals(3001, model.layers().size(), "the input and 3000 additions");
    }

    @Test
    void mistakesAreNamed() {
        SymbolicTensor x = Functional.input(3);
        SymbolicTensor other = Functional.input(3);
        assertMessage("which is not among the model's inputs", () -> Functional.of(x, other.to(dense(1))));
        assertMessage("is the result of a layer", () -> Functional.of(x.to(dense(2)), x.to(dense(1))));
        assertMessage(
                "layer add (Add), given inputs of shapes (None, 3), (None, 4)",
                () -> Functional.merge(add(), x, x.to(dense(4))));
        assertMessage("merging layers such as add()", () -> Functional.merge(dense(1), x, x));
        assertMessage(
                "two layers of the model have the name a",
                () -> Functional.of(x, x.to(named("a", dense(2))).to(named("a", dense(2)))));
        Functional two = Functional.of(List.of(x), List.of(x.to(dense(1)), x.to(dense(2))));
        assertMessage("takes one for each output", () -> two.compile(sgd(0.1), meanSquaredError()));
        assertMessage(
                "takes samples of shape (3,)", () -> two.predictAll(Dataset.ofInputs(Samples.of(random(1, 2, 4)))));
        LayerHandle handle = two.layer("dense");
        assertMessage("layer dense stands twice", () -> Sequential.of(input(3), handle, handle));
        assertMessage(
                "the model has no layer 'dense_7'; it has input_layer, dense, dense_1", () -> two.layer("dense_7"));
    }

    private static void assertMessage(String part, Executable mistake) {
        String message = assertThrows(RuntimeException.class, mistake).getMessage();
        assertTrue(message.contains(part), message);
    }

    private static double value(Map<String, Double> logs, String name) {
        return logs.getOrDefault(name, Double.NaN);
    }

    private static void assertSame(Model a, Model b) {
        Map<String, float[]> values = b.weightValues();
        a.weightValues().forEach((path, expected) -> assertArrayEquals(expected, values.get(path), path));
    }
}
