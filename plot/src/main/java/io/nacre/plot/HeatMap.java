package io.nacre.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A table of numbers as colours, the first row at the top, with the scale beside it.
 *
 * @param title what it shows
 * @param values the numbers, row by row; one at least, all rows as long
 * @param x what the columns are
 * @param y what the rows are
 * @param columnNames a name for each column; default their numbers from 0
 * @param rowNames a name for each row; default their numbers from 0
 * @param range the numbers at both ends of the scale; default the lowest and the highest
 * @param scale the colours; default viridis
 * @param hasNumbers whether each cell shows its number too; default false
 * @param size default 6.4 x 4.8 inches
 */
public record HeatMap(
        String title,
        List<List<Double>> values,
        String x,
        String y,
        List<String> columnNames,
        List<String> rowNames,
        Optional<Range> range,
        ColorScale scale,
        boolean hasNumbers,
        Size size)
        implements Figure {
    private static final Size SIZE = new Size(6.4, 4.8);

    /** Checks that there are as many names as rows and columns. */
    public HeatMap {
        Require.present("the title of a figure", title);
        values = values.stream().map(List::copyOf).toList();
        columnNames = List.copyOf(columnNames);
        rowNames = List.copyOf(rowNames);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a heat map needs at least one row");
        }
        for (int row = 0; row < values.size(); row++) {
            Require.drawable("row " + row + " of the heat map", values.get(row));
            Require.sameSize(
                    "row " + row + " of the heat map",
                    values.get(row).size(),
                    "row 0",
                    values.getFirst().size());
        }
        Require.sameSize(
                "a row of the heat map", values.getFirst().size(), "the list of columns' names", columnNames.size());
        Require.sameSize("a column of the heat map", values.size(), "the list of rows' names", rowNames.size());
    }

    /** The rows of a table, numbered. */
    public static HeatMap of(String title, double[][] values) {
        List<List<Double>> rows = Arrays.stream(values).map(Line::numbers).toList();
        int columns = rows.isEmpty() ? 0 : rows.getFirst().size();
        return new HeatMap(
                title,
                rows,
                "",
                "",
                numbered(columns),
                numbered(rows.size()),
                Optional.empty(),
                ColorScale.VIRIDIS,
                false,
                SIZE);
    }

    private static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    /** The same, saying what columns and rows are. */
    public HeatMap withAxes(String x, String y) {
        return new HeatMap(title, values, x, y, columnNames, rowNames, range, scale, hasNumbers, size);
    }

    /** The same with names for the columns. */
    public HeatMap withColumnNames(List<String> columnNames) {
        return new HeatMap(title, values, x, y, columnNames, rowNames, range, scale, hasNumbers, size);
    }

    /** The same with names for the rows. */
    public HeatMap withRowNames(List<String> rowNames) {
        return new HeatMap(title, values, x, y, columnNames, rowNames, range, scale, hasNumbers, size);
    }

    /** The same with these numbers at both ends of the scale. */
    public HeatMap withRange(double low, double high) {
        return new HeatMap(
                title, values, x, y, columnNames, rowNames, Optional.of(new Range(low, high)), scale, hasNumbers, size);
    }

    /** The same in these colours. */
    public HeatMap withScale(ColorScale scale) {
        return new HeatMap(title, values, x, y, columnNames, rowNames, range, scale, hasNumbers, size);
    }

    /** The same with its number in each cell. */
    public HeatMap withNumbers() {
        return new HeatMap(title, values, x, y, columnNames, rowNames, range, scale, true, size);
    }

    /** The same, so large. */
    public HeatMap withSize(double width, double height) {
        return new HeatMap(
                title, values, x, y, columnNames, rowNames, range, scale, hasNumbers, new Size(width, height));
    }

    /** What the scale shows. */
    Range shown() {
        return range.orElseGet(() -> Range.around(
                values.stream()
                        .flatMap(List::stream)
                        .mapToDouble(Double::doubleValue)
                        .min()
                        .orElseThrow(),
                values.stream()
                        .flatMap(List::stream)
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElseThrow()));
    }
}
