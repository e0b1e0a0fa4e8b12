package io.nacre.cli;

import io.nacre.Fit;
import io.nacre.History;
import io.nacre.LearningRateFinder;
import io.nacre.Sequential;
import io.nacre.callback.Callbacks;
import io.nacre.callback.TerminateOnNan;
import io.nacre.diagnosis.Diagnosis;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nacre train}: trains a classifier and saves it. */
@Command(
        name = "train",
        description = "Trains a deep network and saves it, as model.keras, with history.csv; without options on"
                + " Fashion-MNIST.",
        sortOptions = false)
final class TrainCommand implements Callable<Integer> {
    private static final String FIND = "find";
    private static final double FIRST_RATE = 0.01;

    @Spec
    private CommandSpec spec;

    @Mixin
    private TrainingOptions options;

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            defaultValue = "0.01",
            description = "A number, or 'find' to have one found as nacre find-lr does; default: ${DEFAULT-VALUE}.")
    private String learningRate;

    @Option(
            names = "--diagnose",
            description = "Watch how signals and gradients pass through the layers, say what is wrong, and write"
                    + " diagnosis.csv.")
    private boolean diagnose;

    private TrainCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        Fit fit = Fit.epochs(epochs);
        OptionalInt batchSize = options.batchSize();
        if (batchSize.isPresent()) {
            fit = fit.withBatchSize(batchSize.getAsInt());
        }
        OptionalInt threads = options.useThreads();
        if (threads.isPresent()) {
            fit = fit.withThreads(threads.getAsInt());
        }
        OutputFolder folder = options.folder();
        DataSource source = options.source();
        console.print(TrainingOptions.describe(source));
        Sequential model = options.model(source, rate(source, console));
        console.print(model.summary());
        console.flush();
        PrintStream progress = new PrintStream(new WriterStream(console), true, StandardCharsets.UTF_8);
        var terminalOrNull = System.console();
        boolean terminal = terminalOrNull != null && terminalOrNull.isTerminal();
        TerminateOnNan terminate = Callbacks.terminateOnNan().withoutWarning();
        Diagnosis diagnosis = Diagnosis.of().withListener(finding -> console.println("\nDiagnosis: " + finding));
        fit = fit.withValidation(source.valid())
                .withCallbacks(
                        Callbacks.progressBar(progress, terminal),
                        Callbacks.csvLogger(folder.file("history.csv")),
                        terminate);
        History _ = model.fit(source.train(), diagnose ? fit.withCallbacks(diagnosis) : fit);
        if (diagnose) {
            new DiagnosisTable(diagnosis.snapshots()).write(folder.file("diagnosis.csv"));
            if (diagnosis.findings().isEmpty()) {
                console.println("Diagnosis: nothing stands out");
            }
        }
        if (terminate.cause().isPresent()) {
            throw new IllegalArgumentException(terminate.cause().get());
        }
        Map<String, Double> test = model.evaluate(source.test());
        console.println(
                String.format(Locale.ROOT, "Test: loss %.4f, accuracy %.4f", test.get("loss"), test.get("accuracy")));
        model.save(folder.file("model.keras"));
        console.println("Saved " + folder.file("model.keras") + " and " + folder.file("history.csv")
                + (diagnose ? " and " + folder.file("diagnosis.csv") : ""));
        console.flush();
        return 0;
    }

    private double rate(DataSource source, PrintWriter console) {
        if (!learningRate.equals(FIND)) {
            try {
                return Double.parseDouble(learningRate);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "--learning-rate takes a number or the word find, not '" + learningRate + "'", e);
            }
        }
        LearningRateFinder finder = LearningRateFinder.of();
        OptionalInt batchSize = options.batchSize();
        if (batchSize.isPresent()) {
            finder = finder.withBatchSize(batchSize.getAsInt());
        }
        double found = finder.find(options.model(source, FIRST_RATE), source.train())
                .suggestion()
                .orElseThrow(
                        () -> new IllegalArgumentException("no learning rate was found: the loss falls at none from "
                                + "1e-5 to 10; look at the data, and at nacre find-lr"));
        console.println(String.format(Locale.ROOT, "Learning rate found: %.2g", found));
        return found;
    }
}
