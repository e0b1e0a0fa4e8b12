package io.nacre.cli;

import io.nacre.Fit;
import io.nacre.History;
import io.nacre.Recipe;
import io.nacre.Sequential;
import io.nacre.TableModel;
import io.nacre.callback.Callbacks;
import io.nacre.callback.ProgressBar;
import io.nacre.callback.TerminateOnNan;
import io.nacre.diagnosis.Diagnosis;
import io.nacre.file.Names;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nacre train}: trains a model and saves it. */
@Command(
        name = "train",
        description = "Trains a deep network and saves it, as model.keras, with history.csv; without options on"
                + " Fashion-MNIST.",
        sortOptions = false)
final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private TrainingOptions options;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Default: 10 for images; for a table at most 100, and fewer when nothing more is learned.")
    private @Nullable Integer epochs;

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            description = "A number, or 'find' to have one found as nacre find-lr does; with 1cycle the highest one."
                    + " Default: the recipe's, 0.01 without one.")
    private @Nullable String learningRate;

    @Option(
            names = "--diagnose",
            description = "Watch how signals and gradients pass through the layers, say what is wrong, and write"
                    + " diagnosis.csv and a figure of the gradient flow.")
    private boolean diagnose;

    @Option(
            names = "--resume",
            description = "Go on with the run in the same folder that was interrupted or killed, given the same"
                    + " options: the model becomes the same, bit by bit, as if it had not been.")
    private boolean resume;

    private TrainCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        OptionalInt threads = options.useThreads();
        options.check();
        if (epochs != null && epochs < 1) {
            throw new IllegalArgumentException("--epochs takes a number of at least 1, not " + epochs);
        }
        RecipeOptions.checkRate(learningRate);
        OutputFolder folder = options.folder();
        RunFiles files = new RunFiles(folder);
        if (diagnose) {
            OutputFile.check(folder.file("diagnosis.csv"));
        }
        DataSource source = options.source();
        console.print(source.describe());
        RecipeOptions.Trainable trainable =
                options.recipes().withRate(recipe(source), learningRate, options.batchSize(), source);
        console.print(trainable.note());
        Recipe recipe = trainable.recipe();
        Sequential model = recipe.model(source.train());
        console.print(model.summary(Terminal.columnsToFill()));
        console.flush();
        OutputFile.checkRoom(folder.folder(), room(model), "the model and its backup");
        boolean resuming = resume && files.canResume();
        console.print(resumption(files, resuming));
        console.flush();
        files.begin(resuming);
        TerminateOnNan terminate = Callbacks.terminateOnNan().withoutWarning();
        Diagnosis diagnosis = Diagnosis.of().withListener(finding -> console.println("\nDiagnosis: " + finding));
        Fit fit = recipe.fitFor(source.train(), source.valid());
        fit = (threads.isPresent() ? fit.withThreads(threads.getAsInt()) : fit)
                .withCallbacks(progressBar(console), Callbacks.csvLogger(files.runningHistory()), terminate);
        try (Interruption interruption = Interruption.watch()) {
            Backups backups = new Backups(files.unfinished(), resuming, interruption::isRequested);
            fit = fit.withCallbacks(backups);
            History _ = model.fit(source.train(), diagnose ? fit.withCallbacks(diagnosis) : fit);
            if (terminate.cause().isPresent()) {
                throw new IllegalArgumentException(terminate.cause().get());
            }
            if (backups.isInterrupted()) {
                files.cutHistory(backups.epochs());
            }
            save(model, source, files);
            if (backups.isInterrupted()) {
                console.println("Interrupted after " + backups.epochs() + " of " + fit.epochs() + " epochs: saved "
                        + printable(files.model()) + " and " + printable(files.history())
                        + "; to go on, run nacre train --resume with the same options");
                console.flush();
                return Interruption.CODE;
            }
            files.clear();
        }
        List<Path> more = diagnose ? writeDiagnosis(diagnosis, folder) : List.of();
        if (diagnose && diagnosis.findings().isEmpty()) {
            console.println("Diagnosis: nothing stands out");
        }
        console.println(source.table().map(table -> table.judged(model)).orElseGet(() -> judged(model, source)));
        console.println("Saved "
                + Stream.concat(Stream.of(files.model(), files.history()), more.stream())
                        .map(TrainCommand::printable)
                        .collect(Collectors.joining(" and ")));
        console.flush();
        return 0;
    }

    /** What is said of runs before, if there is something to say. */
    private String resumption(RunFiles files, boolean resuming) {
        if (resume && !resuming) {
            return "There is no run to resume in " + printable(files.folder().folder()) + "; training begins anew\n";
        }
        return !resume && files.canResume()
                ? "The unfinished run in " + printable(files.folder().folder())
                        + " is given up; --resume would go on with it\n"
                : "";
    }

    private static String printable(Path file) {
        return Names.printable(file.toString());
    }

    /** Bytes for the model and a backup, each with the optimizer's state, as much as three times the weights. */
    private static long room(Sequential model) {
        return 2 * 3 * Float.BYTES * model.countParams() + (1 << 20);
    }

    private static ProgressBar progressBar(PrintWriter console) {
        PrintStream progress = new PrintStream(new WriterStream(console), true, StandardCharsets.UTF_8);
        return Terminal.find()
                .map(terminal -> ProgressBar.onTerminal(progress).withWidth(terminal::columns))
                .orElseGet(() -> ProgressBar.inLog(progress));
    }

    private static void save(Sequential model, DataSource source, RunFiles files) throws IOException {
        files.publish(file -> source.table()
                .ifPresentOrElse(
                        table -> new TableModel(model, table.preprocessing()).save(file), () -> model.save(file)));
        files.deleteDiagnosis();
    }

    private static List<Path> writeDiagnosis(Diagnosis diagnosis, OutputFolder folder) throws IOException {
        List<Path> written = new ArrayList<>(List.of(folder.file("diagnosis.csv")));
        new DiagnosisTable(diagnosis.snapshots()).write(written.getFirst());
        new GradientFlow(diagnosis.snapshots())
                .figure()
                .ifPresent(figure -> written.add(figure.saveFigure(folder.folder(), "gradient_flow_plot")));
        return written;
    }

    private Recipe recipe(DataSource source) {
        Recipe recipe = options.recipe(source);
        if (epochs != null) {
            recipe = recipe.withEpochs(epochs);
        }
        OptionalInt batchSize = options.batchSize();
        return batchSize.isPresent() ? recipe.withFit(recipe.fit().withBatchSize(batchSize.getAsInt())) : recipe;
    }

    private static String judged(Sequential model, DataSource source) {
        Map<String, Double> test = model.evaluate(source.test());
        return String.format(Locale.ROOT, "Test: loss %.4f, accuracy %.4f", test.get("loss"), test.get("accuracy"));
    }
}
