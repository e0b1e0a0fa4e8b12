package io.nacre.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KerasFileReadTest {
    static List<Fixtures.Case> cases() {
        return Fixtures.cases();
    }

    static List<Fixtures.Case> withWeightsFile() {
        return Fixtures.casesWith("weights_h5");
    }

    static List<Fixtures.Case> withLegacyFile() {
        return Fixtures.casesWith("legacy_h5");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void kerasArchivesGiveEveryWeight(Fixtures.Case entry) {
        SavedModel model = KerasFile.read(entry.file());
        assertSameArrays(entry.arrays("weights"), all(model));
        assertSameArrays(entry.arrays("optimizer_variables"), model.optimizer());
        assertEquals(entry.compiled(), !model.compile().isEmpty());
        assertEquals("3.16.0", model.metadata().get("keras_version"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void weightsAreFiledUnderTheLayersRealNames(Fixtures.Case entry) {
        SavedModel model = KerasFile.read(entry.file());
        for (SavedArray expected : entry.arrays("weights")) {
            String path = expected.name().substring(0, expected.name().lastIndexOf('/'));
            if (path.startsWith(model.network().name() + "/")) {
                path = path.substring(model.network().name().length() + 1);
            }
            assertTrue(model.weights(path).stream().anyMatch(array -> sameValues(expected, array)), path);
        }
    }

    @ParameterizedTest
    @MethodSource("withWeightsFile")
    void weightFilesGiveTheSameAsTheArchive(Fixtures.Case entry) {
        SavedModel model = KerasFile.read(entry.file());
        SavedModel bare = SavedModel.of(model.network());
        SavedModel read = KerasFile.readWeights(entry.weightsFile(), bare);
        assertEquals(model.weights(), read.weights());
        assertEquals(model.optimizer(), read.optimizer());
    }

    @ParameterizedTest
    @MethodSource("withLegacyFile")
    void legacyFilesGiveTheSameAsTheArchive(Fixtures.Case entry) {
        SavedModel model = KerasFile.read(entry.file());
        SavedModel legacy = KerasFile.read(entry.legacyFile());
        assertEquals(model.paths(), legacy.paths());
        for (String path : model.paths()) {
            assertSameArrays(model.weights(path), legacy.weights(path));
        }
        assertSameArrays(model.optimizer(), legacy.optimizer());
        assertEquals(names(model.network()), names(legacy.network()));
        assertEquals(model.compile().keySet(), legacy.compile().keySet());
        assertEquals(
                assertInstanceOf(Config.class, model.compile().get("optimizer")).values(),
                assertInstanceOf(Config.class, legacy.compile().get("optimizer"))
                        .values());
        assertEquals(model.compile().get("loss"), legacy.compile().get("loss"));
    }

    @Test
    void legacyWeightsCarryTheirNames() {
        SavedModel model = KerasFile.read(Fixtures.model("models/nested.legacy.h5"));
        assertEquals(
                List.of("kernel", "bias"),
                model.weights("encoder/dense").stream().map(SavedArray::name).toList());
        assertEquals("adam/iteration", model.optimizer().getFirst().name());
    }

    @ParameterizedTest
    @MethodSource("withLegacyFile")
    void weightsAreReadFromLegacyFilesToo(Fixtures.Case entry) {
        SavedModel legacy = KerasFile.read(entry.legacyFile());
        SavedModel bare = SavedModel.of(legacy.network());
        SavedModel read = KerasFile.readWeights(entry.legacyFile(), bare);
        assertEquals(legacy.weights(), read.weights());
        assertEquals(legacy.optimizer(), read.optimizer());
    }

    @Test
    void callsComeAfterThoseThatTheyDependOn() {
        SavedNetwork network = KerasFile.read(Fixtures.model("models/functional_shared_two_outputs.keras"))
                .network();
        assertEquals(
                List.of(
                        SavedSource.of("input_layer"),
                        SavedSource.of("block"),
                        SavedSource.of("dense_2"),
                        SavedSource.of("a"),
                        new SavedSource("block", 1, 0),
                        SavedSource.of("b")),
                network.callOrder());
    }

    @Test
    void aSharedNestedNetworkIsCalledTwice() {
        SavedNetwork network = KerasFile.read(Fixtures.model("models/functional_shared_two_outputs.keras"))
                .network();
        SavedLayer block = network.layers().get(1);
        assertEquals("block", block.name());
        assertEquals(
                List.of(
                        SavedTensor.of(SavedSource.of("input_layer"), Shape.of(Shape.BATCH, 6)),
                        SavedTensor.of(SavedSource.of("dense_2"), Shape.of(Shape.BATCH, 6))),
                block.calls().stream().flatMap(call -> call.tensors().stream()).toList());
        SavedNetwork inner = assertInstanceOf(SavedNetwork.class, block.content());
        assertTrue(inner.isSequential());
        assertEquals(List.of(SavedSource.of("input_layer")), network.inputs());
        assertEquals(List.of(SavedSource.of("a"), SavedSource.of("b")), network.outputs());
        assertFalse(network.isSequential());
    }

    @Test
    void mergingLayersTakeOneListOfTensors() {
        SavedNetwork network =
                KerasFile.read(Fixtures.model("models/functional_skip.keras")).network();
        SavedCall add = network.layers().get(4).calls().getFirst();
        assertEquals(1, add.args().size());
        assertInstanceOf(List.class, add.args().getFirst());
        assertEquals(
                List.of("deep1", "deep2"),
                add.tensors().stream().map(tensor -> tensor.source().layer()).toList());
    }

    @Test
    void layersAreDescribedByTheirValues() {
        SavedNetwork network =
                KerasFile.read(Fixtures.model("models/mlp_bn_dropout.keras")).network();
        Config dense = assertInstanceOf(
                        LayerConfig.class, network.layers().get(3).content())
                .config();
        assertEquals("keras.layers", dense.module().orElseThrow());
        assertEquals("Dense", dense.className());
        assertEquals(6L, dense.values().get("units"));
        assertEquals("relu", dense.values().get("activation"));
        assertEquals(None.NONE, dense.values().get("kernel_regularizer"));
        assertEquals(
                "HeNormal",
                assertInstanceOf(Config.class, dense.values().get("kernel_initializer"))
                        .className());
        assertFalse(network.config().values().containsKey("layers"));
    }

    @Test
    void theScheduleOfALearningRateIsNested() {
        Map<String, Object> compile =
                KerasFile.read(Fixtures.model("models/mlp_adamw.keras")).compile();
        Config optimizer = assertInstanceOf(Config.class, compile.get("optimizer"));
        Config schedule = assertInstanceOf(Config.class, optimizer.values().get("learning_rate"));
        assertEquals("ExponentialDecay", schedule.className());
        assertEquals(10L, schedule.values().get("decay_steps"));
    }

    /** All arrays in the order of the layers. */
    static List<SavedArray> all(SavedModel model) {
        List<SavedArray> arrays = new ArrayList<>();
        model.weights().values().forEach(arrays::addAll);
        return arrays;
    }

    static void assertSameArrays(List<SavedArray> expected, List<SavedArray> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).shape(), actual.get(i).shape());
            assertEquals(expected.get(i).whole(), actual.get(i).whole());
            assertArrayEquals(
                    expected.get(i).values(),
                    actual.get(i).values(),
                    expected.get(i).name());
        }
    }

    private static boolean sameValues(SavedArray a, SavedArray b) {
        return a.shape().equals(b.shape()) && Arrays.equals(a.values(), b.values());
    }

    private static List<String> names(SavedNetwork network) {
        List<String> names = new ArrayList<>();
        for (SavedLayer layer : network.layers()) {
            names.add(layer.name() + " " + layer.content().className() + " " + layer.calls());
            if (layer.content() instanceof SavedNetwork nested) {
                names(nested).forEach(name -> names.add(layer.name() + "/" + name));
            }
        }
        return names;
    }
}
