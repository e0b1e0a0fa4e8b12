package io.nacre.cli;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.Fit;
import io.nacre.Model;
import io.nacre.Sequential;
import io.nacre.TableModel;
import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.layer.BatchNormalization;
import io.nacre.table.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
    private static final int ROWS = 400;

    @TempDir
    private Path folder;

    private Path table;
    private Path model;
    private Tensor x;

    private record Result(int code, String out, String err) {}

    @BeforeEach
    void trainAModel() throws IOException {
        StringBuilder csv = new StringBuilder("a,b,c,d,label\n");
        SplittableRandom random = new SplittableRandom(3);
        float[] values = new float[4 * ROWS];
        float[] labels = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < 4; j++) {
                values[4 * i + j] = (float) random.nextGaussian();
                csv.append(values[4 * i + j]).append(',');
            }
            labels[i] = values[4 * i] + values[4 * i + 1] > 0 ? 1 : 0;
            csv.append((int) labels[i]).append('\n');
        }
        table = Files.writeString(folder.resolve("table.csv"), csv);
        x = Tensor.of(values, ROWS, 4);
        Sequential net = Sequential.of(
                input(4), dense(40, relu()), batchNormalization(), dense(30, relu()), dense(2, softmax()));
        net.compile(adam(0.01), sparseCategoricalCrossentropy(), accuracy());
        net.fit(Dataset.of(x, Tensor.of(labels)), Fit.epochs(10));
        model = folder.resolve("model.keras");
        net.save(model);
    }

    private static Result run(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
        return new Result(code, out.toString(), err.toString());
    }

    private Result export(Path out, String... options) {
        Stream<String> common = Stream.of("export", model.toString(), out.toString());
        return run(Stream.concat(common, Stream.of(options)).toArray(String[]::new));
    }

    private String[] judged(String... options) {
        List<String> all = new ArrayList<>(List.of("--data", table.toString(), "--target", "label"));
        all.addAll(List.of(options));
        return all.toArray(String[]::new);
    }

    /** The numbers of a row of what was printed, before and after. */
    private static double[] row(Result result, String name) {
        String line = result.out
                .lines()
                .filter(l -> l.startsWith(name + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(result.out + result.err));
        String[] cells = line.substring(name.length())
                .replace(",", "")
                .replaceAll("us|%", "")
                .strip()
                .split("\\s+");
        return Stream.of(cells).mapToDouble(Double::parseDouble).toArray();
    }

    @Test
    void foldsPrunesAndRoundsAndTellsWhatThatDoes() throws IOException {
        Path out = folder.resolve("small.keras");
        Result result = export(out, judged("--fold-batch-norm", "--prune", "0.25", "--weights", "float16"));
        assertEquals(0, result.code, result.err);
        assertTrue(
                result.out.contains(": batch normalization folded, 25.0 % of each kernel pruned, float16"), result.out);
        Model small = Model.load(out);
        assertTrue(small.layers().stream().noneMatch(layer -> layer.layer() instanceof BatchNormalization));
        assertEquals(0.25, small.sparsity().getOrDefault("dense_1/kernel", 0.0), 1e-3);
        assertTrue(small.isCompiled());
        assertEquals(Files.size(model), row(result, "bytes")[0]);
        assertEquals(Files.size(out), row(result, "bytes")[1]);
        assertTrue(row(result, "accuracy")[0] > 0.9);
        assertEquals(
                small.evaluate(CsvTable.read(table).dataset("label")).getOrDefault("accuracy", 0.0),
                row(result, "accuracy")[1],
                1e-4);
        assertTrue(row(result, "one sample")[1] > 0);
    }

    @Test
    void everyFormatOfBothKindsOfFile() {
        float[] expected = Model.load(model).predict(x).values();
        for (String kind : List.of("keras", "onnx")) {
            for (String format : List.of("float32", "float16", "bfloat16", "int8")) {
                Path out = folder.resolve(format + "." + kind);
                Result result = export(out, judged("--weights", format));
                assertEquals(0, result.code, result.err);
                double[] accuracy = row(result, "accuracy");
                assertEquals(accuracy[0], accuracy[1], 0.03, result.out);
                Model read = kind.equals("onnx") ? Model.importOnnx(out) : Model.load(out);
                float[] answers = read.predict(x).values();
                for (int i = 0; i < answers.length; i++) {
                    assertEquals(expected[i], answers[i], format.equals("float32") ? 1e-5 : 0.1);
                }
            }
        }
        Result back = run(
                "export",
                folder.resolve("float32.onnx").toString(),
                folder.resolve("back.keras").toString());
        assertEquals(0, back.code, back.err);
        assertEquals(
                Model.load(model).predict(x),
                Model.load(folder.resolve("back.keras")).predict(x));
    }

    @Test
    void aModelOfATableKeepsWhatItKnowsOfTheColumns() {
        Path trained = folder.resolve("out");
        Result train = run(
                "train", "--out", trained.toString(), "--data", table.toString(), "--target", "label", "--epochs", "3");
        assertEquals(0, train.code, train.err);
        model = trained.resolve("model.keras");
        Path out = folder.resolve("table.keras");
        Result result = export(out, "--weights", "int8", "--data", table.toString());
        assertEquals(0, result.code, result.err);
        Table rows = Table.read(table);
        assertEquals(
                TableModel.load(model).answers(rows).size(),
                TableModel.load(out).answers(rows).size());
        assertTrue(row(result, "bytes")[1] < row(result, "bytes")[0]);
        Result onnx = export(folder.resolve("table.onnx"), "--weights", "int8", "--data", table.toString());
        assertEquals(0, onnx.code, onnx.err);
    }

    @Test
    void whatCannotBeIsOneLineAndNothingIsWritten() throws IOException {
        Path onnx = folder.resolve("model.onnx");
        List<Result> results = List.of(
                export(folder.resolve("model.tflite")),
                export(folder.resolve("none/model.keras")),
                export(onnx, "--weights", "int8"),
                export(onnx, "--weights", "int4"),
                export(onnx, "--prune", "1"),
                export(onnx, "--data", table.toString()),
                export(onnx, "--data", "nothing"),
                run("export", folder.resolve("absent.keras").toString(), onnx.toString()),
                run("export", table.toString(), onnx.toString()));
        for (Result result : results) {
            assertEquals(2, result.code, result.err);
            assertEquals(1, result.err.lines().count(), result.err);
            assertEquals("", result.out);
        }
        assertFalse(Files.exists(onnx));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void onlyABenchWhoseNetCanBeFoldedIs() {
        Result result = run("bench", "W6", "--fold-batch-norm");
        assertEquals(2, result.code);
        assertTrue(result.err.contains("--fold-batch-norm is for W7"), result.err);
        assertEquals(2, run("bench", "W7", "--predictor").code);
    }
}
