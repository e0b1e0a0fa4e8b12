package io.nacre.table;

import java.util.Arrays;
import java.util.List;

/**
 * A column of numbers: {@code (x - mean) / deviation}. A gap becomes the median, and, if there were gaps in the rows
 * that it was learned from, a second number tells where: 1 in a gap, else 0.
 *
 * @param median what a gap is taken for
 * @param mean of the numbers
 * @param deviation of the numbers, above 0; 1 for a column that never changes, which becomes 0
 * @param gaps whether there is a second number for gaps
 */
public record NumberColumn(String name, double median, double mean, double deviation, boolean gaps) implements Column {
    /** Checks the numbers. */
    public NumberColumn {
        if (!Double.isFinite(median) || !Double.isFinite(mean) || !(deviation > 0) || Double.isInfinite(deviation)) {
            throw new IllegalArgumentException("column '" + name + "' needs a finite median and mean, and a deviation"
                    + " above 0, not " + median + ", " + mean + " and " + deviation);
        }
    }

    /** Learned from these numbers, at least one. */
    static NumberColumn of(String name, double[] numbers, boolean gaps) {
        Spread spread = Spread.of(numbers);
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : sorted[half - 1] / 2 + sorted[half] / 2;
        return new NumberColumn(name, median, spread.mean(), spread.deviation(), gaps);
    }

    @Override
    public List<String> features() {
        return gaps ? List.of(name, name + " missing") : List.of(name);
    }

    @Override
    public void encode(String cell, float[] numbers, int at) {
        boolean gap = Cell.isGap(cell);
        double number = gap
                ? median
                : Cell.number(cell)
                        .orElseThrow(() -> new IllegalArgumentException("column '" + name
                                + "' holds numbers, but has '" + cell + "', which is not a finite number;"
                                + " a cell without a number is left empty"));
        numbers[at] = (float) ((number - mean) / deviation);
        if (gaps) {
            numbers[at + 1] = gap ? 1 : 0;
        }
    }
}
