package io.nacre;

import static io.nacre.layer.Layers.concatenate;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static io.nacre.layer.Layers.repeatVector;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.file.Config;
import io.nacre.file.KerasFile;
import io.nacre.file.LayerConfig;
import io.nacre.file.SavedLayer;
import io.nacre.file.SavedModel;
import io.nacre.file.SavedNetwork;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No size in a file is believed: memory is taken only for what is there. */
class FileSizesTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> metrics() {
        long many = 100_000_000;
        List<Double> thresholds = Collections.nCopies(100_001, 0.5);
        return Stream.of(
                Arguments.of("AUC", Map.of("num_thresholds", many), "numThresholds"),
                Arguments.of("AUC", Map.of("thresholds", thresholds), "thresholds"),
                Arguments.of("PrecisionAtRecall", Map.of("recall", 0.5, "num_thresholds", many), "numThresholds"),
                Arguments.of("RecallAtPrecision", Map.of("precision", 0.5, "num_thresholds", many), "numThresholds"),
                Arguments.of(
                        "SensitivityAtSpecificity",
                        Map.of("specificity", 0.5, "num_thresholds", many),
                        "numThresholds"),
                Arguments.of(
                        "SpecificityAtSensitivity",
                        Map.of("sensitivity", 0.5, "num_thresholds", many),
                        "numThresholds"),
                Arguments.of("Precision", Map.of("thresholds", thresholds), "thresholds"),
                Arguments.of("Recall", Map.of("thresholds", thresholds), "thresholds"),
                Arguments.of("TruePositives", Map.of("thresholds", thresholds), "thresholds"),
                Arguments.of("FalseNegatives", Map.of("thresholds", thresholds), "thresholds"),
                Arguments.of("MeanIoU", Map.of("num_classes", many), "numClasses"),
                Arguments.of("IoU", Map.of("num_classes", many, "target_class_ids", List.of(0)), "numClasses"));
    }

    private Path file(Sequential model) {
        Path file = folder.resolve("model.keras");
        model.save(file);
        return file;
    }

    private static String refusal(Path file) {
        return assertThrows(IllegalArgumentException.class, () -> Model.load(file))
                .getMessage();
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void aMetricTakesNoMoreMemoryThanCanBeOfUse(String metric, Map<String, Object> values, String named) {
        Sequential model = Sequential.of(input(3), dense(2));
        model.compile(sgd(0.1), meanSquaredError());
        Path file = file(model);
        SavedModel saved = KerasFile.read(file);
        Map<String, Object> compile = new HashMap<>(saved.compile());
        compile.put("metrics", List.of(Config.of("keras.metrics", metric, values)));
        KerasFile.write(file, saved.withCompile(compile));
        String message = refusal(file);
        assertTrue(message.contains(metric + ": " + named + " must "), message);
    }

    private static void change(Path file, String layer, String value, Object other) {
        SavedModel saved = KerasFile.read(file);
        List<SavedLayer> layers = saved.network().layers().stream()
                .map(old -> old.name().equals(layer)
                        ? SavedLayer.of(
                                layer, ((LayerConfig) old.content()).config().withValue(value, other))
                        : old)
                .toList();
        KerasFile.write(
                file, SavedModel.of(SavedNetwork.sequential("model", layers)).withWeights(saved.weights()));
    }

    @Test
    void aLayerGivesNoMoreNumbersThanASampleCanHave() {
        Path file = file(Sequential.of(input(3), repeatVector(2)));
        change(file, "repeat_vector", "n", 1_000_000_000);
        String message = refusal(file);
        assertTrue(message.contains("layer repeat_vector gives a result of shape"), message);
    }

    @Test
    void weightsAreOnlyAsLargeAsTheirBytes() {
        Path file = file(Sequential.of(input(3), dense(2)));
        change(file, "dense", "units", 50_000_000);
        String message = refusal(file);
        assertTrue(message.contains("dense/kernel has shape (3, 50000000), but the file has shape (3, 2)"), message);
    }

    @Test
    void layersThatDoubleAgainAndAgainAreRefused() {
        SymbolicTensor x = Functional.input(4);
        SymbolicTensor wide = x;
        for (int i = 0; i < 24; i++) {
            wide = Functional.merge(concatenate(), wide, wide);
        }
        Functional model = Functional.of(x, wide);
        Path file = folder.resolve("wide.keras");
        model.save(file);
        assertTrue(Model.load(file).isBuilt());
        Path wider = folder.resolve("wider.keras");
        SymbolicTensor more = Functional.merge(concatenate(), wide, wide, wide, wide, wide);
        Functional.of(x, more).save(wider);
        String message = refusal(wider);
        assertTrue(message.contains("has at most 268435456 numbers"), message);
    }
}
