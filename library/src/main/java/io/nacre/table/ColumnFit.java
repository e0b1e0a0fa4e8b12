package io.nacre.table;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at a column to see of what kind it is, and learns what that kind needs. */
final class ColumnFit {
    /** So many words at most become categories. */
    private static final int MOST_CATEGORIES = 50;

    /** A word that stands in fewer rows is an other word. */
    private static final int FEWEST_ROWS = 2;

    /** If so many cells are numbers, a word among them is a slip. */
    private static final double MOSTLY = 0.9;

    private ColumnFit() {}

    static Column of(Table table, String name) {
        List<String> all = table.column(name);
        List<String> cells = all.stream()
                .filter(cell -> !Cell.isGap(cell))
                .map(String::strip)
                .toList();
        boolean gaps = cells.size() < all.size();
        if (cells.isEmpty()) {
            throw new IllegalArgumentException(
                    table.source() + ": column '" + name + "' is empty in all rows that are trained on; leave it out");
        }
        double[] numbers = cells.stream()
                .flatMapToDouble(cell -> Cell.number(cell).stream())
                .toArray();
        if (numbers.length == cells.size()) {
            return NumberColumn.of(name, numbers, gaps);
        }
        if (numbers.length >= MOSTLY * cells.size()) {
            throw new IllegalArgumentException(slip(table, name));
        }
        return categories(table, name, cells, gaps);
    }

    private static String slip(Table table, String name) {
        int at = table.columns().indexOf(name);
        Table.Row row = table.rows().stream()
                .filter(r -> !Cell.isGap(r.cells().get(at))
                        && Cell.number(r.cells().get(at)).isEmpty())
                .findFirst()
                .orElseThrow();
        return table.source() + ", line " + row.line() + ", column '" + name + "': '"
                + row.cells().get(at)
                + "' is not a finite number, but nearly all of the column is; correct the cell, or leave it empty";
    }

    private static CategoryColumn categories(Table table, String name, List<String> cells, boolean gaps) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        cells.forEach(cell -> counts.merge(cell, 1, Integer::sum));
        List<String> categories = counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= FEWEST_ROWS)
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_CATEGORIES)
                .map(Map.Entry::getKey)
                .toList();
        int covered =
                categories.stream().mapToInt(c -> counts.getOrDefault(c, 0)).sum();
        if (2L * covered < cells.size()) {
            throw new IllegalArgumentException(table.source() + ": column '" + name + "' is text with " + counts.size()
                    + " different values in " + cells.size() + " rows, as '" + cells.getFirst() + "'"
                    + Optional.of(cells.getLast())
                            .filter(last -> !last.equals(cells.getFirst()))
                            .map(last -> " and '" + last + "'")
                            .orElse("")
                    + ": too many to learn from. Leave it out, or put numbers or a few groups in its place");
        }
        return new CategoryColumn(name, categories, gaps);
    }
}
