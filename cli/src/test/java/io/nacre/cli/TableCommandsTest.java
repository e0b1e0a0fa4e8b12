package io.nacre.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.TableModel;
import io.nacre.data.Npy;
import io.nacre.table.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way, with CSV files of a person's own: one command trains, another one answers to raw rows. */
class TableCommandsTest {
    @TempDir
    private Path folder;

    private record Result(int code, String out, String err) {
        /** The score of this name that was told of the rows held back. */
        double score(String name) {
            Matcher found = Pattern.compile("Test: .*" + name + " ([-0-9.e]+)").matcher(out);
            assertTrue(found.find(), out);
            return Double.parseDouble(found.group(1));
        }
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

    private Result train(Path csv, String... args) {
        return run(Stream.concat(
                        Stream.of("train", "--data", csv.toString(), "--out", out().toString()), Arrays.stream(args))
                .toArray(String[]::new));
    }

    private Path out() {
        return folder.resolve("out");
    }

    private String model() {
        return out().resolve("model.keras").toString();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** Numbers, words and gaps; few of the customers leave. */
    private static String customers(int rows) {
        SplittableRandom random = new SplittableRandom(7);
        String[] plans = {"basic", "family", "\"business, large\""};
        StringBuilder csv = new StringBuilder("age,months,plan,calls,left\n");
        for (int i = 0; i < rows; i++) {
            int plan = random.nextInt(3);
            double months = 60 * random.nextDouble();
            double calls = Math.max(0, 3 + 2 * random.nextGaussian());
            double leaves = 1.3 * (calls - 5) - 0.06 * (months - 20) + (plan == 0 ? 1 : -1);
            csv.append(String.format(
                    Locale.ROOT,
                    "%s,%.1f,%s,%.2f,%s%n",
                    random.nextInt(10) == 0 ? "" : 18 + random.nextInt(60),
                    months,
                    random.nextInt(20) == 0 ? "NA" : plans[plan],
                    calls,
                    leaves + 0.5 * random.nextGaussian() > 0 ? "yes" : "no"));
        }
        return csv.toString();
    }

    @Test
    void aSkewedTargetWithWordsNumbersAndGaps() throws IOException {
        Path csv = file("customers.csv", customers(800));
        Result trained = train(csv, "--target", "left");
        assertEquals(0, trained.code, trained.err);
        assertTrue(
                trained.out.contains("4 columns become 9 inputs; left has 2 classes: no (a row weighs 0."),
                trained.out);
        assertTrue(trained.score("balanced accuracy") > 0.85, trained.out);

        Path raw = file(
                "raw.csv", "plan,calls,months,age,note\nbasic,9,2,,long queue\nfamily,0.5,50,40,\nother,9.5,1,33,\n");
        Result answers = run("predict", model(), "--input", raw.toString());
        assertEquals(0, answers.code, answers.err);
        List<String> lines = answers.out.lines().toList();
        assertEquals("left,probability of no,probability of yes", lines.getFirst());
        assertTrue(lines.get(1).startsWith("yes,") && lines.get(2).startsWith("no,"), answers.out);
        assertEquals(4, lines.size());

        Path told = folder.resolve("told.csv");
        assertEquals(0, run("predict", model(), "--input", raw.toString(), "--output", told.toString()).code);
        assertEquals(answers.out, Files.readString(told));
        Result judged = run("evaluate", model(), "--data", csv.toString());
        assertTrue(judged.out.contains("balanced_accuracy: 0.9"), judged.out + judged.err);
    }

    @Test
    void theKindOfATargetCanBeSaid() throws IOException {
        SplittableRandom random = new SplittableRandom(9);
        StringBuilder csv = new StringBuilder("size,weight,stars,name\n");
        for (int i = 0; i < 200; i++) {
            int stars = 1 + random.nextInt(5);
            csv.append(String.format(
                    Locale.ROOT,
                    "%.2f,%.3f,%d,%s%n",
                    stars + 0.1 * random.nextGaussian(),
                    random.nextDouble(),
                    stars,
                    stars > 3 ? "good" : "bad"));
        }
        Path rated = file("rated.csv", csv.toString());
        Result guessed = train(rated, "--target", "stars", "--ignore", "name", "--epochs", "1");
        assertTrue(guessed.out.contains("stars has 5 classes"), guessed.out + guessed.err);
        Result told =
                train(rated, "--target", "stars", "--target-kind", "regression", "--ignore", "name", "--epochs", "40");
        assertTrue(told.out.contains("stars is a number"), told.out + told.err);
        assertTrue(told.score("r2") > 0.8, told.out);
        Result answers = run(
                "predict",
                model(),
                "--input",
                file("raw.csv", "size,weight\n4.1,0.5\n").toString());
        assertEquals(4, Double.parseDouble(answers.out.lines().toList().get(1)), 0.8, answers.out + answers.err);

        bad(
                "rated.csv, line 2: the target 'name' is '",
                train(rated, "--target", "name", "--target-kind", "regression"));
        bad(
                "too many to be classes, but all are numbers, which regression can tell",
                train(rated, "--target", "weight", "--target-kind", "classification"));
        bad(
                "--target-kind takes classification or regression, not 'ranking'",
                train(rated, "--target", "stars", "--target-kind", "ranking"));
        bad("--target-kind is for the columns of a CSV file", run("train", "--target-kind", "regression"));
    }

    @Test
    void threeClassesWithTheDeepRecipeAndOneCycle() throws IOException {
        SplittableRandom random = new SplittableRandom(8);
        double[][] means = {{5.0, 1.5}, {5.9, 4.3}, {6.6, 5.6}};
        StringBuilder csv = new StringBuilder("id;sepal;petal;kind\n");
        for (int i = 0; i < 300; i++) {
            int kind = random.nextInt(3);
            csv.append(String.format(
                    Locale.ROOT,
                    "flower-%d;%.2f;%.2f;%s%n",
                    i,
                    means[kind][0] + 0.3 * random.nextGaussian(),
                    means[kind][1] + 0.3 * random.nextGaussian(),
                    List.of("setosa", "versicolor", "virginica").get(kind)));
        }
        Path flowers = file("flowers.csv", csv.toString());
        bad("column 'id' is text with 240 different values", train(flowers, "--target", "kind"));
        Result trained = train(
                flowers,
                "--target",
                "kind",
                "--ignore",
                "id",
                "--recipe",
                "deep",
                "--schedule",
                "1cycle",
                "--epochs",
                "15");
        assertEquals(0, trained.code, trained.err);
        assertTrue(trained.out.contains("3 classes"), trained.out);
        assertTrue(trained.score("balanced accuracy") > 0.85, trained.out);
        Path raw = file("raw.csv", "sepal,petal\n5.1,1.4\n6.7,5.8\n");
        Result answers = run("predict", model(), "--input", raw.toString());
        assertEquals(0, answers.code, answers.err);
        assertEquals(
                List.of("setosa", "virginica"),
                answers.out.lines().skip(1).map(line -> line.split(",")[0]).toList());
    }

    @Test
    void numbersInTheirOwnUnits() throws IOException {
        SplittableRandom random = new SplittableRandom(9);
        String[] towns = {"Delft", "Gouda", "Leiden", "Urk"};
        double[] factors = {1.2, 0.8, 1.4, 0.6};
        StringBuilder csv = new StringBuilder("area,town,price\n");
        for (int i = 0; i < 500; i++) {
            int town = random.nextInt(4);
            double area = 40 + 160 * random.nextDouble();
            csv.append(String.format(
                    Locale.ROOT,
                    "%.0f,%s,%.0f%n",
                    area,
                    random.nextInt(30) == 0 ? "?" : towns[town],
                    2000 * area * factors[town] + 9000 * random.nextGaussian()));
        }
        csv.append("100,Delft,\n");
        Result trained = train(
                file("houses.csv", csv.toString()),
                "--target",
                "price",
                "--recipe",
                "self-normalizing",
                "--epochs",
                "40",
                "--learning-rate",
                "find");
        assertEquals(0, trained.code, trained.err);
        assertTrue(trained.out.contains("1 rows without a target are left out"), trained.out);
        assertTrue(trained.out.contains("price is a number"), trained.out);
        assertTrue(trained.score("r2") > 0.9, trained.out);
        Path raw = file("raw.csv", "town,area\nDelft,100\nUrk,150\n");
        Result answers = run("predict", model(), "--input", raw.toString());
        assertEquals(0, answers.code, answers.err);
        assertEquals("price", answers.out.lines().findFirst().orElseThrow());
        List<Float> prices = answers.out.lines().skip(1).map(Float::parseFloat).toList();
        assertEquals(240_000, prices.get(0), 30_000);
        assertEquals(180_000, prices.get(1), 30_000);

        Path mean = folder.resolve("mean.npy");
        Path deviation = folder.resolve("deviation.npy");
        Result spread = run(
                "predict",
                model(),
                "--input",
                raw.toString(),
                "--mc-samples",
                "50",
                "--output",
                mean.toString(),
                "--output",
                deviation.toString());
        assertEquals(0, spread.code, spread.err);
        assertEquals(prices.get(0), Npy.read(mean).values()[0], 30_000);
        assertTrue(Npy.read(deviation).values()[0] > 100, "in the price's own units");
        assertEquals(
                prices.get(0),
                TableModel.load(Path.of(model())).predict(Table.read(raw)).values()[0]);
    }

    @Test
    void noNameMovesTheCursorOfATerminal() throws IOException {
        String escape = "\u001b[2J";
        Path csv = file("escape" + escape + ".csv", customers(40).replace("yes", "yes" + escape));
        Result trained = train(csv, "--target", "left", "--epochs", "1");
        assertEquals(0, trained.code, trained.err);
        assertFalse(trained.out.contains("\u001b"), trained.out);
        assertTrue(trained.out.contains("yes\\u001b[2J"), trained.out);
        Result unknown = train(csv, "--target", "right" + escape);
        assertTrue(unknown.err.contains("no column 'right\\u001b[2J'"), unknown.err);
    }

    @Test
    void textThatIsNotUtf8IsRefusedWithTheRemedy() throws IOException {
        String rows = customers(40);
        Path header = Files.write(folder.resolve("header.csv"), ("é" + rows).getBytes(StandardCharsets.ISO_8859_1));
        Path cells = Files.write(
                folder.resolve("cells.CSV"), rows.replace("yes", "oué").getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(0, train(file("customers.csv", rows), "--target", "left", "--epochs", "1").code);
        for (Path csv : List.of(header, cells)) {
            bad(csv + ": is not text in UTF-8; save it as", train(csv, "--target", "left"));
            bad(csv + ": is not text in UTF-8; save it as", run("predict", model(), "--input", csv.toString()));
        }
    }

    @Test
    void whatCannotBeLearnedFromIsToldInOneLine() throws IOException {
        String rows = customers(40);
        Path csv = file("customers.csv", rows);
        bad("has no column 'leaves' for --target; it has age, months, plan", train(csv, "--target", "leaves"));
        bad("give --target, the column of", train(csv));
        bad("--recipe takes shallow, deep or self-normalizing", train(csv, "--target", "left", "--recipe", "wide"));
        bad("--schedule takes performance or 1cycle", train(csv, "--target", "left", "--schedule", "2cycle"));
        bad("no column 'id'", train(csv, "--target", "left", "--ignore", "id"));
        bad("--ignore leaves out the target", train(csv, "--target", "left", "--ignore", "age,left"));
        bad("has 3 rows with a target; at least 10", train(file("few.csv", customers(3)), "--target", "left"));
        bad(
                "in all 40 rows; with one class only",
                train(file("one.csv", rows.replace("yes", "no")), "--target", "left"));
        bad(
                "line 42 has 4 cells, but the header line names 5 columns",
                train(file("ragged.csv", rows + "30,2,basic,1\n"), "--target", "left"));
        bad("'abc'", train(file("slip.csv", rows + "30,abc,basic,1,no\n"), "--target", "left"));
        bad("has two columns 'age'", train(file("twice.csv", rows.replaceFirst("months", "age")), "--target", "left"));
        bad("is empty in all rows", train(file("gap.csv", rows.replaceAll("(?m)^[0-9]*,", ",")), "--target", "left"));
        bad("no column beside the target", train(file("alone.csv", "y\n" + "1\n2\n".repeat(10)), "--target", "y"));
        bad("long.csv: its line 1, which names", train(file("long.csv", "a,b".repeat(1 << 20)), "--target", "a"));
        bad("wide.csv", train(file("wide.csv", "a,b\n1,2\n1," + "x".repeat(40 << 20) + "\n"), "--target", "a"));
        bad("has no rows", train(file("nothing.csv", ""), "--target", "left"));

        assertEquals(0, train(csv, "--target", "left", "--epochs", "2").code);
        Path tooFew = file("short.csv", "age,plan,calls\n3,basic,1\n");
        bad(
                "has no column 'months'; the model was trained with",
                run("predict", model(), "--input", tooFew.toString()));
        Path wrong = file("wrong.csv", "age,months,plan,calls\n3,1,basic,1\n3,many,basic,1\n");
        bad(
                "line 3: column 'months' holds numbers, but has 'many'",
                run("predict", model(), "--input", wrong.toString()));
        bad(
                "none of the classes",
                run(
                        "evaluate",
                        model(),
                        "--data",
                        file("maybe.csv", rows + "3,1,basic,1,maybe\n").toString()));
    }

    private static void bad(String expected, Result result) {
        assertEquals(2, result.code, result.out + result.err);
        assertEquals(1, result.err.lines().count(), result.err);
        assertTrue(result.err.contains(expected), "expected '" + expected + "' in: " + result.err);
    }
}
