package io.nacre.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.nacre.data.DataFileException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Rows of cells under named columns, as they stand in a CSV file: nothing is interpreted yet.
 *
 * <pre>{@code
 * Table houses = Table.of(List.of("rooms", "town", "price"),
 *         List.of(List.of("3", "Delft", "250000"), List.of("5", "", "410000")));
 * }</pre>
 *
 * <p>All of it lies in memory. Not for tables of more than some million rows.
 *
 * @param source where it came from, for messages
 * @param columns their names, each once
 * @param rows cells, one for each column
 */
public record Table(String source, List<String> columns, List<Row> rows) {
    /** Characters; a file without line breaks is not read into memory only to find that out. */
    private static final int LONGEST_HEADER = 1 << 20;

    private static final Pattern TOO_LONG = Pattern.compile("started in line (\\d+)\\b.*maximum buffer size of (\\d+)");

    /**
     * A row.
     *
     * @param line on which it begins in its file, from 1
     * @param cells one for each column
     */
    public record Row(long line, List<String> cells) {
        /** Copies the cells. */
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * Checks names and rows.
     *
     * @throws IllegalArgumentException if there is no row or no column, if a name is missing or stands twice, or if a
     *     row is longer or shorter than the names; the message says in which line
     */
    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(source + " has no rows, and no header line with the columns' names");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).isBlank()) {
                throw new IllegalArgumentException(
                        source + ": column " + (i + 1) + " has no name; the first line names the columns");
            }
            if (!names.add(columns.get(i))) {
                throw new IllegalArgumentException(
                        source + " has two columns '" + columns.get(i) + "'; give each its own name");
            }
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(source + " has no rows below its header line");
        }
        for (Row row : rows) {
            if (row.cells.size() != columns.size()) {
                throw new IllegalArgumentException(source + ", line " + row.line + " has " + row.cells.size()
                        + (row.cells.size() == 1 ? " cell" : " cells") + ", but the header line names " + columns.size()
                        + " columns; a cell that has a separator in it is written in \"quotes\"");
            }
        }
    }

    /** A table of these cells, whose rows are numbered as they would be in a file. */
    public static Table of(List<String> columns, List<List<String>> rows) {
        return new Table(
                "the table",
                columns,
                IntStream.range(0, rows.size())
                        .mapToObj(i -> new Row(i + 2L, rows.get(i)))
                        .toList());
    }

    /**
     * Reads a CSV file whose first line names the columns, in UTF-8. Cells are separated by commas, semicolons or tabs:
     * by that of them which the first line has most of.
     *
     * @throws DataFileException if it cannot be read, or is not CSV
     * @throws IllegalArgumentException if names or rows do not fit, as above
     */
    public static Table read(Path file) {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator(file))
                .detectBomHeader(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(file)) {
            List<String> columns = new ArrayList<>();
            List<Row> rows = new ArrayList<>();
            for (CsvRecord line : reader) {
                if (columns.isEmpty()) {
                    line.getFields().forEach(name -> columns.add(name.strip()));
                } else {
                    rows.add(new Row(line.getStartingLineNumber(), line.getFields()));
                }
            }
            return new Table(file.toString(), columns, rows);
        } catch (CsvParseException | IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Returns what to throw where a CSV file cannot be read.
     *
     * @param failure an {@code IOException}, or what the CSV reader threw
     */
    public static DataFileException unreadable(Path file, Exception failure) {
        Throwable cause = failure instanceof IOException || failure.getCause() == null ? failure : failure.getCause();
        String message = switch (cause) {
            case NoSuchFileException _ -> "there is no such file";
            case CharacterCodingException _ ->
                "is not text in UTF-8; save it as \"CSV UTF-8\", or convert it, say with iconv";
            case IOException io -> "cannot be read: " + io.getMessage();
            default ->
                tooLong(failure.getMessage() + " " + cause.getMessage())
                        .orElseGet(
                                () -> failure.getMessage() + (cause.equals(failure) ? "" : ": " + cause.getMessage()));
        };
        return new DataFileException(
                file.toString(), message, failure instanceof IOException io ? io : new IOException(failure));
    }

    /** What to say of a cell that does not end, since the reader's message speaks of its buffer. */
    private static Optional<String> tooLong(String message) {
        Matcher found = TOO_LONG.matcher(message);
        return found.find()
                ? Optional.of("the row that begins in line " + found.group(1) + " has a cell of more than "
                        + found.group(2) + " characters; is a quotation mark not closed?")
                : Optional.empty();
    }

    private static char separator(Path file) throws IOException {
        char[] begin = new char[LONGEST_HEADER];
        int length = 0;
        try (var lines = Files.newBufferedReader(file)) {
            for (int c = lines.read(); c >= 0 && c != '\n' && c != '\r'; c = lines.read()) {
                if (length == LONGEST_HEADER) {
                    throw new DataFileException(
                            file.toString(),
                            "its line 1, which names the columns, is longer than " + LONGEST_HEADER
                                    + " characters; is it a CSV file?");
                }
                begin[length++] = (char) c;
            }
        }
        String header = new String(begin, 0, length).replaceAll("\"[^\"]*\"", "");
        char most = ',';
        for (char separator : new char[] {';', '\t'}) {
            if (count(header, separator) > count(header, most)) {
                most = separator;
            }
        }
        return most;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    /** The number of rows, at least 1. */
    public int size() {
        return rows.size();
    }

    /**
     * The cells of a column, from the first row to the last.
     *
     * @throws IllegalArgumentException if there is no such column
     */
    public List<String> column(String name) {
        int at = index(name);
        return rows.stream().map(row -> row.cells.get(at)).toList();
    }

    /** Whether it has a column of this name. */
    public boolean has(String column) {
        return columns.contains(column);
    }

    private int index(String name) {
        int at = columns.indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException(
                    source + " has no column '" + name + "'; it has " + String.join(", ", columns));
        }
        return at;
    }

    /** These rows, in this order. */
    public Table select(int... numbers) {
        return new Table(
                source, columns, Arrays.stream(numbers).mapToObj(rows::get).toList());
    }

    /**
     * The table without these columns.
     *
     * @throws IllegalArgumentException if there is no such column, or none is left
     */
    public Table without(List<String> names) {
        Set<Integer> left = new HashSet<>();
        names.forEach(name -> left.add(index(name)));
        int[] kept = IntStream.range(0, columns.size())
                .filter(i -> !left.contains(i))
                .toArray();
        return new Table(
                source,
                Arrays.stream(kept).mapToObj(columns::get).toList(),
                rows.stream()
                        .map(row -> new Row(
                                row.line,
                                Arrays.stream(kept).mapToObj(row.cells::get).toList()))
                        .toList());
    }

    /**
     * The rows in which this column has no gap.
     *
     * @throws IllegalArgumentException if there is no such column, or it is empty
     */
    public Table withoutGapsIn(String name) {
        int at = index(name);
        List<Row> known =
                rows.stream().filter(row -> !Cell.isGap(row.cells.get(at))).toList();
        if (known.isEmpty()) {
            throw new IllegalArgumentException(source + ": column '" + name + "' is empty in all " + size() + " rows");
        }
        return known.size() == size() ? this : new Table(source, columns, known);
    }
}
