package io.nacre.cli;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.initializer.Initializers.heNormal;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.sgd;

import io.nacre.Sequential;
import io.nacre.graph.Shape;
import io.nacre.layer.Input;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands that train a model have in common: the data, and the model for it. */
final class TrainingOptions {
    @Option(
            names = "--data",
            paramLabel = "DATA",
            defaultValue = "fashion-mnist",
            description = "fashion-mnist, a folder of IDX files, or a CSV file of numbers; default: ${DEFAULT-VALUE}.")
    private String data;

    @Option(names = "--target", paramLabel = "COLUMN", description = "The column of a CSV file that holds the labels.")
    private @Nullable String target;

    @Option(names = "--batch-size", paramLabel = "N", description = "Samples a step; default: 32.")
    private @Nullable Integer batchSize;

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
            description = "Folder for what is written; default: ${DEFAULT-VALUE}.")
    private Path out;

    private TrainingOptions() {}

    OutputFolder folder() {
        return OutputFolder.of(out);
    }

    DataSource source() throws IOException {
        return DataSource.of(data, Optional.ofNullable(target));
    }

    OptionalInt batchSize() {
        return batchSize == null ? OptionalInt.empty() : OptionalInt.of(batchSize);
    }

    /** Lets all work be done by so many threads as were asked for. */
    OptionalInt useThreads() {
        if (threads == null) {
            return OptionalInt.empty();
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads);
        }
        System.setProperty("nacre.threads", threads.toString());
        return OptionalInt.of(threads);
    }

    /** A good default for the data. */
    Sequential model(DataSource source, double learningRate) {
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

    /** What the data is, in two lines. */
    static String describe(DataSource source) {
        return String.format(
                Locale.ROOT,
                "Data: %s%n%,d samples to train on, %,d to validate, %,d to test; %d classes%n",
                source.description(),
                source.train().size(),
                source.valid().size(),
                source.test().size(),
                source.classes());
    }
}
