package io.nacre.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Looks at a column to see what kind of target it is. */
final class TargetFit {
    private static final int FEWEST_ROWS = 10;

    /** So many different whole numbers at most are classes, */
    private static final int MOST_NUMBERS = 20;

    /** of so many rows each, on average, at least. */
    private static final int ROWS_A_NUMBER = 5;

    /** So many different words at most are classes. */
    private static final int MOST_WORDS = 1000;

    private TargetFit() {}

    static Target of(Table table, String name) {
        Map<String, Integer> counts = counts(table, name);
        int rows = table.size();
        boolean numbers =
                counts.keySet().stream().allMatch(cell -> Cell.number(cell).isPresent());
        boolean few = counts.size() <= MOST_NUMBERS && (long) counts.size() * ROWS_A_NUMBER <= rows;
        boolean whole = counts.keySet().stream().allMatch(TargetFit::isWhole);
        return numbers && !(few && whole) ? ofNumbers(table, name) : ofClasses(table, name);
    }

    static ClassTarget ofClasses(Table table, String name) {
        Map<String, Integer> counts = counts(table, name);
        checkFew(table, name, counts, table.size());
        return classes(name, counts, table.size());
    }

    static NumberTarget ofNumbers(Table table, String name) {
        Map<String, Integer> _ = counts(table, name);
        List<String> cells = table.column(name);
        double[] numbers = new double[cells.size()];
        for (int i = 0; i < numbers.length; i++) {
            String cell = cells.get(i);
            long line = table.rows().get(i).line();
            numbers[i] = Cell.number(cell)
                    .orElseThrow(() -> new IllegalArgumentException(table.source() + ", line " + line + ": the target '"
                            + name + "' is '" + cell + "', which is no number, so that it cannot be told by regression;"
                            + " as classes it can, if its words are few"));
        }
        Spread spread = Spread.of(numbers);
        return new NumberTarget(name, spread.mean(), spread.deviation());
    }

    /** How often each value occurs, of which there are two at least. */
    private static Map<String, Integer> counts(Table table, String name) {
        List<String> cells = cells(table, name);
        Map<String, Integer> counts = new LinkedHashMap<>();
        cells.forEach(cell -> counts.merge(cell.strip(), 1, Integer::sum));
        if (counts.size() == 1) {
            throw new IllegalArgumentException(table.source() + ": the target '" + name + "' is '"
                    + cells.getFirst().strip() + "' in all " + cells.size()
                    + " rows; with one class only there is nothing to learn: add rows of another one");
        }
        return counts;
    }

    private static List<String> cells(Table table, String name) {
        List<String> cells = table.column(name);
        if (cells.size() < FEWEST_ROWS) {
            throw new IllegalArgumentException(table.source() + " has " + cells.size()
                    + (cells.size() == 1 ? " row" : " rows") + " with a target; at least " + FEWEST_ROWS
                    + " are needed, of which a tenth is held back to validate and a tenth to test");
        }
        return cells;
    }

    private static void checkFew(Table table, String name, Map<String, Integer> counts, int rows) {
        if (counts.size() > MOST_WORDS || counts.size() > rows / 2) {
            Optional<String> word = counts.keySet().stream()
                    .filter(cell -> Cell.number(cell).isEmpty())
                    .findFirst();
            throw new IllegalArgumentException(table.source() + ": the target '" + name + "' has " + counts.size()
                    + " different values in " + rows + " rows"
                    + word.map(w -> ", such as '" + w + "'; those are too many to be classes, and not all are numbers")
                            .orElse("; those are too many to be classes, but all are numbers, which regression"
                                    + " can tell"));
        }
    }

    private static boolean isWhole(String cell) {
        OptionalDouble number = Cell.number(cell);
        return number.isPresent() && number.getAsDouble() == Math.rint(number.getAsDouble());
    }

    /** Numbers in their order, else words in theirs. */
    private static ClassTarget classes(String name, Map<String, Integer> counts, int rows) {
        List<String> classes = new ArrayList<>(counts.keySet());
        boolean numbers = classes.stream().allMatch(TargetFit::isWhole);
        classes.sort(
                numbers
                        ? Comparator.comparingDouble(cell -> Cell.number(cell).orElseThrow())
                        : Comparator.naturalOrder());
        return new ClassTarget(
                name,
                classes,
                classes.stream()
                        .map(c -> (double) rows / classes.size() / counts.getOrDefault(c, 1))
                        .toList());
    }
}
