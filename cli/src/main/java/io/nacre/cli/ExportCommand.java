package io.nacre.cli;

import io.nacre.Model;
import io.nacre.QuantizedModel;
import io.nacre.TableModel;
import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.file.Names;
import io.nacre.file.WeightFormat;
import io.nacre.table.Preprocessing;
import io.nacre.table.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nacre export}: a saved model made smaller, or turned into another kind of file. */
@Command(
        name = "export",
        description =
                "Makes a saved model smaller, or an ONNX file of it, and tells what that does to size, latency and"
                        + " accuracy.",
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {
    private static final int CALIBRATION_SAMPLES = 1000;
    private static final String ONNX = ".onnx";
    private static final String KERAS = ".keras";

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            description = "A .keras file, a legacy .h5 file, or an .onnx file that Nacre wrote.")
    private Path file;

    @Parameters(
            index = "1",
            paramLabel = "OUT",
            description = "A .keras file, which Keras opens too, or an .onnx file for other runtimes.")
    private Path out;

    @Option(
            names = "--fold-batch-norm",
            description = "Take batch normalization into the dense layers beside it: the same answers, faster.")
    private boolean fold;

    @Option(
            names = "--prune",
            paramLabel = "SHARE",
            description = "Set this share of the weights of each kernel to zero, the smallest, as 0.5; training with"
                    + " MagnitudePruning loses less.")
    private @Nullable Double share;

    @Option(
            names = "--weights",
            paramLabel = "FORMAT",
            defaultValue = "float32",
            description =
                    "What the file holds kernels in: float32, float16, bfloat16 or int8. An .onnx file in int8 also"
                            + " has the activations in int8, for which it needs --data.")
    private String weights;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description = "fashion-mnist, a folder of IDX files, or a CSV file: its test samples tell the accuracy, its"
                    + " training samples the range of activations (of a CSV file all rows tell both).")
    private @Nullable String data;

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description = "The column of a CSV file that holds the labels, unless the model knows it.")
    private @Nullable String target;

    @Mixin
    private Download download;

    private ExportCommand() {}

    /** Data to judge by, and to see activations on. */
    private record Judged(String description, Dataset test, List<Samples> calibration) {}

    @Override
    public Integer call() throws IOException {
        WeightFormat format = format();
        checkOut();
        if (data != null) {
            DataSource.checkForTable("--target", target != null, data);
        }
        boolean quantizing = isOnnx(out) && format == WeightFormat.INT8;
        if (quantizing && data == null) {
            throw new IllegalArgumentException(
                    "--weights int8 for an .onnx file needs --data, to see how large activations become");
        }
        Optional<Preprocessing> columns =
                isOnnx(file) ? Optional.empty() : TableModel.find(file).map(TableModel::preprocessing);
        if (target != null && columns.isPresent()) {
            DataSource.checkTarget(target, columns.get(), file);
        }
        Model before = model();
        String size = bytes(file); // now, since the result may take its place
        Optional<Judged> judged = data == null ? Optional.empty() : Optional.of(judged(data, columns));
        Model after = smaller(before);
        after.compileLike(before);
        Map<String, Double> scores = Map.of();
        if (quantizing) {
            QuantizedModel int8 =
                    after.quantize(judged.orElseThrow().calibration().toArray(Samples[]::new));
            int8.exportOnnx(out);
            scores = before.isCompiled() ? int8.evaluate(judged.orElseThrow().test()) : Map.of();
        } else if (isOnnx(out)) {
            after.exportOnnx(out, format);
        } else if (columns.isPresent()) {
            new TableModel(after, columns.get()).save(out, format);
        } else {
            after.save(out, format);
        }
        Model written = isOnnx(out) ? Model.importOnnx(out) : Model.load(out);
        if (isOnnx(out)) {
            written.compileLike(before);
        }
        if (!quantizing && judged.isPresent() && before.isCompiled()) {
            scores = written.evaluate(judged.get().test());
        }
        print(format, size, before, written, judged, scores);
        return 0;
    }

    private WeightFormat format() {
        for (WeightFormat format : WeightFormat.values()) {
            if (format.name().toLowerCase(Locale.ROOT).equals(weights)) {
                return format;
            }
        }
        throw new IllegalArgumentException("--weights is float32, float16, bfloat16 or int8, not " + weights);
    }

    private static boolean isOnnx(Path file) {
        return file.toString().endsWith(ONNX);
    }

    private void checkOut() {
        if (!isOnnx(out) && !out.toString().endsWith(KERAS)) {
            throw new IllegalArgumentException(out + ": a model can be exported to a .keras or an .onnx file");
        }
        OutputFile.check(out);
    }

    private Model model() {
        Model model;
        if (isOnnx(file)) {
            model = Model.importOnnx(file);
        } else {
            try {
                model = Model.load(file);
            } catch (IllegalArgumentException _) {
                model = Model.loadUncompiled(
                        file); // its loss or optimizer is not known; it can be exported all the same
            }
        }
        if (!model.isBuilt()) {
            throw new IllegalArgumentException(
                    file + " does not say what shape its input has; save it once it was fitted");
        }
        return model;
    }

    private Model smaller(Model model) {
        Model smaller = fold ? model.foldBatchNormalization() : model.copy();
        return share == null ? smaller : smaller.prune(share);
    }

    private Judged judged(String data, Optional<Preprocessing> columns) throws IOException {
        if (Answers.isCsv(Path.of(data)) && Files.exists(Path.of(data))) {
            Dataset rows = columns.isPresent()
                    ? columns.get().dataset(Table.read(Path.of(data)))
                    : CsvTable.read(Path.of(data)).dataset(column(data));
            return new Judged(data, rows, calibration(rows));
        }
        DataSource source = DataSource.of(data, Optional.empty(), TargetKind.GUESSED, List.of(), 0, download);
        return new Judged(source.description(), source.test(), calibration(source.train()));
    }

    private String column(String data) {
        return Optional.ofNullable(target)
                .orElseThrow(() -> new IllegalArgumentException(
                        "give --target, the column of " + data + " that holds the labels"));
    }

    private static List<Samples> calibration(Dataset data) {
        return data.slice(0, Math.min(data.size(), CALIBRATION_SAMPLES)).inputs();
    }

    private void print(
            WeightFormat format,
            String size,
            Model before,
            Model written,
            Optional<Judged> judged,
            Map<String, Double> scores)
            throws IOException {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "before", "after"));
        rows.add(List.of("bytes", size, bytes(out)));
        rows.add(List.of("weights", count(before), count(written)));
        rows.add(List.of("of them zero", zeros(before), zeros(written)));
        rows.add(List.of("one sample", Latency.of(before), Latency.of(written)));
        if (judged.isPresent() && before.isCompiled()) {
            before.evaluate(judged.get().test())
                    .forEach((name, value) ->
                            rows.add(List.of(name, number(value), number(scores.getOrDefault(name, Double.NaN)))));
        }
        PrintWriter print = spec.commandLine().getOut();
        print.println(Names.printable(file + " to " + out) + what(format));
        for (List<String> row : rows) {
            print.println(String.format(Locale.ROOT, "%-14s %14s %14s", row.toArray()));
        }
        judged.ifPresent(data -> print.println(
                before.isCompiled()
                        ? String.format(
                                Locale.ROOT,
                                "Judged by %s: %,d samples.",
                                Names.printable(data.description()),
                                data.test().size())
                        : file + " was saved without its loss, so its accuracy cannot be measured."));
        if (before.isCompiled()) {
            print.println(
                    Names.printable(out.toString()) + " is without the optimizer's state, which only training needs.");
        }
        if (format != WeightFormat.FLOAT32) {
            print.println("Times are Nacre's, which computes in float32 whatever the file holds.");
        }
        print.flush();
    }

    private String what(WeightFormat format) {
        List<String> done = new ArrayList<>();
        if (fold) {
            done.add("batch normalization folded");
        }
        if (share != null) {
            done.add(String.format(Locale.ROOT, "%.1f %% of each kernel pruned", 100 * share));
        }
        if (format != WeightFormat.FLOAT32) {
            done.add(format.name().toLowerCase(Locale.ROOT));
        }
        return done.isEmpty() ? "" : ": " + String.join(", ", done);
    }

    private static String bytes(Path file) throws IOException {
        return String.format(Locale.ROOT, "%,d", Files.size(file));
    }

    private static String count(Model model) {
        return String.format(Locale.ROOT, "%,d", model.countParams());
    }

    /** The share of zeros in the kernels. */
    private static String zeros(Model model) {
        double largest =
                model.sparsity().values().stream().mapToDouble(x -> x).max().orElse(0);
        double least =
                model.sparsity().values().stream().mapToDouble(x -> x).min().orElse(0);
        return largest - least < 0.0005
                ? String.format(Locale.ROOT, "%.1f %%", 100 * largest)
                : String.format(Locale.ROOT, "%.1f to %.1f %%", 100 * least, 100 * largest);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
