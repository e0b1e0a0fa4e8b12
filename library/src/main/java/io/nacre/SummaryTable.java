package io.nacre;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table drawn with lines, as Keras draws it. Columns are as wide as planned. Numbers are never cut: their columns
 * grow where they must. Where the table is then too wide, columns get narrower as far as headers and numbers allow;
 * text folds or is cut. Where that is not enough, headers fold too.
 */
final class SummaryTable {
    private static final int PADDING = 2;

    enum Align {
        LEFT,
        RIGHT,
        CENTER
    }

    /** What becomes of text that is longer than its column. */
    enum Overflow {
        /** It goes on in the next line. */
        FOLD,
        /** It ends in an ellipsis. */
        CUT,
        /** The column grows. */
        GROW
    }

    /**
     * One column.
     *
     * @param width with a blank on either side
     */
    record Column(String header, int width, Align align, Overflow overflow) {
        Column wide(int width) {
            return new Column(header, width, align, overflow);
        }

        /** The least width that shows the header, in one line or folded, and, of numbers, all. */
        private int least(int longest, boolean folded) {
            int words = folded ? longestWord() : header.length();
            return (overflow == Overflow.GROW ? Math.max(longest, words) : words) + PADDING;
        }

        private int longestWord() {
            return Arrays.stream(header.split(" ", -1))
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
        }
    }

    private final List<Column> columns;
    private final List<List<List<String>>> rows;

    /**
     * @param rows cells, each of which has one paragraph or more
     * @param width of the whole table, which it exceeds only where words of headers and numbers take more
     */
    SummaryTable(List<Column> planned, List<List<List<String>>> rows, int width) {
        this.rows = rows;
        this.columns = fitted(planned, width);
    }

    private List<Column> fitted(List<Column> planned, int width) {
        int[] longest = IntStream.range(0, planned.size()).map(this::longest).toArray();
        int[] widths = new int[planned.size()];
        for (int i = 0; i < widths.length; i++) {
            Column column = planned.get(i);
            widths[i] = Math.max(column.width, column.least(longest[i], false));
        }
        narrow(widths, least(planned, longest, false), width);
        narrow(widths, least(planned, longest, true), width);
        return IntStream.range(0, widths.length)
                .mapToObj(i -> planned.get(i).wide(widths[i]))
                .toList();
    }

    private static int[] least(List<Column> planned, int[] longest, boolean folded) {
        return IntStream.range(0, longest.length)
                .map(i -> planned.get(i).least(longest[i], folded))
                .toArray();
    }

    /** Takes width from the column that has most of it to spare, until the table fits or no column has any. */
    private static void narrow(int[] widths, int[] least, int width) {
        for (int excess = Arrays.stream(widths).sum() + widths.length + 1 - width; excess > 0; excess--) {
            int richest = 0;
            for (int i = 1; i < widths.length; i++) {
                richest = widths[i] - least[i] > widths[richest] - least[richest] ? i : richest;
            }
            if (widths[richest] == least[richest]) {
                return;
            }
            widths[richest]--;
        }
    }

    private int longest(int column) {
        return rows.stream()
                .flatMap(cells -> cells.get(column).stream())
                .mapToInt(SummaryTable::length)
                .max()
                .orElse(0);
    }

    void print(StringBuilder text) {
        rule(text, '┏', '━', '┳', '┓');
        lines(
                text,
                '┃',
                columns.stream()
                        .map(column -> folded(column.header, column.width - PADDING))
                        .toList());
        rule(text, '┡', '━', '╇', '┩');
        boolean first = true;
        for (List<List<String>> cells : rows) {
            if (!first) {
                rule(text, '├', '─', '┼', '┤');
            }
            first = false;
            row(text, cells);
        }
        rule(text, '└', '─', '┴', '┘');
    }

    private void row(StringBuilder text, List<List<String>> cells) {
        List<List<String>> lines = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            lines.add(lines(columns.get(i), cells.get(i)));
        }
        lines(text, '│', lines);
    }

    private void lines(StringBuilder text, char bar, List<List<String>> lines) {
        int most = lines.stream().mapToInt(List::size).max().orElse(0);
        for (int line = 0; line < most; line++) {
            int current = line;
            line(
                    text,
                    bar,
                    lines.stream()
                            .map(cell -> current < cell.size() ? cell.get(current) : "")
                            .toList());
        }
    }

    /** The lines that paragraphs take in a column; in one line if they fit there together and can be folded. */
    private static List<String> lines(Column column, List<String> paragraphs) {
        int room = column.width - PADDING;
        return switch (column.overflow) {
            case FOLD -> {
                String together = String.join(" ", paragraphs);
                yield length(together) <= room
                        ? List.of(together)
                        : paragraphs.stream()
                                .flatMap(paragraph -> folded(paragraph, room).stream())
                                .toList();
            }
            case CUT ->
                paragraphs.stream()
                        .map(text -> length(text) <= room ? text : part(text, 0, room - 1) + "…")
                        .toList();
            case GROW -> paragraphs;
        };
    }

    /** Lines of at most so many characters, which end at blanks where there are some. */
    private static List<String> folded(String text, int room) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (length(rest) > room) {
            String line = part(rest, 0, room);
            int blank = rest.charAt(line.length()) == ' ' ? line.length() : line.lastIndexOf(' ');
            lines.add(blank > 0 ? rest.substring(0, blank) : line);
            rest = blank > 0 ? rest.substring(blank + 1) : rest.substring(line.length());
        }
        lines.add(rest);
        return lines;
    }

    /** The number of characters, where one beyond Unicode's first plane counts once. */
    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String part(String text, int from, int to) {
        return text.substring(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to));
    }

    private void rule(StringBuilder text, char left, char line, char middle, char right) {
        text.append(columns.stream()
                .map(column -> String.valueOf(line).repeat(column.width))
                .collect(Collectors.joining(String.valueOf(middle), String.valueOf(left), right + "\n")));
    }

    private void line(StringBuilder text, char bar, List<String> cells) {
        text.append(bar);
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            int gap = column.width - PADDING - length(cells.get(i));
            int before = switch (column.align) {
                case LEFT -> 0;
                case RIGHT -> gap;
                case CENTER -> gap / 2;
            };
            text.append(' ')
                    .repeat(' ', before)
                    .append(cells.get(i))
                    .repeat(' ', gap - before)
                    .append(' ')
                    .append(bar);
        }
        text.append('\n');
    }
}
