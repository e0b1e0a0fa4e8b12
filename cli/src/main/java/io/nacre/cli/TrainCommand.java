package io.nacre.cli;

import io.nacre.Fit;
import io.nacre.History;
import io.nacre.Recipe;
import io.nacre.Sequential;
import io.nacre.TableModel;
import io.nacre.callback.Callbacks;
import io.nacre.callback.TerminateOnNan;
import io.nacre.diagnosis.Diagnosis;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
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

    private TrainCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        OptionalInt threads = options.useThreads();
        OutputFolder folder = options.folder();
        DataSource source = options.source();
        console.print(source.describe());
        RecipeOptions.Trainable trainable =
                options.recipes().withRate(recipe(source), learningRate, options.batchSize(), source);
        console.print(trainable.note());
        Recipe recipe = trainable.recipe();
        Sequential model = recipe.model(source.train());
        console.print(model.summary());
        console.flush();
        PrintStream progress = new PrintStream(new WriterStream(console), true, StandardCharsets.UTF_8);
        var terminalOrNull = System.console();
        boolean terminal = terminalOrNull != null && terminalOrNull.isTerminal();
        TerminateOnNan terminate = Callbacks.terminateOnNan().withoutWarning();
        Diagnosis diagnosis = Diagnosis.of().withListener(finding -> console.println("\nDiagnosis: " + finding));
        Fit fit = recipe.fitFor(source.train(), source.valid());
        fit = (threads.isPresent() ? fit.withThreads(threads.getAsInt()) : fit)
                .withCallbacks(
                        Callbacks.progressBar(progress, terminal),
                        Callbacks.csvLogger(folder.file("history.csv")),
                        terminate);
        History _ = model.fit(source.train(), diagnose ? fit.withCallbacks(diagnosis) : fit);
        Optional<Path> flow = Optional.empty();
        if (diagnose) {
            new DiagnosisTable(diagnosis.snapshots()).write(folder.file("diagnosis.csv"));
            flow = new GradientFlow(diagnosis.snapshots())
                    .figure()
                    .map(figure -> figure.saveFigure(folder.folder(), "gradient_flow_plot"));
            if (diagnosis.findings().isEmpty()) {
                console.println("Diagnosis: nothing stands out");
            }
        }
        if (terminate.cause().isPresent()) {
            throw new IllegalArgumentException(terminate.cause().get());
        }
        Path file = folder.file("model.keras");
        console.println(source.table().map(table -> table.judged(model)).orElseGet(() -> judged(model, source)));
        source.table()
                .ifPresentOrElse(
                        table -> new TableModel(model, table.preprocessing()).save(file), () -> model.save(file));
        console.println("Saved " + file + " and " + folder.file("history.csv")
                + (diagnose ? " and " + folder.file("diagnosis.csv") : "")
                + flow.map(figure -> " and " + figure).orElse(""));
        console.flush();
        return 0;
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
