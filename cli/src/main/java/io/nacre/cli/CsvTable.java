package io.nacre.cli;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.table.Table;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A CSV file of numbers with a header line.
 *
 * @param columns their names
 * @param rows the numbers, row by row
 */
record CsvTable(Path file, List<String> columns, List<float[]> rows) {
    /**
     * Reads a table.
     *
     * @throws IllegalArgumentException if it is empty, or a cell is not a finite number; the message says where
     */
    static CsvTable read(Path file) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            List<String> columns = new ArrayList<>();
            List<float[]> rows = new ArrayList<>();
            for (NamedCsvRecord line : reader) {
                if (columns.isEmpty()) {
                    columns.addAll(line.getHeader());
                }
                rows.add(numbers(file, columns, line));
            }
            if (rows.isEmpty()) {
                throw new IllegalArgumentException(file + " has no rows below its header line");
            }
            return new CsvTable(file, columns, rows);
        } catch (RuntimeException e) {
            if (e instanceof IllegalArgumentException) {
                throw e;
            }
            throw Table.unreadable(file, e);
        } catch (CharacterCodingException e) {
            throw Table.unreadable(file, e);
        }
    }

    private static float[] numbers(Path file, List<String> columns, NamedCsvRecord line) {
        float[] numbers = new float[columns.size()];
        for (int i = 0; i < numbers.length; i++) {
            try {
                numbers[i] = Float.parseFloat(line.getField(i).strip());
            } catch (NumberFormatException e) {
                numbers[i] = Float.NaN;
            }
            if (!Float.isFinite(numbers[i])) {
                throw new IllegalArgumentException(file + ", line " + line.getStartingLineNumber() + ", column '"
                        + columns.get(i) + "': '" + line.getField(i) + "' is not a finite number");
            }
        }
        return numbers;
    }

    /** All numbers, one row a sample. */
    Tensor tensor() {
        return Tensor.of(rows.toArray(float[][]::new));
    }

    /** The target column apart from the others. */
    Dataset dataset(String target) {
        int at = columns.indexOf(target);
        if (at < 0) {
            throw new IllegalArgumentException(
                    file + " has no column '" + target + "' for --target; it has " + String.join(", ", columns));
        }
        if (columns.size() < 2) {
            throw new IllegalArgumentException(file + " has no column beside the target '" + target + "'");
        }
        float[][] inputs = new float[rows.size()][columns.size() - 1];
        float[] targets = new float[rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            int next = 0;
            for (int column = 0; column < columns.size(); column++) {
                if (column == at) {
                    targets[row] = rows.get(row)[column];
                } else {
                    inputs[row][next++] = rows.get(row)[column];
                }
            }
        }
        return Dataset.of(Samples.of(Tensor.of(inputs)), Samples.of(Tensor.of(targets)));
    }
}
