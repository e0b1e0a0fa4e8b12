package io.nacre.cli;

import io.nacre.Model;
import io.nacre.MonteCarlo;
import io.nacre.TableModel;
import io.nacre.Uncertainty;
import io.nacre.data.Dataset;
import io.nacre.data.Npy;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.graph.Shape;
import io.nacre.table.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nacre predict}: a saved model's answers. */
@Command(name = "predict", description = "Lets a saved model answer for each sample of a file.")
final class PredictCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "A .keras file, or a legacy .h5 file.")
    private Path file;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            required = true,
            description =
                    "Samples: a .npy file of shape (n, ...), or a .csv file with a header line: raw rows for a model"
                        + " of a table, else numbers. For a model with several inputs once for each, in the order in"
                        + " which summary shows them.")
    private List<Path> inputs;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where the answers go: a .npy or a .csv file; default: standard output, as CSV. A .csv file"
                    + " holds the answers of all outputs; .npy files are given once for each.")
    private List<Path> outputs = List.of();

    @Option(
            names = "--mc-samples",
            paramLabel = "N",
            description =
                    "Answer so often with dropout at work (Monte Carlo dropout), and give mean, deviation, entropy and"
                        + " mutual information; 100 is usual. A .npy file holds the mean, a second one the deviation.")
    private @Nullable Integer passes;

    private PredictCommand() {}

    @Override
    public Integer call() throws IOException {
        outputs.forEach(PredictCommand::checkWritable);
        Optional<TableModel> table = TableModel.find(file);
        Model model = table.map(TableModel::model).orElseGet(() -> Model.loadUncompiled(file));
        checkCounts(model);
        if (table.isPresent() && Answers.isCsv(inputs.getFirst())) {
            rows(table.get(), Table.read(inputs.getFirst()));
            return 0;
        }
        List<Samples> samples = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            samples.add(Samples.of(fitted(model, i, samples(inputs.get(i)), inputs.get(i))));
        }
        Answers answers = answers(model, samples);
        show(answers);
        return 0;
    }

    /** Answers to rows as they stand in a table. */
    private void rows(TableModel model, Table table) throws IOException {
        boolean numbers = !outputs.isEmpty() && Answers.isNpy(outputs.getFirst());
        if (passes != null) {
            Uncertainty answer = MonteCarlo.of(passes)
                    .predict(model.model(), Samples.of(model.preprocessing().inputs(table)));
            show(Answers.of(answer).of(model.preprocessing().target()));
        } else if (numbers) {
            show(new Answers(List.of(model.preprocessing().target().name()), List.of(model.predict(table))));
        } else if (outputs.isEmpty()) {
            print(TableAnswers.of(model, table).csv());
        } else {
            OutputFile.write(outputs.getFirst(), TableAnswers.of(model, table).csv());
        }
    }

    private void show(Answers answers) {
        if (outputs.isEmpty()) {
            print(answers.csv());
        } else {
            answers.write(outputs);
        }
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }

    private Answers answers(Model model, List<Samples> samples) {
        if (passes == null) {
            return Answers.of(model, model.predictAll(Dataset.ofInputs(samples.toArray(Samples[]::new))));
        }
        if (samples.size() != 1) {
            throw new IllegalArgumentException(
                    "--mc-samples is for models with one input, but " + file + " has " + samples.size());
        }
        return Answers.of(MonteCarlo.of(passes).predict(model, samples.getFirst()));
    }

    private static void checkWritable(Path output) {
        if (!Answers.isNpy(output) && !Answers.isCsv(output)) {
            throw new IllegalArgumentException(output + ": answers can be written to a .npy or a .csv file");
        }
        OutputFile.check(output);
    }

    private void checkCounts(Model model) {
        int wanted = model.isBuilt() ? model.inputNames().size() : 1;
        if (inputs.size() != wanted) {
            throw new IllegalArgumentException(
                    file + " takes " + wanted + (wanted == 1 ? " input (" : " inputs (") + named(model)
                            + "), but was given " + inputs.size() + "; give --input for each of them, in this order");
        }
        List<String> answers = model.outputNames();
        if (passes != null) {
            checkPasses(answers.size());
            return;
        }
        boolean one = outputs.size() == 1 && Answers.isCsv(outputs.getFirst());
        boolean each = outputs.size() == answers.size() && outputs.stream().allMatch(Answers::isNpy);
        if (!outputs.isEmpty() && !one && !each) {
            throw new IllegalArgumentException(file + " gives " + answers.size() + " outputs ("
                    + String.join(", ", answers) + "), but " + outputs.size()
                    + " files were given for them; give one .csv file for all, or --output with a .npy file for each,"
                    + " in this order");
        }
    }

    private void checkPasses(int answers) {
        if (answers != 1) {
            throw new IllegalArgumentException(
                    "--mc-samples is for models with one output, but " + file + " has " + answers);
        }
        boolean csv = outputs.size() == 1 && Answers.isCsv(outputs.getFirst());
        if (!csv && (outputs.size() > 2 || !outputs.stream().allMatch(Answers::isNpy))) {
            throw new IllegalArgumentException("with --mc-samples give one .csv file for all, or one .npy file for the"
                    + " mean and another for the deviation");
        }
    }

    private static String named(Model model) {
        List<String> names = model.inputNames();
        return model.isBuilt()
                ? IntStream.range(0, names.size())
                        .mapToObj(i -> names.get(i) + " of shape "
                                + model.inputShapes().get(i))
                        .collect(Collectors.joining(", "))
                : String.join(", ", names);
    }

    private static Tensor samples(Path input) throws IOException {
        if (Answers.isNpy(input)) {
            return Npy.read(input);
        }
        if (Answers.isCsv(input)) {
            return CsvTable.read(input).tensor();
        }
        throw new IllegalArgumentException(input + " is neither a .npy nor a .csv file, the kinds that can be read");
    }

    /** Rows of a table in the shape of a sample, where the numbers are as many. */
    private static Tensor fitted(Model model, int index, Tensor samples, Path input) {
        if (samples.shape().rank() == 0) {
            throw new IllegalArgumentException(input + " holds a single number, not samples");
        }
        Shape wanted = model.isBuilt() ? model.inputShapes().get(index) : Shape.SCALAR;
        boolean rows = samples.shape().rank() == 2 && Answers.isCsv(input) && samples.size(1) == wanted.count();
        if (!rows || !model.isBuilt()) {
            return samples;
        }
        int[] sizes = IntStream.concat(IntStream.of(samples.size(0)), IntStream.of(wanted.sizes()))
                .toArray();
        return samples.reshape(sizes);
    }
}
