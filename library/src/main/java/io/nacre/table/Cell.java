package io.nacre.table;

import java.util.OptionalDouble;
import java.util.Set;

/** What a cell of a table says. */
final class Cell {
    private static final Set<String> GAPS =
            Set.of("", "NA", "N/A", "n/a", "na", "NaN", "nan", "NULL", "null", "None", "none", "?", "-", "#N/A");

    private Cell() {}

    /** Whether it says nothing. */
    static boolean isGap(String cell) {
        return GAPS.contains(cell.strip());
    }

    /** The number that it is, if it is a finite one. */
    static OptionalDouble number(String cell) {
        String text = cell.strip();
        if (text.isEmpty() || !isNumeric(text.charAt(text.length() - 1)) || !isNumeric(text.charAt(0))) {
            return OptionalDouble.empty(); // also 1f, 1d and Infinity, which Java would take
        }
        try {
            double number = Double.parseDouble(text);
            return Math.abs(number) <= Float.MAX_VALUE ? OptionalDouble.of(number) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private static boolean isNumeric(char c) {
        return c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+';
    }
}
