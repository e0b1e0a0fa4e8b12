package io.nacre.callback;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The first and the last line of a CSV file that is to be continued.
 *
 * @param header the columns' names
 * @param last the last line that is not empty
 * @param fields the fields of that line
 * @param isTerminated whether a line break follows it
 */
record CsvEnd(List<String> header, String last, List<String> fields, boolean isTerminated) {
    private static final String MARK = "\uFEFF";

    static CsvEnd of(byte[] content, char separator) {
        String text = new String(content, StandardCharsets.UTF_8);
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty()) {
            return new CsvEnd(List.of(), "", List.of(), true);
        }
        String first = lines.getFirst();
        String header = first.startsWith(MARK) ? first.substring(MARK.length()) : first;
        String last = lines.size() == 1 ? header : lines.getLast();
        return new CsvEnd(fields(header, separator), last, fields(last, separator), text.endsWith("\n"));
    }

    /** Whether the last line has as many fields as the header, and none is empty. */
    boolean isWhole() {
        return fields.size() == header.size() && fields.stream().noneMatch(String::isBlank);
    }

    private static List<String> fields(String line, char separator) {
        try (CsvReader<CsvRecord> reader =
                CsvReader.builder().fieldSeparator(separator).ofCsvRecord(line)) {
            return reader.stream()
                    .flatMap(fields -> fields.getFields().stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
