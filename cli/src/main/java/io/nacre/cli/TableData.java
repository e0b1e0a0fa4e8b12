package io.nacre.cli;

import io.nacre.Model;
import io.nacre.TableModel;
import io.nacre.file.Names;
import io.nacre.table.ClassTarget;
import io.nacre.table.NumberTarget;
import io.nacre.table.Preprocessing;
import io.nacre.table.Table;
import io.nacre.table.TableSplit;
import io.nacre.table.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * A CSV file with words, numbers and gaps, ready to be learned from.
 *
 * @param split its rows, but for those without a target
 * @param leftOut how many those are
 * @param preprocessing learned from the rows to train on
 */
record TableData(TableSplit split, int leftOut, Preprocessing preprocessing) {
    static TableData read(Path file, String target, TargetKind targetKind, List<String> ignored, long seed) {
        Table all = Table.read(file);
        if (!all.has(target)) {
            throw new IllegalArgumentException(
                    file + " has no column '" + target + "' for --target; it has " + String.join(", ", all.columns()));
        }
        if (ignored.contains(target)) {
            throw new IllegalArgumentException("--ignore leaves out the target '" + target + "' itself");
        }
        Table known = all.without(ignored).withoutGapsIn(target);
        Target kind = targetKind.target(known, target);
        TableSplit split = TableSplit.of(known, kind, seed);
        return new TableData(split, all.size() - known.size(), Preprocessing.fit(split.train(), kind));
    }

    /** What was found, in a line or two. */
    String describe() {
        String rows =
                leftOut == 0 ? "" : String.format(Locale.ROOT, "%,d rows without a target are left out%n", leftOut);
        String found = String.format(
                Locale.ROOT,
                "%d columns become %d inputs; ",
                preprocessing.columns().size(),
                preprocessing.features().size());
        return rows
                + switch (preprocessing.target()) {
                    case ClassTarget classes -> found + classes(classes);
                    case NumberTarget numbers ->
                        found
                                + String.format(
                                        Locale.ROOT,
                                        "%s is a number, %.4g on average, with deviation %.4g%n",
                                        Names.printable(numbers.name()),
                                        numbers.mean(),
                                        numbers.deviation());
                };
    }

    private static String classes(ClassTarget target) {
        StringJoiner classes = new StringJoiner(", ");
        for (int i = 0; i < target.classes().size() && i < 10; i++) {
            classes.add(String.format(
                    Locale.ROOT,
                    "%s (a row weighs %.2f)",
                    target.classes().get(i),
                    target.weights().get(i)));
        }
        return Names.printable(target.name() + " has " + target.classes().size() + " classes: " + classes)
                + (target.classes().size() > 10 ? ", ..." : "")
                + System.lineSeparator();
    }

    /** How good a model is on the rows that were held back, in a line. */
    String judged(Model model) {
        return "Test: " + text(new TableModel(model, preprocessing).evaluate(split.test()));
    }

    /** Scores as {@code mae 12.5, r2 0.97}. */
    static String text(Map<String, Double> scores) {
        return scores.entrySet().stream()
                .map(score ->
                        String.format(Locale.ROOT, "%s %.4g", score.getKey().replace('_', ' '), score.getValue()))
                .collect(Collectors.joining(", "));
    }
}
