package io.nacre.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.nacre.TableModel;
import io.nacre.data.Tensor;
import io.nacre.table.ClassTarget;
import io.nacre.table.Table;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model of a table answers to raw rows: the target's words, with the probability of each, or its numbers.
 *
 * @param names of the columns
 * @param rows cells, one for each column
 */
record TableAnswers(List<String> names, List<List<String>> rows) {
    static TableAnswers of(TableModel model, Table table) {
        String target = model.preprocessing().target().name();
        List<String> names = new ArrayList<>(List.of(target));
        List<String> answers = model.answers(table);
        Tensor numbers = model.predict(table);
        int width = 0;
        if (model.preprocessing().target() instanceof ClassTarget classes) {
            classes.classes().forEach(name -> names.add("probability of " + name));
            width = classes.classes().size();
        }
        float[] values = numbers.values();
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < answers.size(); row++) {
            List<String> cells = new ArrayList<>(List.of(answers.get(row)));
            for (int i = 0; i < width; i++) {
                cells.add(Float.toString(values[row * width + i]));
            }
            rows.add(cells);
        }
        return new TableAnswers(names, rows);
    }

    /** A line for each row, below the names. */
    String csv() throws IOException {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            CsvWriter _ = csv.writeRecord(names);
            for (List<String> row : rows) {
                CsvWriter _ = csv.writeRecord(row);
            }
        }
        return text.toString();
    }
}
