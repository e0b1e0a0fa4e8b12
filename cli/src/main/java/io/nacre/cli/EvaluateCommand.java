package io.nacre.cli;

import io.nacre.Model;
import io.nacre.TableModel;
import io.nacre.data.Dataset;
import io.nacre.file.Names;
import io.nacre.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nacre evaluate}: loss and metrics of a saved model. */
@Command(
        name = "evaluate",
        description = "Prints loss and metrics of a saved model on data that it was not trained on.")
final class EvaluateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "A .keras file, or a legacy .h5 file.")
    private Path file;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            required = true,
            description = "fashion-mnist (its test images), a folder of IDX files, or a CSV file (all rows).")
    private String data;

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description = "The column of a CSV file that holds the labels, unless the model knows it.")
    private @Nullable String target;

    @Mixin
    private Download download;

    private EvaluateCommand() {}

    @Override
    public Integer call() throws IOException {
        DataSource.checkForTable("--target", target != null, data);
        Optional<TableModel> table = isCsv() ? TableModel.find(file) : Optional.empty();
        if (table.isPresent()) {
            DataSource.checkTarget(target, table.get().preprocessing(), file);
            return print(
                    data, Table.read(Path.of(data)).size(), single(table.get().evaluate(Table.read(Path.of(data)))));
        }
        Model model = Model.load(file);
        if (!model.isCompiled()) {
            throw new IllegalArgumentException(file + " was saved without its loss, so it cannot be evaluated");
        }
        if (isCsv()) {
            String column = Optional.ofNullable(target)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "give --target, the column of " + data + " that holds the labels"));
            Dataset rows = CsvTable.read(Path.of(data)).dataset(column);
            return print(data, rows.size(), model.evaluateEach(rows));
        }
        DataSource source = DataSource.of(data, Optional.empty(), TargetKind.GUESSED, List.of(), 0, download);
        return print(source.description(), source.test().size(), model.evaluateEach(source.test()));
    }

    private boolean isCsv() {
        return Answers.isCsv(Path.of(data)) && Files.exists(Path.of(data));
    }

    private static Map<String, List<Double>> single(Map<String, Double> scores) {
        Map<String, List<Double>> single = new LinkedHashMap<>();
        scores.forEach((name, value) -> single.put(name, List.of(value)));
        return single;
    }

    /** Prints each score; of several numbers their mean, and then each. */
    private int print(String description, int samples, Map<String, List<Double>> scores) {
        var out = spec.commandLine().getOut();
        out.println(String.format(Locale.ROOT, "%s: %,d test samples", Names.printable(description), samples));
        scores.forEach((name, values) -> {
            double mean = values.stream().mapToDouble(value -> value).average().orElse(0);
            String each = values.stream()
                    .map(value -> String.format(Locale.ROOT, "%.4f", value))
                    .collect(Collectors.joining(", ", " (", ")"));
            out.println(String.format(Locale.ROOT, "%s: %.4f", name, mean) + (values.size() > 1 ? each : ""));
        });
        out.flush();
        return 0;
    }
}
