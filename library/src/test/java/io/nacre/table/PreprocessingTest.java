package io.nacre.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.DataFileException;
import io.nacre.data.Dataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreprocessingTest {
    @TempDir
    private Path folder;

    /** Ten rows: two gaps among the numbers, one among the words. */
    private static Table small() {
        return Table.of(
                List.of("size", "colour", "good"),
                List.of(
                        List.of("1", "red", "no"),
                        List.of("2", "red", "no"),
                        List.of("", " blue ", "no"),
                        List.of("3", "blue", "no"),
                        List.of("4", "red", "no"),
                        List.of("NA", "green", "yes"),
                        List.of("5", "red", "no"),
                        List.of("1e1", "?", "yes"),
                        List.of("-3", "blue", "no"),
                        List.of("2", "red", "no")));
    }

    @Test
    void cellsBecomeNumbersAsThePlainRecordsSay() {
        Table table = small();
        Preprocessing preprocessing = Preprocessing.fit(table, Target.of(table, "good"));
        // 1 2 3 4 5 10 -3 2: mean 3, squares of the distances 4 1 0 1 4 49 36 1, median 2.5
        assertEquals(
                List.of(
                        new NumberColumn("size", 2.5, 3, Math.sqrt(96 / 8.0), true),
                        new CategoryColumn("colour", List.of("red", "blue"), true)),
                preprocessing.columns());
        assertEquals(
                new ClassTarget("good", List.of("no", "yes"), List.of(10 / 16.0, 10 / 4.0)), preprocessing.target());
        assertEquals(
                List.of("size", "size missing", "colour = red", "colour = blue", "colour other", "colour missing"),
                preprocessing.features());
        float deviation = (float) Math.sqrt(12);
        Table rows = Table.of(
                List.of("colour", "extra", "size"),
                List.of(
                        List.of("red", "x", "3"),
                        List.of(" blue", "", "NaN"),
                        List.of("green", "", "6"),
                        List.of("", "", "1")));
        assertArrayEquals(
                new float[] {
                    0,
                    0,
                    1,
                    0,
                    0,
                    0,
                    -0.5f / deviation,
                    1,
                    0,
                    1,
                    0,
                    0,
                    3 / deviation,
                    0,
                    0,
                    0,
                    1,
                    0,
                    -2 / deviation,
                    0,
                    0,
                    0,
                    0,
                    1
                },
                preprocessing.inputs(rows).values(),
                1e-6f);
        Dataset data = preprocessing.dataset(table);
        assertArrayEquals(
                new float[] {0, 0, 0, 0, 0, 1, 0, 1, 0, 0},
                data.targets().getFirst().tensor().values());
        assertEquals(2.5f, data.sampleWeights().orElseThrow().tensor().values()[5]);
        Preprocessing plain =
                new Preprocessing(preprocessing.columns(), ((ClassTarget) preprocessing.target()).withoutWeights());
        assertTrue(plain.dataset(table).sampleWeights().isEmpty());
    }

    @Test
    void theKindOfATargetShowsInItsCells() {
        assertEquals(
                List.of("2", "10"),
                assertInstanceOf(ClassTarget.class, target(i -> i % 3 == 0 ? "10" : "2"))
                        .classes(),
                "in their order");
        assertEquals(
                List.of("1", "a"),
                assertInstanceOf(ClassTarget.class, target(i -> i % 3 == 0 ? "a" : "1"))
                        .classes());
        assertInstanceOf(NumberTarget.class, target(i -> Integer.toString(i)));
        NumberTarget halves = assertInstanceOf(NumberTarget.class, target(i -> i % 2 == 0 ? "0.5" : "1.5"));
        assertEquals(new NumberTarget("y", 1, 0.5), halves);
        assertEquals(-1, halves.encode("0.5"));
        assertEquals(0.5, halves.decode(-1));
        wrong("such as 'name 0'; those are too many to be classes", () -> target(i -> "name " + i));
        wrong("'yes' in all 30 rows; with one class only", () -> target(_ -> "yes"));
        wrong(
                "none of the classes that were trained: no, yes",
                () -> Target.of(small(), "good").encode("maybe"));
        wrong("has 3 rows with a target; at least 10", () -> Target.of(small().select(0, 1, 5), "good"));
        wrong("has no column 'better'; it has size, colour, good", () -> Target.of(small(), "better"));
    }

    private static Target target(IntFunction<String> cell) {
        return Target.of(
                Table.of(
                        List.of("y"),
                        IntStream.range(0, 30)
                                .mapToObj(i -> List.of(cell.apply(i)))
                                .toList()),
                "y");
    }

    @Test
    void aColumnThatCannotBeLearnedFromIsNamed() {
        wrong("column 'a' is text with 30 different values in 30 rows, as 'n0' and 'n29'", () -> column(i -> "n" + i));
        wrong(
                "line 31, column 'a': 'x' is not a finite number, but nearly all",
                () -> column(i -> i == 29 ? "x" : "1"));
        wrong("column 'a' is empty in all rows", () -> column(_ -> " "));
        assertEquals(new NumberColumn("a", 7, 7, 1, false), column(_ -> "7"), "a constant becomes 0");
        assertEquals(
                50, ((CategoryColumn) ColumnFit.of(many(), "a")).categories().size());
        wrong("line 3: column 'size' holds numbers, but has 'big'", () -> {
            Preprocessing learned = Preprocessing.fit(small(), Target.of(small(), "good"));
            learned.inputs(Table.of(List.of("size", "colour"), List.of(List.of("1", ""), List.of("big", ""))));
        });
        wrong(
                "has no column 'colour'; the model was trained with the columns size, colour",
                () -> Preprocessing.fit(small(), Target.of(small(), "good"))
                        .inputs(small().without(List.of("colour"))));
        wrong(
                "no column beside the target",
                () -> Preprocessing.fit(small().without(List.of("size", "colour")), Target.of(small(), "good")));
    }

    private static Column column(IntFunction<String> cell) {
        return ColumnFit.of(
                Table.of(
                        List.of("a"),
                        IntStream.range(0, 30)
                                .mapToObj(i -> List.of(cell.apply(i)))
                                .toList()),
                "a");
    }

    private static Table many() {
        List<List<String>> rows = new ArrayList<>();
        for (int word = 0; word < 80; word++) {
            rows.addAll(Collections.nCopies(2 + word, List.of("w" + word)));
        }
        return Table.of(List.of("a"), rows);
    }

    @Test
    void aSplitKeepsEveryRowAndTheShareOfEachClass() {
        Table customers = Tables.customers(500);
        Target target = Target.of(customers, "left");
        TableSplit split = TableSplit.of(customers, target, 1);
        assertEquals(
                List.of(400, 50, 50),
                Stream.of(split.train(), split.valid(), split.test())
                        .map(Table::size)
                        .toList());
        Set<Table.Row> all = new HashSet<>(split.train().rows());
        all.addAll(split.valid().rows());
        all.addAll(split.test().rows());
        assertEquals(new HashSet<>(customers.rows()), all);
        double share = left(customers);
        assertEquals(share, left(split.valid()), 0.02);
        assertEquals(share, left(split.test()), 0.02);
        assertEquals(split, TableSplit.of(customers, target, 1));
        assertTrue(!split.equals(TableSplit.of(customers, target, 2)), "another seed draws other rows");
    }

    private static double left(Table table) {
        return table.column("left").stream().filter("yes"::equals).count() / (double) table.size();
    }

    @Test
    void filesAreReadWithTheSeparatorOfTheirHeader() throws IOException {
        Table expected = Table.of(List.of("a", "b"), List.of(List.of("1", "x, y"), List.of("2.5", "")));
        for (String text :
                List.of("a,b\n1,\"x, y\"\n2.5,\n", "\uFEFFa;b\r\n1;x, y\r\n2.5;\r\n", "a\tb\n1\tx, y\n2.5\t\n\n")) {
            Table read = Table.read(file(text));
            assertEquals(expected.columns(), read.columns());
            assertEquals(
                    expected.rows().stream().map(Table.Row::cells).toList(),
                    read.rows().stream().map(Table.Row::cells).toList());
        }
        wrong("line 3 has 3 cells, but the header line names 2 columns", () -> Table.read(file("a,b\n1,2\n1,2,3\n")));
        String unclosed = assertThrows(
                        DataFileException.class, () -> Table.read(file("a,b\n1,\"2\n" + "x,y\n".repeat(5 << 20))))
                .getMessage();
        assertTrue(
                unclosed.contains("the row that begins in line 2 has a cell of more than 16777216 characters;"
                        + " is a quotation mark not closed?"),
                unclosed);
        wrong("has two columns 'a'", () -> Table.read(file("a,a\n1,2\n")));
        wrong("column 2 has no name", () -> Table.read(file("a,\n1,2\n")));
        wrong("has no rows below its header line", () -> Table.read(file("a,b\n")));
        wrong("has no rows", () -> Table.read(file("")));
        assertThrows(DataFileException.class, () -> Table.read(folder.resolve("missing.csv")));
    }

    private Path file(String text) {
        try {
            return Files.writeString(folder.resolve("t.csv"), text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void wrong(String expected, Runnable what) {
        String message = assertThrows(IllegalArgumentException.class, what::run).getMessage();
        assertTrue(message.contains(expected), "expected '" + expected + "' in: " + message);
    }
}
