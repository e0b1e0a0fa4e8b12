package io.nacre.cli;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.sigmoid;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.layer.Layers.concatenate;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.input;
import static io.nacre.layer.Layers.named;
import static io.nacre.loss.Losses.binaryCrossentropy;
import static io.nacre.metric.Metrics.mae;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.Functional;
import io.nacre.Model;
import io.nacre.MonteCarlo;
import io.nacre.Sequential;
import io.nacre.SymbolicTensor;
import io.nacre.data.Dataset;
import io.nacre.data.Npy;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.file.KerasFile;
import io.nacre.file.SavedModel;
import io.nacre.metric.Precision;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    @TempDir
    private Path folder;

    private Path table;
    private Path model;

    private record Result(int code, String out, String err) {}

    @BeforeEach
    void trainAModel() throws IOException {
        StringBuilder csv = new StringBuilder("a,b,label\n");
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 300; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            csv.append(a)
                    .append(',')
                    .append(b)
                    .append(',')
                    .append(a + b > 0 ? 1 : 0)
                    .append('\n');
        }
        table = Files.writeString(folder.resolve("table.csv"), csv);
        Result trained = train("--data", table.toString(), "--target", "label", "--epochs", "8");
        assertEquals(0, trained.code, trained.err);
        model = folder.resolve("out/model.keras");
    }

    private Result train(String... args) {
        return run(
                Stream.concat(Stream.of("train", "--out", folder.resolve("out").toString()), Arrays.stream(args))
                        .toArray(String[]::new));
    }

    private Result findLr(String... args) {
        Stream<String> common = Stream.of(
                "find-lr", "--out", folder.resolve("out").toString(), "--data", table.toString(), "--target", "label");
        return run(Stream.concat(common, Arrays.stream(args)).toArray(String[]::new));
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

    @Test
    void trainsEvaluatesAndPredictsATable() throws IOException {
        Result evaluated = run("evaluate", model.toString(), "--data", table.toString(), "--target", "label");
        assertEquals(0, evaluated.code, evaluated.err);
        assertTrue(evaluated.out.contains("accuracy: 0.9") || evaluated.out.contains("accuracy: 1"), evaluated.out);

        Path input = folder.resolve("input.npy");
        Npy.write(input, Tensor.of(new float[] {3, 3, -3, -3}, 2, 2));
        Path output = folder.resolve("output.npy");
        Result predicted = run("predict", model.toString(), "--input", input.toString(), "--output", output.toString());
        assertEquals(0, predicted.code, predicted.err);
        Tensor answers = Npy.read(output);
        assertEquals(List.of(1, 0), Arrays.stream(answers.argmax(-1)).boxed().toList());
        assertEquals(Model.load(model).predict(Npy.read(input)), answers);

        Result printed = run("predict", model.toString(), "--input", input.toString());
        assertTrue(printed.out.startsWith("output_0,output_1\n"), printed.out);
        assertEquals(0, run("summary", model.toString(), "--trainable").code);
        assertEquals(9, Files.readAllLines(folder.resolve("out/history.csv")).size());
    }

    @Test
    void evaluatePrintsTheMeanOfAMetricAndEachOfItsNumbers() {
        Sequential judged = Sequential.of(input(2), dense(1, sigmoid()));
        judged.compile(sgd(0.1), binaryCrossentropy(), Precision.of().withThresholds(0, 1), mae());
        Path file = folder.resolve("judged.keras");
        judged.save(file);
        Result evaluated = run("evaluate", file.toString(), "--data", table.toString(), "--target", "label");
        assertEquals(0, evaluated.code, evaluated.err);
        // All are above 0, of which about half are right; none is above 1.
        assertTrue(
                evaluated
                        .out
                        .lines()
                        .anyMatch(line -> line.matches("precision: 0\\.2\\d{3} \\(0\\.[45]\\d{3}, 0\\.0000\\)")),
                evaluated.out);
        assertTrue(evaluated.out.lines().anyMatch(line -> line.matches("mae: 0\\.\\d{4}")), evaluated.out);
    }

    @Test
    void predictsWithSeveralInputsAndOutputs() throws IOException {
        SymbolicTensor left = Functional.namedInput("left", 2);
        SymbolicTensor right = Functional.namedInput("right", 3);
        SymbolicTensor both = Functional.merge(concatenate(), left, right);
        Functional twins = Functional.of(
                List.of(left, right), List.of(both.to(named("a", dense(1))), both.to(named("b", dense(2)))));
        String file = folder.resolve("twins.keras").toString();
        twins.save(Path.of(file));
        Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
        Tensor y = Tensor.of(new float[] {5, 6, 7, 8, 9, 10}, 2, 3);
        Npy.write(folder.resolve("x.npy"), x);
        String first = folder.resolve("x.npy").toString();
        String second = file("y.csv", "p,q,r\n5,6,7\n8,9,10\n");
        String a = folder.resolve("a.npy").toString();
        String b = folder.resolve("b.npy").toString();
        Result each = run("predict", file, "--input", first, "--input", second, "--output", a, "--output", b);
        assertEquals(0, each.code, each.err);
        List<Tensor> expected = twins.predictAll(Dataset.ofInputs(Samples.of(x), Samples.of(y)));
        assertEquals(expected, List.of(Npy.read(Path.of(a)), Npy.read(Path.of(b))));
        Result printed = run("predict", file, "--input", first, "--input", second);
        float[] as = expected.get(0).values();
        float[] bs = expected.get(1).values();
        assertEquals(
                List.of("a_0,b_0,b_1", as[0] + "," + bs[0] + "," + bs[1], as[1] + "," + bs[2] + "," + bs[3]),
                printed.out.lines().toList());
        Path csv = folder.resolve("all.csv");
        assertEquals(0, run("predict", file, "--input", first, "--input", second, "--output", csv.toString()).code);
        assertEquals(printed.out, Files.readString(csv));

        bad("takes 2 inputs (left of shape (2,), right of shape (3,))", run("predict", file, "--input", first));
        bad("samples of shape", run("predict", file, "--input", second, "--input", first));
        bad("gives 2 outputs (a, b)", run("predict", file, "--input", first, "--input", second, "--output", a));
        bad("takes 1 input (", run("predict", model.toString(), "--input", first, "--input", first));
        bad("samples", run("predict", file, "--input", first, "--input", npy("short.npy", 1, 3)));
    }

    @Test
    void showsAndAsksModelsThatWereCompiledWithSomethingUnknown() throws IOException {
        Path plain = folder.resolve("plain.keras");
        Model.load(model).save(plain);
        SavedModel saved = KerasFile.read(plain);
        Map<String, Object> compile = new HashMap<>(saved.compile());
        compile.put("loss", "my_loss");
        Path unknown = folder.resolve("unknown.keras");
        KerasFile.write(unknown, saved.withCompile(compile));
        Result summary = run("summary", unknown.toString());
        assertEquals(0, summary.code, summary.err);
        assertTrue(summary.err.contains("its optimizer is not counted"), summary.err);
        assertTrue(run("summary", model.toString()).out.contains("Optimizer params"));
        assertEquals(0, run("predict", unknown.toString(), "--input", npy("some.npy", 3, 2)).code);
        bad("my_loss", run("evaluate", unknown.toString(), "--data", table.toString(), "--target", "label"));
    }

    @Test
    void badInputGetsOneLineAndExitCode2() throws IOException {
        String rows = Files.readString(table);
        String label = "0,0,0\n";
        bad("line 302, column 'b'", train("--data", file("text.csv", rows + "1,x,1\n"), "--target", "label"));
        bad("line 302", train("--data", file("short.csv", rows + "1,1\n"), "--target", "label"));
        bad("has no rows", train("--data", file("empty.csv", "a,b,label\n"), "--target", "label"));
        bad("has no rows", train("--data", file("nothing.csv", ""), "--target", "label"));
        bad("one class only", train("--data", file("one.csv", "a,b,label\n" + label.repeat(12)), "--target", "label"));
        bad("at least 10", train("--data", file("few.csv", "a,b,label\n0,0,1\n" + label), "--target", "label"));
        bad("no column 'y'", train("--data", table.toString(), "--target", "y"));
        bad("--target", train("--data", table.toString()));
        bad("there is no data 'missing.csv'", train("--data", "missing.csv", "--target", "y"));
        bad(
                "takes a number or the word find, not 'x'",
                train("--data", table.toString(), "--target", "label", "--learning-rate", "x"));
        bad("the loss is", train("--data", table.toString(), "--target", "label", "--learning-rate", "1e30"));
        bad("rates must go from", findLr("--min-rate", "11"));
        bad("iterations must be at least 10", findLr("--steps", "3"));
        bad("--epochs", train("--epochs", "many"));
        bad("unknown option '--epoch'", train("--epoch", "3"));

        bad("does not exist", run("summary", folder.resolve("no.keras").toString()));
        bad("neither a .keras archive", run("summary", file("text.keras", "hello")));
        byte[] whole = Files.readAllBytes(model);
        Path cut = Files.write(folder.resolve("cut.keras"), Arrays.copyOf(whole, whole.length / 2));
        bad("cut.keras", run("summary", cut.toString()));

        bad("shape", run("predict", model.toString(), "--input", npy("wide.npy", 5, 3)));
        bad("not a .npy file", run("predict", model.toString(), "--input", file("bad.npy", "x")));
        Path npy = Path.of(npy("fine.npy", 4, 2));
        Path cutNpy = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(Files.readAllBytes(npy), 100));
        bad("cut.npy", run("predict", model.toString(), "--input", cutNpy.toString()));
        bad("nothing can be written", predictTo(npy, folder.resolve("missing/answers.npy")));
        bad(".npy or a .csv", predictTo(npy, folder.resolve("answers.txt")));

        Path images = Files.createDirectory(folder.resolve("images"));
        bad("images", train("--data", images.toString()));
        Files.writeString(images.resolve("train-images-idx3-ubyte"), "not an IDX file");
        bad("images", train("--data", images.toString()));
    }

    @Test
    void monteCarloPredictionTellsHowSureTheModelIs() throws IOException {
        Sequential dropping = Sequential.of(input(2), dense(8, relu()), dropout(0.5), dense(3, softmax()));
        Path file = folder.resolve("dropping.keras");
        dropping.save(file);
        Path input = folder.resolve("input.npy");
        Npy.write(input, Tensor.of(new float[] {3, 3, -3, -3}, 2, 2));
        Result printed = run("predict", file.toString(), "--input", input.toString(), "--mc-samples", "20");
        assertEquals(0, printed.code, printed.err);
        assertEquals(
                "mean_0,mean_1,mean_2,deviation_0,deviation_1,deviation_2,entropy,mutual_information",
                printed.out.lines().findFirst().orElseThrow());
        assertEquals(3, printed.out.lines().count());
        Path mean = folder.resolve("mean.npy");
        Result written = run(
                "predict",
                file.toString(),
                "--input",
                input.toString(),
                "--mc-samples",
                "20",
                "--output",
                mean.toString());
        assertEquals(0, written.code, written.err);
        assertEquals(MonteCarlo.of(20).predict(dropping, Npy.read(input)).mean(), Npy.read(mean));
        bad(
                "nothing in the model is random",
                run("predict", model.toString(), "--input", input.toString(), "--mc-samples", "20"));
        bad("at least 2", run("predict", file.toString(), "--input", input.toString(), "--mc-samples", "1"));
    }

    @Test
    void aDiagnosisNamesWhatIsWrongAndWritesWhatWasMeasured() throws IOException {
        Result well = train("--data", table.toString(), "--target", "label", "--epochs", "3", "--diagnose");
        assertEquals(0, well.code, well.err);
        assertTrue(well.out.contains("Diagnosis: nothing stands out"), well.out);
        List<String> looks = Files.readAllLines(folder.resolve("out/diagnosis.csv"));
        assertEquals(
                "step,layer,mean,deviation,saturated,dead,gradient_norm,weight_norm,update_ratio", looks.getFirst());
        assertTrue(looks.size() > 8, looks.toString());
        assertTrue(well.out.contains("gradient_flow_plot.png"), well.out);
        assertTrue(Files.size(folder.resolve("out/images/deep/gradient_flow_plot.png")) > 1000);
        assertTrue(Files.readString(folder.resolve("out/images/deep/gradient_flow_plot.svg"))
                .contains("Gradient flow"));
        Result ill = train(
                "--data",
                table.toString(),
                "--target",
                "label",
                "--epochs",
                "60",
                "--learning-rate",
                "1e-9",
                "--diagnose");
        assertEquals(0, ill.code, ill.err);
        assertTrue(ill.out.contains("the learning rate is too low"), ill.out);
        assertTrue(ill.out.contains("Remedy: multiply it by 10"), ill.out);
    }

    @Test
    void theCostOfADiagnosisIsMeasuredInTrainingOnly() {
        Result result = run("bench", "W5", "--diagnose");
        assertEquals(2, result.code, result.out + result.err);
        assertTrue(result.err.contains("W5 does not measure; with --diagnose take W1, W2, W3 or W4"), result.err);
    }

    @Test
    void findsALearningRate() throws IOException {
        Result found = findLr("--max-rate", "100");
        assertEquals(0, found.code, found.err);
        assertTrue(found.out.contains("Suggested learning rate: "), found.out);
        List<String> steps = Files.readAllLines(folder.resolve("out/find-lr.csv"));
        assertEquals("step,learning_rate,loss,smoothed_loss", steps.get(0));
        assertTrue(steps.size() > 50, "there are only " + steps.size() + " lines");
        Result trained = train("--data", table.toString(), "--target", "label", "--learning-rate", "find");
        assertEquals(0, trained.code, trained.err);
        assertTrue(trained.out.contains("Learning rate found: "), trained.out);
    }

    private Result predictTo(Path input, Path output) {
        Result result = run("predict", model.toString(), "--input", input.toString(), "--output", output.toString());
        assertFalse(Files.exists(output), "a half-written " + output);
        return result;
    }

    @Test
    void anUnwritableFolderIsNoticedBeforeTraining() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Result result = run("train", "--data", table.toString(), "--target", "label", "--out", file.toString());
        bad("nothing can be written", result);
        assertEquals("", result.out);
    }

    @Test
    void aFolderInTheWayOfAResultIsNamedBeforeWorkBegins() throws IOException {
        Path out = Files.createDirectories(folder.resolve("taken"));
        for (String name : List.of("model.keras", "history.csv", "diagnosis.csv", "find-lr.csv")) {
            Path taken = Files.createDirectory(out.resolve(name));
            Result result = name.startsWith("find")
                    ? run("find-lr", "--data", table.toString(), "--target", "label", "--out", out.toString())
                    : run(
                            "train",
                            "--diagnose",
                            "--data",
                            table.toString(),
                            "--target",
                            "label",
                            "--out",
                            out.toString());
            bad("cannot write " + taken + ": it is a folder", result);
            assertEquals("", result.out);
            Files.delete(taken);
        }
        Path answers = Files.createDirectory(folder.resolve("answers.csv"));
        Result predicted =
                run("predict", model.toString(), "--input", npy("in.npy", 4, 2), "--output", answers.toString());
        bad("cannot write " + answers + ": it is a folder", predicted);
        Path small = Files.createDirectory(folder.resolve("small.onnx"));
        bad("cannot write " + small + ": it is a folder", run("export", model.toString(), small.toString()));
    }

    @Test
    void dropoutGoesAfterEachHiddenActivationAndServesMonteCarloPrediction() throws IOException {
        Path input = folder.resolve("input.npy");
        Npy.write(input, Tensor.of(new float[] {3, 3, -3, -3}, 2, 2));
        for (String recipe : List.of("shallow", "deep", "self-normalizing")) {
            Result trained = train(
                    "--data",
                    table.toString(),
                    "--target",
                    "label",
                    "--epochs",
                    "1",
                    "--recipe",
                    recipe,
                    "--dropout",
                    "0.3");
            assertEquals(0, trained.code, trained.err);
            List<String> layers = Model.load(model).layers().stream()
                    .map(layer -> layer.name().replaceAll("_\\d+$", ""))
                    .toList();
            long dropping =
                    layers.stream().filter(name -> name.endsWith("dropout")).count();
            assertEquals(recipe.equals("shallow") ? 2 : recipe.equals("deep") ? 5 : 1, dropping, layers::toString);
            assertFalse(layers.getLast().endsWith("dropout"), layers::toString);
            Result spread = run("predict", model.toString(), "--input", input.toString(), "--mc-samples", "5");
            assertEquals(0, spread.code, spread.err);
        }
        bad(
                "--dropout takes a share above 0",
                train("--data", table.toString(), "--target", "label", "--dropout", "1"));
    }

    @Test
    void aRunIntoTheSameFolderLeavesModelAndHistoryOfTheSameRun() throws IOException {
        byte[] old = Files.readAllBytes(model);
        Path history = folder.resolve("out/history.csv");
        List<String> lines = Files.readAllLines(history);
        Result failed = train("--data", table.toString(), "--target", "label", "--learning-rate", "1e30");
        assertEquals(2, failed.code, failed.out);
        assertArrayEquals(old, Files.readAllBytes(model));
        assertEquals(lines, Files.readAllLines(history));

        Result diagnosed = train("--data", table.toString(), "--target", "label", "--epochs", "2", "--diagnose");
        assertEquals(0, diagnosed.code, diagnosed.err);
        assertEquals(3, Files.readAllLines(history).size());
        assertTrue(Files.exists(folder.resolve("out/diagnosis.csv")));
        assertEquals(0, train("--data", table.toString(), "--target", "label", "--epochs", "3").code);
        assertEquals(4, Files.readAllLines(history).size());
        assertFalse(Files.exists(folder.resolve("out/diagnosis.csv")), "the diagnosis of another model");
        assertFalse(Files.exists(folder.resolve("out/unfinished")));
        Result resumed = train("--data", table.toString(), "--target", "label", "--epochs", "1", "--resume");
        assertEquals(0, resumed.code, resumed.err);
        assertTrue(resumed.out.contains("There is no run to resume in"), resumed.out);
    }

    @Test
    void wrongOptionsAreToldBeforeAnyDataIsRead() {
        for (String data : List.of("fashion-mnist", table.toString())) {
            early("--batch-size takes a number of at least 1, not 0", data, "--batch-size", "0");
            early("--epochs takes a number of at least 1, not 0", data, "--epochs", "0");
            early("--learning-rate takes a number of at least 0 or the word find", data, "--learning-rate", "-1");
            early("--learning-rate takes a number of at least 0 or the word find", data, "--learning-rate", "NaN");
            early("--recipe takes shallow, deep or self-normalizing, not 'wide'", data, "--recipe", "wide");
            early("--schedule takes performance or 1cycle, not '2cycle'", data, "--schedule", "2cycle");
            early("--dropout takes a share above 0", data, "--dropout", "1");
        }
    }

    private void early(String message, String data, String... options) {
        Result result = train(
                Stream.concat(Stream.of("--data", data), Stream.of(options)).toArray(String[]::new));
        bad(message, result);
        assertEquals("", result.out, "said before the options were checked");
    }

    @Test
    void optionsForColumnsAreRefusedWhereTheyWouldBePassedOver() {
        for (String option : List.of("--target", "--ignore", "--target-kind")) {
            String value = option.equals("--target-kind") ? "regression" : "label";
            early(
                    option + " is for the columns of a CSV file, but --data is fashion-mnist",
                    "fashion-mnist",
                    option,
                    value);
            early(option + " is for the columns of a CSV file", folder.toString(), option, value);
        }
        bad(
                "--target is for the columns of a CSV file",
                run("evaluate", model.toString(), "--data", "fashion-mnist", "--target", "label"));
        for (String[] command :
                new String[][] {{"evaluate", model.toString()}, {"export", model.toString(), model.toString()}}) {
            bad(
                    "predicts the column 'label', not 'a'; leave --target out",
                    run(Stream.concat(Stream.of(command), Stream.of("--data", table.toString(), "--target", "a"))
                            .toArray(String[]::new)));
        }
    }

    @Test
    void checksOfFoldersLeaveNothing() throws IOException {
        OutputFile.checkRoom(folder, 1 << 20, "a test");
        OutputFolder _ = OutputFolder.of(folder);
        try (var draft = OutputFile.draft(folder);
                var files = Files.list(folder)) {
            draft.write(1);
            assertTrue(files.noneMatch(file -> file.toString().endsWith(".try")), "a kill would leave the file");
        }
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8)
                .toString();
    }

    private String npy(String name, int... sizes) {
        Path file = folder.resolve(name);
        Npy.write(file, Tensor.zeros(sizes));
        return file.toString();
    }

    private static void bad(String expected, Result result) {
        assertEquals(2, result.code, result.err);
        assertTrue(result.err.startsWith("nacre: "), result.err);
        assertEquals(1, result.err.lines().count(), result.err);
        assertTrue(result.err.contains(expected), "expected '" + expected + "' in: " + result.err);
    }
}
