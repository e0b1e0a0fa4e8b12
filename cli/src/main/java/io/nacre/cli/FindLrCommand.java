package io.nacre.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.nacre.LearningRateCurve;
import io.nacre.LearningRateFinder;
import io.nacre.file.Names;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nacre find-lr}: finds a learning rate for the model that {@code nacre train} trains. */
@Command(
        name = "find-lr",
        description =
                "Finds a learning rate for the model that train would train: it trains for some steps with a rate that"
                        + " grows, shows the losses, and suggests a rate.",
        sortOptions = false)
final class FindLrCommand implements Callable<Integer> {
    private static final int ROWS = 20;
    private static final int WIDTH = 50;

    /** Columns before a bar. */
    private static final int FIGURES = 26;

    @Spec
    private CommandSpec spec;

    @Mixin
    private TrainingOptions options;

    @Option(
            names = "--min-rate",
            paramLabel = "X",
            defaultValue = "1e-5",
            description = "Of the first step; default: ${DEFAULT-VALUE}.")
    private double minRate;

    @Option(
            names = "--max-rate",
            paramLabel = "X",
            defaultValue = "10",
            description = "Of the last step; default: ${DEFAULT-VALUE}.")
    private double maxRate;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "200", description = "Default: ${DEFAULT-VALUE}.")
    private int steps;

    private FindLrCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        LearningRateFinder finder =
                LearningRateFinder.of().withRates(minRate, maxRate).withIterations(steps);
        OptionalInt batchSize = options.batchSize();
        if (batchSize.isPresent()) {
            finder = finder.withBatchSize(batchSize.getAsInt());
        }
        OptionalInt _ = options.useThreads();
        options.check();
        Path file = options.folder().file("find-lr.csv");
        OutputFile.check(file);
        DataSource source = options.source();
        console.print(source.describe());
        console.flush();
        LearningRateCurve curve =
                finder.find(options.recipe(source).withLearningRate(minRate).model(source.train()), source.train());
        draw(curve, console, Terminal.columnsToFill());
        save(curve, file);
        OptionalDouble suggestion = curve.suggestion();
        console.println(
                suggestion.isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "Suggested learning rate: %.2g, a tenth of that at which the loss begins to climb",
                                suggestion.getAsDouble())
                        : "No rate to suggest: the loss falls nowhere. Look at the data, or try other rates.");
        console.println("Saved all steps to " + Names.printable(file.toString()));
        console.flush();
        return 0;
    }

    /** The smoothed losses as bars, at some of the rates. */
    private static void draw(LearningRateCurve curve, PrintWriter console, int columns) {
        int width = Math.clamp(columns - FIGURES - 1L, 1, WIDTH);
        List<Double> smoothed = curve.smoothedLosses();
        double most = Collections.max(smoothed);
        console.println("Learning rate       Loss");
        int rows = Math.min(ROWS, smoothed.size());
        for (int row = 0; row < rows; row++) {
            int step = rows == 1 ? 0 : row * (smoothed.size() - 1) / (rows - 1);
            double share = most > 0 ? Math.max(0, smoothed.get(step) / most) : 0;
            console.println(String.format(
                    Locale.ROOT, "%13.2e %10.4g  %s", curve.rates().get(step), smoothed.get(step), "█".repeat((int)
                                    Math.round(share * width))));
        }
    }

    private static void save(LearningRateCurve curve, Path file) throws IOException {
        List<Double> smoothed = curve.smoothedLosses();
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            CsvWriter _ = csv.writeRecord("step", "learning_rate", "loss", "smoothed_loss");
            for (int i = 0; i < smoothed.size(); i++) {
                CsvWriter _ = csv.writeRecord(
                        Integer.toString(i),
                        curve.rates().get(i).toString(),
                        curve.losses().get(i).toString(),
                        smoothed.get(i).toString());
            }
        }
        OutputFile.write(file, text.toString());
    }
}
