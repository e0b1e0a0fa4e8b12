package io.nacre;

import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Operation.Slot.INPUT;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.file.Config;
import io.nacre.file.KerasFile;
import io.nacre.file.LayerConfig;
import io.nacre.file.None;
import io.nacre.file.SavedLayer;
import io.nacre.layer.Operation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations of {@code keras.ops} in models: what they compute, and that files hold them. */
class OperationTest {
    /** Two samples of two rows of three numbers. */
    private static final Tensor X = Tensor.of(new float[] {1, -2, 3, 0.5f, 4, -1.5f, 2, 2.5f, -3, 0, 1, 7}, 2, 2, 3);

    @TempDir
    private Path folder;

    /** What an operation gives for the first sample of {@link #X}. */
    record Row(Operation operation, float... expected) {
        @Override
        public String toString() {
            return operation.toString();
        }
    }

    private static Row row(Operation operation, double... expected) {
        float[] numbers = new float[expected.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) expected[i];
        }
        return new Row(operation, numbers);
    }

    private static Operation of(String className, Object... arguments) {
        return Operation.of(className, arguments);
    }

    private static Operation x(String className) {
        return Operation.of(className, INPUT);
    }

    private static Config slice(Object start, Object stop, Object step) {
        Map<String, Object> bounds = new LinkedHashMap<>();
        bounds.put("start", start);
        bounds.put("stop", stop);
        bounds.put("step", step);
        return new Config(Optional.empty(), "__slice__", Optional.empty(), bounds);
    }

    private static Config numpy(Object rows) {
        return new Config(Optional.empty(), "__numpy__", Optional.empty(), Map.of("value", rows, "dtype", "float32"));
    }

    private static Stream<Row> table() {
        Config all = slice(None.NONE, None.NONE, None.NONE);
        Config ellipsis = new Config(Optional.empty(), "__ellipsis__", Optional.empty(), Map.of());
        return Stream.of(
                row(of("Add", INPUT, 1.0), 2, -1, 4, 1.5, 5, -0.5),
                row(of("Add", INPUT, numpy(List.of(1, 2, 3))), 2, 0, 6, 1.5, 6, 1.5),
                row(of("Add", INPUT, numpy(List.of(List.of(1), List.of(10)))), 2, -1, 4, 10.5, 14, 8.5),
                row(of("Subtract", 2.0, INPUT), 1, 4, -1, 1.5, -2, 3.5),
                row(of("Multiply", INPUT, 10), 10, -20, 30, 5, 40, -15),
                row(of("TrueDivide", 6, INPUT), 6, -3, 2, 12, 1.5, -4),
                row(of("DivideNoNan", INPUT, 0.0), 0, 0, 0, 0, 0, 0),
                row(of("FloorDivide", INPUT, 2.0), 0, -1, 1, 0, 2, -1),
                row(of("Mod", INPUT, 2.0), 1, 0, 1, 0.5, 0, 0.5),
                row(of("Power", INPUT, 2), 1, 4, 9, 0.25, 16, 2.25),
                row(of("Maximum", INPUT, 0.0), 1, 0, 3, 0.5, 4, 0),
                row(of("Minimum", INPUT, 0.0), 0, -2, 0, 0, 0, -1.5),
                row(of("Greater", INPUT, 1.0), 0, 0, 1, 0, 1, 0),
                row(of("GreaterEqual", INPUT, 1.0), 1, 0, 1, 0, 1, 0),
                row(of("Less", INPUT, 1.0), 0, 1, 0, 1, 0, 1),
                row(of("NotEqual", INPUT, 3.0), 1, 1, 0, 1, 1, 1),
                row(of("Where", true, INPUT, 0.0), 1, -2, 3, 0.5, 4, -1.5),
                row(x("Clip").withSetting("x_min", -1.0).withSetting("x_max", 2.0), 1, -1, 2, 0.5, 2, -1),
                row(x("Round"), 1, -2, 3, 0, 4, -2),
                row(x("Ceil"), 1, -2, 3, 1, 4, -1),
                row(x("Trunc"), 1, -2, 3, 0, 4, -1),
                row(x("Cast").withSetting("dtype", "bool"), 1, 1, 1, 1, 1, 1),
                row(x("Absolute"), 1, 2, 3, 0.5, 4, 1.5),
                row(x("Sinh"), 1.1752012, -3.6268604, 10.017875, 0.52109531, 27.289917, -2.1292795),
                row(x("LeakyRelu"), 1, -0.4, 3, 0.5, 4, -0.3),
                row(x("Relu"), 1, 0, 3, 0.5, 4, 0),
                row(
                        x("Normalize").withSetting("axis", 1),
                        0.8944272,
                        -0.4472136,
                        0.8944272,
                        0.4472136,
                        0.8944272,
                        -0.4472136),
                row(x("Sum").withSetting("axis", 1), 1.5, 2, 1.5),
                row(x("Sum").withSetting("axis", List.of(1, 2)), 5),
                row(x("Mean").withSetting("axis", -1).withSetting("keepdims", true), 2 / 3.0, 1),
                row(x("Max").withSetting("axis", 2), 3, 4),
                row(x("Min").withSetting("axis", 2), -2, -1.5),
                row(x("Prod").withSetting("axis", 2), -6, -3),
                row(x("Var").withSetting("axis", 1), 0.0625, 9, 5.0625),
                row(x("Std").withSetting("axis", 1), 0.25, 3, 2.25),
                row(x("Logsumexp").withSetting("axis", 2), 3.1328452, 4.0337164),
                row(x("Argmax").withSetting("axis", 1), 0, 1, 0),
                row(x("Cumsum").withSetting("axis", 1), 1, -2, 3, 1.5, 2, 1.5),
                row(x("Cumsum").withSetting("axis", -1), 1, -1, 2, 0.5, 4.5, 3),
                row(x("Argmin").withSetting("axis", -1), 1, 2),
                row(of("Average", INPUT, numpy(List.of(1, 3))).withSetting("axis", 1), 0.625, 2.5, -0.375),
                row(x("Reshape").withSetting("newshape", List.of(-1, 3, 2)), 1, -2, 3, 0.5, 4, -1.5),
                row(x("Transpose").withSetting("axes", List.of(0, 2, 1)), 1, 0.5, -2, 4, 3, -1.5),
                row(x("Swapaxes").withSetting("axis1", 1).withSetting("axis2", 2), 1, 0.5, -2, 4, 3, -1.5),
                row(x("Moveaxis").withSetting("source", 2).withSetting("destination", 1), 1, 0.5, -2, 4, 3, -1.5),
                row(x("Flip").withSetting("axis", 2), 3, -2, 1, -1.5, 4, 0.5),
                row(x("Tile").withSetting("repeats", List.of(1, 2, 1)), 1, -2, 3, 0.5, 4, -1.5, 1, -2, 3, 0.5, 4, -1.5),
                row(
                        x("Repeat").withSetting("repeats", 2).withSetting("axis", 1),
                        1,
                        -2,
                        3,
                        1,
                        -2,
                        3,
                        0.5,
                        4,
                        -1.5,
                        0.5,
                        4,
                        -1.5),
                row(of("Take", INPUT, List.of(2, 0, -1)).withSetting("axis", 2), 3, 1, 3, -1.5, 0.5, -1.5),
                row(x("Square"), 1, 4, 9, 0.25, 16, 2.25),
                row(of("GetItem", INPUT, List.of(all, 0)), 1, -2, 3),
                row(of("GetItem", INPUT, List.of(all, all, -1)), 3, -1.5),
                row(of("GetItem", INPUT, List.of(ellipsis, slice(1, None.NONE, None.NONE))), -2, 3, 4, -1.5),
                row(
                        of("GetItem", INPUT, List.of(all, None.NONE, all, slice(None.NONE, None.NONE, 2))),
                        1,
                        3,
                        0.5,
                        -1.5),
                row(of("GetItem", INPUT, List.of(ellipsis, slice(None.NONE, None.NONE, -1))), 3, -2, 1, -1.5, 4, 0.5),
                row(of("GetItem", INPUT, List.of(ellipsis, slice(-2, 99, None.NONE))), -2, 3, 4, -1.5),
                row(of("Matmul", INPUT, numpy(List.of(List.of(1, 0), List.of(0, 1), List.of(1, 1)))), 4, 1, -1, 2.5),
                row(of("Dot", INPUT, numpy(List.of(1, 1, 1))), 2, 3));
    }

    private static Model model(Operation operation) {
        SymbolicTensor x = Functional.input(2, 3);
        return Functional.of(x, x.to(operation));
    }

    @ParameterizedTest
    @MethodSource("table")
    void itComputesWhatKerasDoes(Row row) {
        float[] answers = model(row.operation).predict(X).values();
        assertEquals(2 * row.expected.length, answers.length);
        assertArrayEquals(row.expected, Arrays.copyOf(answers, row.expected.length), 1e-5f);
    }

    @ParameterizedTest
    @MethodSource("table")
    void savedAndLoadedItIsTheSame(Row row) {
        Path file = folder.resolve("model.keras");
        Model model = model(row.operation);
        model.save(file);
        assertEquals(model.predict(X), Model.load(file).predict(X));
    }

    @Test
    void aConstantIsKeptInTheFormThatKerasReads() {
        SymbolicTensor x = Functional.input(2);
        Model model = Functional.of(
                x,
                x.to(of("Multiply", INPUT, 10.0))
                        .to(of("Add", 3.0, INPUT))
                        .to(x("Mean").withSetting("axis", -1).withSetting("keepdims", true)));
        Path file = folder.resolve("model.keras");
        model.save(file);
        List<Object> told = new ArrayList<>();
        for (SavedLayer layer : KerasFile.read(file).network().layers()) {
            if (layer.content() instanceof LayerConfig(Config config)
                    && !config.className().equals("InputLayer")) {
                told.add(config.module().orElseThrow());
                told.add(config.registeredName().orElseThrow());
                told.add(config.values());
                told.add(layer.calls().getFirst().args().stream()
                        .map(value -> value instanceof Number ? value : "tensor")
                        .toList());
            }
        }
        assertEquals(
                List.of(
                        "keras.src.ops.numpy",
                        "Multiply",
                        Map.of("name", "multiply"),
                        List.of("tensor", 10.0),
                        "keras.src.ops.numpy",
                        "Add",
                        Map.of("name", "add"),
                        List.of(3.0, "tensor"),
                        "keras.src.ops.numpy",
                        "Mean",
                        Map.of("name", "mean", "axis", -1L, "keepdims", true),
                        List.of("tensor")),
                told);
        assertArrayEquals(
                new float[] {18},
                model.predict(Tensor.of(new float[] {1, 2}, 1, 2)).values());
    }

    @Test
    void gradientsFlowThroughOperations() {
        SymbolicTensor x = Functional.input(2, 3);
        SymbolicTensor hidden =
                x.to(flatten()).to(dense(4)).to(of("Multiply", INPUT, 2.0)).to(x("Sigmoid"));
        SymbolicTensor half = hidden.to(
                of("GetItem", INPUT, List.of(slice(None.NONE, None.NONE, None.NONE), slice(None.NONE, 2, None.NONE))));
        Model model = Functional.of(x, half.to(dense(1)));
        model.compile(sgd(0.1), meanSquaredError());
        Dataset data = Dataset.of(X, Tensor.of(new float[] {1, -1}, 2, 1));
        double before = model.evaluate(data).get("loss");
        model.fit(data, Fit.epochs(50).withBatchSize(2));
        assertTrue(model.evaluate(data).get("loss") < before / 10);
    }

    @Test
    void twoInputsMeetAsInNumPy() {
        SymbolicTensor a = Functional.input(2, 3);
        SymbolicTensor b = Functional.input(3, 2);
        Model product = Functional.of(List.of(a, b), List.of(Functional.merge(of("Matmul", INPUT, INPUT), a, b)));
        Tensor answers = product.predictAll(Dataset.ofInputs(
                        Samples.of(X).slice(0, 1), Samples.of(Tensor.of(new float[] {1, 0, 0, 1, 2, 2}, 1, 3, 2))))
                .getFirst();
        assertArrayEquals(new float[] {7, 4, -2.5f, 1}, answers.values(), 1e-6f);
        Model stacked = Functional.of(
                List.of(a),
                List.of(Functional.merge(of("Stack", List.of(INPUT, INPUT)).withSetting("axis", 1), a, a)));
        assertArrayEquals(
                new float[] {1, -2, 3, 0.5f, 4, -1.5f, 1, -2, 3, 0.5f, 4, -1.5f},
                Arrays.copyOf(stacked.predict(X).values(), 12));
    }

    private static void assertRefused(Operation operation, String message) {
        String text = assertThrows(IllegalArgumentException.class, () -> model(operation))
                .getMessage();
        assertTrue(text.contains(message), text);
    }

    @Test
    void whatReachesAcrossSamplesIsRefused() {
        assertRefused(x("Mean").withSetting("axis", 0), "axis 0 is the batch");
        assertRefused(x("Cumsum"), "axis should be given");
        assertRefused(x("Cumsum").withSetting("axis", 0), "axis 0 is the batch");
        assertRefused(x("Sum"), "axis 0 is the batch");
        assertRefused(of("GetItem", INPUT, List.of(0)), "axis 0 is the batch");
        assertRefused(x("Transpose"), "axis 0 is the batch");
        assertRefused(x("Softmax").withSetting("axis", 0), "axis 0 is the batch");
    }

    @Test
    void anUnknownOperationOrArgumentIsRefusedByName() {
        assertEquals(
                "the operation Fft of keras.ops is not supported",
                assertThrows(IllegalArgumentException.class, () -> x("Fft")).getMessage());
        assertThrows(IllegalArgumentException.class, () -> of("Add", INPUT, 1, 2));
        assertThrows(IllegalArgumentException.class, () -> x("Mean").withSetting("ddof", 1));
        assertRefused(x("Round").withSetting("decimals", 2), "decimals must be 0");
    }

    @Test
    void theSummaryCallsItByKerasName() {
        SymbolicTensor x = Functional.input(3);
        assertTrue(Functional.of(x, x.to(of("Add", INPUT, 2.0))).summary().contains("add (Add)"));
    }
}
