package io.nacre.file;

import static io.nacre.layer.Layers.add;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.named;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.adam;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.jhdf.HdfFile;
import io.nacre.Functional;
import io.nacre.LayerHandle;
import io.nacre.Model;
import io.nacre.OutputLoss;
import io.nacre.SymbolicTensor;
import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.graph.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files number the layers of functional models as Keras does: by depth, then as a search from the outputs meets them.
 */
class LayerOrderTest {
    @TempDir
    private Path folder;

    private static Functional wideAndDeep(String wide, String first, String second, String out) {
        SymbolicTensor a = Functional.input(5);
        SymbolicTensor beside = a.to(named(wide, dense(5)));
        SymbolicTensor deep = a.to(named(first, dense(5))).to(named(second, dense(5)));
        return Functional.of(a, Functional.merge(add(), beside, deep).to(named(out, dense(1))));
    }

    private static Functional unnamedWideAndDeep() {
        SymbolicTensor a = Functional.input(5);
        SymbolicTensor wide = a.to(dense(5));
        SymbolicTensor deep = a.to(dense(5)).to(dense(5));
        return Functional.of(a, Functional.merge(add(), wide, deep).to(dense(1)));
    }

    private static Functional shortcutFirst() {
        SymbolicTensor x = Functional.input(4);
        SymbolicTensor y = x.to(named("stem", dense(4)));
        for (String block : List.of("a", "b")) {
            SymbolicTensor shortcut = y.to(named(block + "_shortcut", dense(4)));
            SymbolicTensor through =
                    y.to(named(block + "_1", dense(4))).to(batchNormalization()).to(named(block + "_2", dense(4)));
            y = Functional.merge(add(), shortcut, through);
        }
        return Functional.of(x, y.to(named("out", dense(2))));
    }

    private static Functional auxiliaryFirst() {
        SymbolicTensor x = Functional.input(4);
        SymbolicTensor trunk = x.to(named("trunk", dense(4)));
        SymbolicTensor auxiliary = trunk.to(named("auxiliary", dense(4)));
        SymbolicTensor main = trunk.to(named("deeper", dense(4))).to(named("main", dense(4)));
        return Functional.of(List.of(x), List.of(auxiliary, main));
    }

    private static Functional normalizedBranch() {
        SymbolicTensor x = Functional.input(4);
        SymbolicTensor plain = x.to(named("plain", dense(4))).to(named("plain_norm", batchNormalization()));
        SymbolicTensor branch = x.to(named("branch_1", dense(4)))
                .to(named("branch_2", dense(4)))
                .to(named("branch_norm", batchNormalization()))
                .to(named("branch_3", dense(4)));
        return Functional.of(x, Functional.merge(add(), plain, branch).to(named("out", dense(1))));
    }

    private static Functional nestedSecond() {
        SymbolicTensor z = Functional.input(4);
        SymbolicTensor short1 = z.to(named("inner_short", dense(4)));
        SymbolicTensor long1 = z.to(named("inner_1", dense(4))).to(named("inner_2", dense(4)));
        Functional inner =
                Functional.of(z, Functional.merge(add(), short1, long1)).withName("inner");
        SymbolicTensor x = Functional.input(4);
        SymbolicTensor beside = x.to(named("beside", dense(4)));
        return Functional.of(
                x,
                Functional.merge(add(), beside, x.to(named("before", dense(4))).to(inner)));
    }

    /** Models, and the layers with weights in Keras's order, which was worked out by its {@code map_graph}. */
    static List<Arguments> shapes() {
        return List.of(
                Arguments.of(
                        "wide and deep",
                        wideAndDeep("wide", "first", "second", "out"),
                        List.of("dense first", "dense_1 wide", "dense_2 second", "dense_3 out")),
                Arguments.of(
                        "shortcut first",
                        shortcutFirst(),
                        List.of(
                                "dense stem",
                                "dense_1 a_1",
                                "batch_normalization batch_normalization",
                                "dense_2 a_shortcut",
                                "dense_3 a_2",
                                "dense_4 b_1",
                                "batch_normalization_1 batch_normalization_1",
                                "dense_5 b_shortcut",
                                "dense_6 b_2",
                                "dense_7 out")),
                Arguments.of(
                        "auxiliary output first",
                        auxiliaryFirst(),
                        List.of("dense trunk", "dense_1 deeper", "dense_2 auxiliary", "dense_3 main")),
                Arguments.of(
                        "normalized branch",
                        normalizedBranch(),
                        List.of(
                                "dense branch_1",
                                "dense_1 branch_2",
                                "dense_2 plain",
                                "batch_normalization branch_norm",
                                "batch_normalization_1 plain_norm",
                                "dense_3 branch_3",
                                "dense_4 out")),
                Arguments.of(
                        "model within the model",
                        nestedSecond(),
                        List.of(
                                "dense before",
                                "dense_1 beside",
                                "functional/layers/dense inner_1",
                                "functional/layers/dense_1 inner_short",
                                "functional/layers/dense_2 inner_2")));
    }

    private static Tensor random(int seed, int... sizes) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[Arrays.stream(sizes).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, sizes);
    }

    /** One step of gradient descent with momentum; gives the weights before it, by layer. */
    @CanIgnoreReturnValue
    private static Map<String, List<Tensor>> fit(Model model) {
        Map<String, List<Tensor>> before = new LinkedHashMap<>();
        for (LayerHandle layer : model.layers()) {
            before.put(layer.path(), layer.weights());
        }
        before.put("inner", List.of());
        for (String path : List.of("inner_1", "inner_short", "inner_2")) {
            if (names(model).contains("inner")) {
                before.put("inner/" + path, model.layer("inner/" + path).weights());
            }
        }
        int outputs = model.outputNames().size();
        OutputLoss[] losses = new OutputLoss[outputs];
        Arrays.fill(losses, OutputLoss.of(meanSquaredError()));
        model.compile(sgd(0.1).withMomentum(0.9), losses);
        Samples[] targets = new Samples[outputs];
        Arrays.setAll(
                targets,
                i -> Samples.of(random(7 + i, 6, model.outputShapes().get(i).size(0))));
        model.trainOnBatch(
                Dataset.ofInputs(Samples.of(random(3, 6, model.inputShape().size(0))))
                        .withTargets(targets));
        return before;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void archivesAreNumberedAsKerasNumbersThem(String what, Functional model, List<String> expected)
            throws IOException {
        Map<String, List<Tensor>> before = fit(model);
        Path file = folder.resolve("model.keras");
        model.save(file);
        Path weights = folder.resolve("inner.h5");
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Files.write(
                    weights,
                    zip.getInputStream(zip.getEntry("model.weights.h5")).readAllBytes());
        }
        checkGroups(model, before, weights, expected);
        Model loaded = Model.load(file);
        assertEquals(names(model), names(loaded));
        assertSame(model, loaded);
        fit(model);
        fit(loaded);
        assertSame(model, loaded);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void weightFilesAreNumberedAsKerasNumbersThem(String what, Functional model, List<String> expected) {
        Map<String, List<Tensor>> before = fit(model);
        Path file = folder.resolve("model.weights.h5");
        model.saveWeights(file);
        checkGroups(model, before, file, expected);
        Model copy = model.cloneModel(9);
        copy.loadWeights(file);
        assertSame(model, copy);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void theDescriptionListsLayersInKerasOrder(String what, Functional model, List<String> expected) {
        Path file = folder.resolve("model.keras");
        model.save(file);
        SavedNetwork saved = KerasFile.read(file).network();
        assertEquals(saved.inKerasOrder(), saved);
        assertEquals("input_layer", saved.layers().getFirst().name());
    }

    private static List<String> names(Model model) {
        return model.layers().stream().map(LayerHandle::path).toList();
    }

    private static void assertSame(Model expected, Model actual) {
        for (LayerHandle layer : expected.layers()) {
            assertEquals(layer.weights(), actual.layer(layer.path()).weights(), layer.path());
        }
    }

    /** Each group holds the weights of its layer; the momentum, which is what the step added, follows the groups. */
    private static void checkGroups(Model model, Map<String, List<Tensor>> before, Path file, List<String> expected) {
        try (HdfFile hdf = new HdfFile(file)) {
            int slot = 2;
            for (String entry : expected) {
                String group = "/layers/" + entry.substring(0, entry.indexOf(' ')) + "/vars";
                String name = entry.substring(entry.indexOf(' ') + 1);
                String path = entry.startsWith("functional/") ? "inner/" + name : name;
                List<Tensor> own = model.layer(path).weights();
                assertEquals(name, hdf.getByPath(group).getAttribute("name").getData());
                for (int i = 0; i < own.size(); i++) {
                    assertArrayEquals(own.get(i).values(), numbers(hdf, group + "/" + i), group);
                }
                for (int i = 0; i < 2; i++) {
                    float[] step = own.get(i).values();
                    float[] start =
                            Objects.requireNonNull(before.get(path)).get(i).values();
                    for (int n = 0; n < step.length; n++) {
                        step[n] -= start[n];
                    }
                    assertArrayEquals(step, numbers(hdf, "/optimizer/vars/" + slot++), 1e-6f, path);
                }
            }
        }
    }

    private static float[] numbers(HdfFile hdf, String path) {
        return (float[]) hdf.getDatasetByPath(path).getDataFlat();
    }

    @ParameterizedTest
    @MethodSource("kerasFiles")
    void kerasListsItsOwnLayersInThisOrder(Fixtures.Case entry) {
        SavedNetwork network = KerasFile.read(entry.file()).network();
        assertEquals(network, network.inKerasOrder());
    }

    static List<Fixtures.Case> kerasFiles() {
        return Fixtures.cases();
    }

    /**
     * A weight file as Keras would write it of {@link #unnamedWideAndDeep}, in a session that made three layers before.
     */
    private Path kerasWeights(Map<String, List<SavedArray>> weights, List<String> names) throws IOException {
        HdfGroup root = new HdfGroup();
        weights.forEach((group, arrays) -> {
            HdfGroup vars = root.make("layers/" + group + "/vars");
            vars.attributes.put(
                    "name", names.get(root.groups.get("layers").groups.size() - 1));
            arrays.forEach(array -> vars.arrays.put(Integer.toString(vars.arrays.size()), array));
        });
        Path file = folder.resolve("keras.weights.h5");
        try (OutputStream stream = Files.newOutputStream(file)) {
            new HdfWriter(root).write(stream);
        }
        return file;
    }

    private static Map<String, List<SavedArray>> wideAndDeepWeights() {
        Map<String, List<SavedArray>> weights = new LinkedHashMap<>();
        for (int i = 0; i < 4; i++) {
            int units = i == 3 ? 1 : 5;
            weights.put(
                    i == 0 ? "dense" : "dense_" + i,
                    List.of(
                            SavedArray.of(
                                    "0",
                                    Shape.of(5, units),
                                    random(20 + i, 5, units).values()),
                            SavedArray.of(
                                    "1", Shape.of(units), random(30 + i, units).values())));
        }
        return weights;
    }

    @Test
    void weightsOfKerasLandInTheSameModelBuiltHere() throws IOException {
        Map<String, List<SavedArray>> weights = wideAndDeepWeights();
        Path file = kerasWeights(weights, List.of("dense_4", "dense_3", "dense_5", "dense_6"));
        Functional model = unnamedWideAndDeep();
        model.loadWeights(file);
        Functional named = wideAndDeep("wide", "first", "second", "out");
        List<String> inKerasOrder = List.of("first", "wide", "second", "out");
        for (int i = 0; i < 4; i++) {
            List<SavedArray> arrays = new ArrayList<>(weights.values()).get(i);
            named.layer(inKerasOrder.get(i))
                    .assign(arrays.stream()
                            .map(array ->
                                    Tensor.of(array.values(), array.shape().sizes()))
                            .toList());
        }
        Tensor x = random(1, 3, 5);
        assertArrayEquals(named.predict(x).values(), model.predict(x).values());
    }

    @Test
    void weightsOfLegacyFilesGoByTheLayersOrderToo() {
        SavedModel model = SavedModel.of(SavedNetwork.sequential(
                        "model",
                        List.of(
                                SavedLayer.of("dense", Config.of("keras.layers", "Dense", Map.of())),
                                SavedLayer.of("dropout", Config.of("keras.layers", "Dropout", Map.of())),
                                SavedLayer.of("out", Config.of("keras.layers", "Dense", Map.of())))))
                .withWeights(Map.of(
                        "dense", List.of(SavedArray.of("bias", Shape.of(1), 0)),
                        "out", List.of(SavedArray.of("bias", Shape.of(1), 0))));
        HdfGroup file = new HdfGroup();
        file.attributes.put("layer_names", List.of("dense_8", "dropout_3", "out"));
        for (String name : List.of("dense_8", "dropout_3", "out")) {
            HdfGroup group = file.make(name);
            if (!name.startsWith("dropout")) {
                group.attributes.put("weight_names", List.of(name + "/bias:0"));
                group.make(name).arrays.put("bias:0", SavedArray.of("bias:0", Shape.of(1), name.length()));
            }
        }
        assertEquals(
                Map.of(
                        "dense", List.of(SavedArray.of("bias", Shape.of(1), 7)),
                        "out", List.of(SavedArray.of("bias", Shape.of(1), 3))),
                LegacyFile.weights(model, file, WeightPaths.Match.NUMBERED));
    }

    @Test
    void weightsOfALayerOfAnotherNameAreRefusedAndBothNamesTold() throws IOException {
        Path file = kerasWeights(wideAndDeepWeights(), List.of("first", "other", "second", "out"));
        Functional model = wideAndDeep("wide", "first", "second", "out");
        List<Tensor> before = model.layer("first").weights();
        String message = assertThrows(IllegalArgumentException.class, () -> model.loadWeights(file))
                .getMessage();
        assertTrue(message.contains("'other'") && message.contains("'wide'"), message);
        assertTrue(message.contains(file.toString()) && message.contains("layers/dense_1"), message);
        assertEquals(before, model.layer("first").weights());
    }

    @Test
    void anArchiveWhoseWeightsHaveOtherNamesThanItsDescriptionIsRefused() throws IOException {
        Path file = folder.resolve("model.keras");
        wideAndDeep("wide", "first", "second", "out").save(file);
        SavedModel saved = KerasFile.read(file);
        HdfGroup root = new HdfGroup();
        new WeightPaths(saved.network()).write(saved.weights(), root);
        root.make("layers/dense/vars").attributes.put("name", "wide");
        root.make("layers/dense_1/vars").attributes.put("name", "first");
        String config = NetworkJson.print(saved.network());
        try (OutputStream stream = Files.newOutputStream(file)) {
            Archive.write(Map.of(Archive.CONFIG, config), new HdfWriter(root), stream);
        }
        String message = assertThrows(IllegalArgumentException.class, () -> Model.load(file))
                .getMessage();
        assertTrue(message.contains("'wide'") && message.contains("'first'"), message);
    }

    @Test
    void anArchiveWhoseDescriptionStandsInAnotherOrderIsReadByItsConnections() throws IOException {
        Path file = folder.resolve("model.keras");
        Functional model = wideAndDeep("wide", "first", "second", "out");
        model.compile(adam(0.01), meanSquaredError());
        model.save(file);
        SavedModel saved = KerasFile.read(file);
        List<SavedLayer> turned = new ArrayList<>(saved.network().layers()).reversed();
        SavedNetwork network = saved.network().withLayers(turned);
        assertFalse(network.equals(saved.network()));
        HdfGroup root = new HdfGroup();
        new WeightPaths(saved.network()).write(saved.weights(), root);
        try (OutputStream stream = Files.newOutputStream(file)) {
            Archive.write(Map.of(Archive.CONFIG, NetworkJson.print(network)), new HdfWriter(root), stream);
        }
        assertTrue(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("second"));
        assertSame(model, Model.load(file));
    }

    @Test
    void layersThatNoOutputDependsOnStandAtTheEnd() {
        List<LayerOrder.Call> calls = List.of(
                new LayerOrder.Call("unused_input", List.of()),
                new LayerOrder.Call("input", List.of()),
                new LayerOrder.Call("dead", List.of(1)),
                new LayerOrder.Call("shared", List.of(1)),
                new LayerOrder.Call("between", List.of(3)),
                new LayerOrder.Call("shared", List.of(4)));
        assertEquals(List.of("input", "shared", "between", "unused_input", "dead"), LayerOrder.of(calls, List.of(5)));
    }
}
