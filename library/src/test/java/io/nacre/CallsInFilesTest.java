package io.nacre;

import static io.nacre.layer.Layers.add;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.file.KerasFile;
import io.nacre.file.None;
import io.nacre.file.SavedCall;
import io.nacre.file.SavedLayer;
import io.nacre.file.SavedModel;
import io.nacre.file.SavedNetwork;
import io.nacre.layer.Layer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files say of calls, beside the tensors: {@code layer(x, training=False)}, masks, calls by name. */
class CallsInFilesTest {
    private static final Tensor X = Tensor.of(new float[] {1, 2, -3, 0.5f, 4, -1, 2, 2, -5, 0, 1, 7}, 4, 3);

    @TempDir
    private Path folder;

    /** Saves the model with more said by name of each call of a layer. */
    private Path saved(Model model, String layer, String name, Object value) {
        Path file = folder.resolve("model.keras");
        model.save(file);
        SavedModel saved = KerasFile.read(file);
        List<SavedLayer> layers = saved.network().layers().stream()
                .map(each -> each.name().equals(layer)
                        ? each.withCalls(each.calls().stream()
                                .map(call -> new SavedCall(call.args(), Map.of(name, value)))
                                .toList())
                        : each)
                .toList();
        SavedNetwork network = saved.network();
        KerasFile.write(
                file,
                SavedModel.of(SavedNetwork.functional(network.name(), layers, network.inputs(), network.outputs()))
                        .withWeights(saved.weights()));
        return file;
    }

    private static Map<String, Object> named(Path file, String layer) {
        return KerasFile.read(file).network().layers().stream()
                .filter(each -> each.name().equals(layer))
                .findFirst()
                .orElseThrow()
                .calls()
                .getFirst()
                .kwargs();
    }

    private static Model with(Layer layer) {
        SymbolicTensor x = Functional.input(3);
        return Functional.of(x, x.to(layer));
    }

    @Test
    void dropoutThatIsCalledAsInTrainingStaysOn() {
        Path file = saved(with(dropout(0.5)), "dropout", "training", true);
        Model model = Model.load(file);
        float[] answers = model.predict(X).values();
        float[] given = X.values();
        boolean dropped = false;
        for (int i = 0; i < given.length; i++) {
            assertTrue(answers[i] == 0 || answers[i] == 2 * given[i], answers[i] + " of " + given[i]);
            dropped |= answers[i] == 0 && given[i] != 0;
        }
        assertTrue(dropped);
        assertNotEquals(model.predict(X), model.predict(X));
        Path copy = folder.resolve("copy.keras");
        model.save(copy);
        assertEquals(Map.of("training", true), named(copy, "dropout"));
    }

    @Test
    void aModelThatIsCalledAsInPredictionLearnsWithoutDropoutAndKeepsItsAverages() {
        Sequential base = Sequential.of(input(3), dense(4), batchNormalization(), dropout(0.5))
                .withName("base");
        SymbolicTensor x = Functional.input(3);
        Model whole = Functional.of(x, x.to(base).to(dense(1)));
        Model model = Model.load(saved(whole, "base", "training", false));
        model.compile(sgd(0.1), meanSquaredError());
        List<Tensor> averages =
                model.layer("base/batch_normalization").weights().subList(2, 4);
        List<Tensor> kernel = model.layer("base/dense").weights();
        double expected = 0;
        for (float answer : model.predict(X).values()) {
            expected += answer * answer / 4;
        }
        Map<String, Double> logs = model.trainOnBatch(Dataset.of(X, Tensor.of(new float[4], 4, 1)));
        assertEquals(expected, logs.get("loss"), 1e-5 * (1 + expected));
        assertEquals(averages, model.layer("base/batch_normalization").weights().subList(2, 4));
        assertNotEquals(kernel, model.layer("base/dense").weights());
        Path copy = folder.resolve("copy.keras");
        model.save(copy);
        assertEquals(Map.of("training", false), named(copy, "base"));
        assertEquals(model.predict(X), Model.load(copy).predict(X));
        assertEquals(
                model.foldBatchNormalization().predict(X).shape(),
                model.predict(X).shape());
    }

    @Test
    void normalizationThatIsCalledAsInTrainingIsRefused() {
        Path file = saved(with(batchNormalization()), "batch_normalization", "training", true);
        String message = assertThrows(IllegalArgumentException.class, () -> Model.load(file))
                .getMessage();
        assertTrue(message.contains("layer batch_normalization"), message);
        assertTrue(message.contains("called with training=True"), message);
    }

    @Test
    void emptyMasksOfSeveralInputsArePassedOver() {
        SymbolicTensor a = Functional.input(3);
        SymbolicTensor b = Functional.input(3);
        Model inner = Functional.of(List.of(a, b), List.of(Functional.merge(add(), a.to(dense(2)), b.to(dense(2)))))
                .withName("inner");
        SymbolicTensor x = Functional.input(3);
        Model outer = Functional.of(x, Functional.merge(inner, x, x));
        Model loaded = Model.load(saved(outer, "inner", "mask", Arrays.asList(None.NONE, None.NONE)));
        assertEquals(outer.predict(X), loaded.predict(X));
    }

    @Test
    void whatACallSaysElseIsRefusedByName() {
        Path file = saved(with(dense(2)), "dense", "scale", 2.0);
        String message = assertThrows(IllegalArgumentException.class, () -> Model.load(file))
                .getMessage();
        assertTrue(message.contains("layer dense is called with scale=2.0, which is not supported"), message);
        assertEquals("None", None.NONE.toString());
    }

    @Test
    void modelsThatCallTheModelWithinThemTwiceAreRefusedBeforeTheyFillTheMemory() {
        SymbolicTensor first = Functional.input(1);
        Model model = Functional.of(first, first.to(dense(1)));
        for (int level = 0; level < 12; level++) {
            SymbolicTensor x = Functional.input(1);
            Layer inner = SharedLayer.of(model);
            model = Functional.of(x, x.to(inner).to(inner));
        }
        Model deep = model;
        assertFalse(deep.summary().isEmpty());
        Path file = folder.resolve("model.keras");
        deep.save(file);
        SavedModel saved = KerasFile.read(file);
        SavedNetwork outer = saved.network();
        SavedLayer twice = outer.layers().getLast();
        SavedNetwork network = outer;
        for (int level = 12; level < 30; level++) {
            network = SavedNetwork.functional(
                    outer.name(),
                    List.of(
                            outer.layers().getFirst(),
                            SavedLayer.of(twice.name(), network).withCalls(twice.calls())),
                    outer.inputs(),
                    outer.outputs());
        }
        KerasFile.write(file, SavedModel.of(network));
        String message = assertThrows(IllegalArgumentException.class, () -> Model.load(file))
                .getMessage();
        assertTrue(message.contains("more than 100000 calls of layers"), message);
    }
}
