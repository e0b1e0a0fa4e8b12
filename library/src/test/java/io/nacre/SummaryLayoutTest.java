package io.nacre;

import static io.nacre.activation.Activations.relu;
import static io.nacre.layer.Layers.add;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.concatenate;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.input;
import static io.nacre.layer.Layers.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Tensor;
import io.nacre.file.NetworkJson;
import io.nacre.file.SavedLayer;
import io.nacre.file.SavedNetwork;
import io.nacre.graph.Shape;
import io.nacre.layer.Input;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Summaries of all kinds of models keep the form of a table and lose nothing. */
class SummaryLayoutTest {
    private static final String ESCAPE = "\u001b[31m";

    @TestFactory
    Stream<DynamicTest> isATableWhateverTheModel() {
        SymbolicTensor x = Functional.namedInput("x", 6);
        SymbolicTensor deep = x.to(dense(6, relu()));
        Functional functional =
                Functional.of(x, Functional.merge(add(), x, deep).to(dense(3)));
        Sequential large = Sequential.of(input(3_000_000), dense(80));
        Sequential teacher = Sequential.of(input(4), dense(3), batchNormalization(), dense(2));
        String longName = "a_very_long_name_".repeat(20);
        Functional longNames = Functional.of(
                x,
                Functional.merge(concatenate(), x, x.to(named(longName, dense(2))))
                        .to(dense(1)));
        Map<String, Model> models = Map.of(
                "unbuilt", Sequential.of(dense(3), dropout(0.1), dense(2)),
                "functional", functional,
                "pruned", functional.prune(0.5),
                "seeded", functional.withSeed(3),
                "pruned within",
                        Sequential.of(input(4), functional(4), dense(1)).prune(0.9),
                "large", large,
                "reused", Sequential.of(teacher.layers().subList(0, 2)),
                "long", longNames,
                "long pruned", longNames.prune(0.5));
        return models.entrySet().stream()
                .map(model -> DynamicTest.dynamicTest(model.getKey(), () -> {
                    requireTable(model.getValue().summary(), 80);
                    requireTable(model.getValue().summaryWithTrainable(), 80);
                    requireTable(model.getValue().summaryWithTrainable(60), 62); // what all six columns take
                    requireTable(model.getValue().summary(40), 50); // what five columns take
                }));
    }

    private static Functional functional(int features) {
        SymbolicTensor x = Functional.input(features);
        return Functional.of(x, Functional.merge(add(), x, x.to(dense(features))));
    }

    private static void requireTable(String summary, int columns) {
        List<String> lines = summary.lines()
                .filter(line -> "┏┃┡│├└".indexOf(line.charAt(0)) >= 0)
                .toList();
        int width = lines.getFirst().length();
        assertTrue(lines.stream().allMatch(line -> line.length() == width), summary);
        assertFalse(summary.lines().toList().get(2).contains("…"), summary);
        assertTrue(width <= columns, "wider than " + columns + " columns:\n" + summary);
    }

    @Test
    void numbersGrowTheirColumnAndTheTableKeepsItsWidth() {
        Sequential model = Sequential.of(input(3_000_000), dense(80));
        assertTrue(model.summaryWithTrainable().contains(" 240,000,080 "), model.summaryWithTrainable());
    }

    @Test
    void whenNoColumnCanGiveMoreTheTableGrows() {
        SummaryTable.Column number =
                new SummaryTable.Column("n", 3, SummaryTable.Align.RIGHT, SummaryTable.Overflow.GROW);
        StringBuilder text = new StringBuilder();
        new SummaryTable(List.of(number), List.of(List.of(List.of("1,000,000,000,000"))), 10).print(text);
        assertTrue(text.toString().contains("│ 1,000,000,000,000 │"), text.toString());
    }

    @Test
    void headersFoldWhereTheTerminalIsTooNarrowForThem() {
        Sequential model = Sequential.of(input(784), dense(300));
        String summary = model.summary(40);
        requireTable(summary, 40);
        assertTrue(summary.contains("┃ Layer ") && summary.contains("┃ (type) "), summary);
        assertTrue(model.summary(60).contains("┃ Layer (type) "), model.summary(60));
    }

    @Test
    void longTextFoldsAtBlanksAndLosesNothing() {
        SummaryTable.Column column =
                new SummaryTable.Column("name", 8, SummaryTable.Align.LEFT, SummaryTable.Overflow.FOLD);
        StringBuilder text = new StringBuilder();
        new SummaryTable(List.of(column), List.of(List.of(List.of("(None, 28)", "abcdefgh", "😀😀😀😀😀😀😀"))), 80)
                .print(text);
        assertEquals("""
            ┏━━━━━━━━┓
            ┃ name   ┃
            ┡━━━━━━━━┩
            │ (None, │
            │ 28)    │
            │ abcdef │
            │ gh     │
            │ 😀😀😀😀😀😀 │
            │ 😀      │
            └────────┘
            """, text.toString());
    }

    @Test
    void layersThatAnotherModelHasBuiltShowTheirWeights() {
        Sequential teacher = Sequential.of(input(4), dense(3), batchNormalization(), dense(2));
        Sequential reused =
                Sequential.of(teacher.layers().get(0), teacher.layers().get(1), dense(7));
        List<String> lines = reused.summary().lines().toList();
        assertTrue(
                lines.stream().anyMatch(line -> line.matches(".*dense .*│ \\(None, 3\\) .*│ +15 │")), reused.summary());
        assertTrue(lines.stream().anyMatch(line -> line.matches(".*│ \\(None, 3\\) .*│ +12 │")), reused.summary());
        assertTrue(lines.stream().anyMatch(line -> line.matches(".*dense_1 .*│ \\? .*│ +0 \\(unbuilt\\) │")));
        assertTrue(reused.summary().contains("Total params: 27 "), reused.summary());
        Sequential within = Sequential.of(teacher, dense(7));
        assertTrue(
                within.summary().lines().anyMatch(line -> line.matches(".*\\(None, 2\\) .*│ +35 │")), within.summary());
    }

    @Test
    void layersOfFunctionalModelsBeginWithTheInputsAsInKeras() {
        SymbolicTensor a = Functional.namedInput("a", 4);
        SymbolicTensor b = Functional.namedInput("b", 5);
        Functional model =
                Functional.of(List.of(a, b), List.of(Functional.merge(concatenate(), a.to(dense(3)), b.to(dense(2)))));
        assertEquals(
                List.of("a", "b", "dense", "dense_1", "concatenate"),
                model.layers().stream().map(LayerHandle::name).toList());
        assertEquals(new Input(Shape.of(5)), model.layer("b").layer());
        assertEquals(List.of(), model.layer("b").weights());
        assertThrows(IllegalArgumentException.class, () -> model.replaceLayer("a", flatten()));
        assertEquals(1, Sequential.of(input(4), dense(3)).layers().size());
    }

    @Test
    void theInputOfAFunctionalModelCanBeginASequentialOne() {
        SymbolicTensor x = Functional.input(4);
        Functional model = Functional.of(x, x.to(dense(3)).to(dense(2)));
        Sequential chain = Sequential.of(model.layers());
        assertTrue(chain.isBuilt());
        assertEquals(model.predict(Tensor.zeros(1, 4)), chain.predict(Tensor.zeros(1, 4)));
        List<LayerHandle> layers = model.layers();
        assertThrows(IllegalArgumentException.class, () -> Sequential.of(layers.get(1), layers.get(0)));
    }

    @Test
    void controlCharactersOfNamesAreNeverPrinted(@TempDir Path folder) {
        SymbolicTensor x = Functional.namedInput("in" + ESCAPE, 4);
        Functional model =
                Functional.of(x, x.to(named("la" + ESCAPE, dense(3)))).withName("mo" + ESCAPE);
        assertPrintable(model.summary());
        assertTrue(model.summary().contains("la\\u001b[31m"), model.summary());
        assertPrintable(message(() -> model.layer("no" + ESCAPE)));
        assertPrintable(message(() -> model.layer("la" + ESCAPE).assign(List.of())));
        assertPrintable(message(() -> model.build(Shape.of(5))));
        assertPrintable(message(() -> named("/" + ESCAPE, dense(3))));
        assertPrintable(message(() -> x.to(named("la" + ESCAPE, dense(3)))
                .to(named("lo" + ESCAPE, add()))
                .to(named("up" + ESCAPE, (scope, y) -> y.matmul(y)))));
        Path file = folder.resolve("model.keras");
        model.save(file);
        assertPrintable(Model.load(file).summary());
        assertPrintable(new SavedLayer("a" + ESCAPE, SavedNetwork.sequential("b", List.of()), List.of()).name());
    }

    @Test
    void controlCharactersInFilesAreNeverPrinted() {
        for (String place : List.of("class", "name", "activation", "source")) {
            String config = """
                {"module": "keras", "class_name": "Functional", "registered_name": null, "config": {"name": "mENAME",
                "layers": [
                {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 4],
                 "dtype": "float32", "name": "x"},
                 "registered_name": null, "name": "x", "inbound_nodes": []},
                {"module": "keras.layers", "class_name": "DenseECLASS", "registered_name": null,
                 "name": "dENAME", "inbound_nodes": [
                  {"args": [{"class_name": "__keras_tensor__", "config": {"shape": [null, 4], "dtype": "float32",
                    "keras_history": ["xESOURCE", 0, 0]}}], "kwargs": {}}],
                  "config": {"units": 3, "activation": "reluEACTIVATION", "name": "dENAME"}}],
                "input_layers": ["x", 0, 0], "output_layers": ["dENAME", 0, 0]}}
                """.replace("E" + place.toUpperCase(Locale.ROOT), "\\u001b[31m")
                    .replaceAll("E(CLASS|NAME|ACTIVATION|SOURCE)", "");
            if (place.equals("name")) {
                assertPrintable(NetworkFiles.restore(NetworkJson.parse(config), Registry.CODEC)
                        .network()
                        .parts()
                        .toString());
            } else {
                assertPrintable(message(() -> {
                    var _ = NetworkFiles.restore(NetworkJson.parse(config), Registry.CODEC);
                }));
            }
        }
    }

    private static String message(Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }

    private static void assertPrintable(String text) {
        assertFalse(text.contains("\u001b"), text);
    }
}
