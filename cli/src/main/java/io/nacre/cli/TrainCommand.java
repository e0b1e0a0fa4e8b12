package io.nacre.cli;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.initializer.Initializers.heNormal;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.sgd;

import io.nacre.Fit;
import io.nacre.History;
import io.nacre.Sequential;
import io.nacre.callback.Callbacks;
import io.nacre.graph.Shape;
import io.nacre.layer.Input;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nacre train}: trains a classifier and saves it. */
@Command(
        name = "train",
        description = "Trains a deep network and saves it; without options on Fashion-MNIST.",
        sortOptions = false)
final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            defaultValue = "fashion-mnist",
            description = "fashion-mnist, a folder of IDX files, or a CSV file of numbers; default: ${DEFAULT-VALUE}.")
    private String data;

    @Option(names = "--target", paramLabel = "COLUMN", description = "The column of a CSV file that holds the labels.")
    private @Nullable String target;

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(names = "--batch-size", paramLabel = "N", description = "Samples a step; default: 32.")
    private @Nullable Integer batchSize;

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            defaultValue = "0.01",
            description = "Default: ${DEFAULT-VALUE}.")
    private double learningRate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description =
                    "Of first weights and shuffling; the same seed gives the same bits. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--threads", paramLabel = "N", description = "Default: one for each processor.")
    private @Nullable Integer threads;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "nacre-out",
            description = "Folder for model.keras and history.csv; default: ${DEFAULT-VALUE}.")
    private Path out;

    private TrainCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        Fit fit = Fit.epochs(epochs);
        if (batchSize != null) {
            fit = fit.withBatchSize(batchSize);
        }
        if (threads != null) {
            fit = fit.withThreads(threads);
            System.setProperty("nacre.threads", threads.toString());
        }
        OutputFolder folder = OutputFolder.of(out);
        DataSource source = DataSource.of(data, Optional.ofNullable(target));
        Sequential model = model(source);
        console.println("Data: " + source.description());
        console.println(counts(source));
        console.print(model.summary());
        console.flush();
        PrintStream progress = new PrintStream(new WriterStream(console), true, StandardCharsets.UTF_8);
        var terminalOrNull = System.console();
        boolean terminal = terminalOrNull != null && terminalOrNull.isTerminal();
        History history = model.fit(
                source.train(),
                fit.withValidation(source.valid()).withCallbacks(Callbacks.progressBar(progress, terminal)));
        Map<String, Double> test = model.evaluate(source.test());
        console.println(
                String.format(Locale.ROOT, "Test: loss %.4f, accuracy %.4f", test.get("loss"), test.get("accuracy")));
        model.save(folder.file("model.keras"));
        Files.writeString(folder.file("history.csv"), csv(history));
        console.println("Saved " + folder.file("model.keras") + " and " + folder.file("history.csv"));
        console.flush();
        return 0;
    }

    private Sequential model(DataSource source) {
        Shape sample = source.train().inputs().get(0).shape();
        Sequential model = Sequential.of(
                        new Input(sample),
                        flatten(),
                        dense(300, relu()).withKernelInitializer(heNormal()),
                        dense(100, relu()).withKernelInitializer(heNormal()),
                        dense(source.classes(), softmax()))
                .withSeed(seed);
        model.compile(sgd(learningRate).withMomentum(0.9).withNesterov(), sparseCategoricalCrossentropy(), accuracy());
        return model;
    }

    private static String counts(DataSource source) {
        return String.format(
                Locale.ROOT,
                "%,d samples to train on, %,d to validate, %,d to test; %d classes",
                source.train().size(),
                source.valid().size(),
                source.test().size(),
                source.classes());
    }

    private static String csv(History history) {
        StringBuilder csv = new StringBuilder("epoch");
        history.metrics().keySet().forEach(name -> csv.append(',').append(name));
        csv.append('\n');
        for (int i = 0; i < history.epochs().size(); i++) {
            csv.append(history.epochs().get(i));
            for (var values : history.metrics().values()) {
                csv.append(',').append(values.get(i));
            }
            csv.append('\n');
        }
        return csv.toString();
    }
}
