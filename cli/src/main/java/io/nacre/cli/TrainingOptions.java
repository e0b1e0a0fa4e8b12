package io.nacre.cli;

import io.nacre.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands that train a model have in common: the data, and the model for it. */
final class TrainingOptions {
    private static final int MOST_THREADS = 1024;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            defaultValue = "fashion-mnist",
            description = "fashion-mnist, a folder of IDX files, or a CSV file with numbers, words and gaps; default:"
                    + " ${DEFAULT-VALUE}.")
    private String data;

    @Option(names = "--target", paramLabel = "COLUMN", description = "The column of a CSV file to predict.")
    private @Nullable String target;

    @Option(
            names = "--target-kind",
            paramLabel = "KIND",
            description = "classification or regression, what the target of a CSV file is for; default: what its cells"
                    + " look like.")
    private @Nullable String targetKind;

    @Option(
            names = "--ignore",
            paramLabel = "COLUMN",
            split = ",",
            description = "Columns of a CSV file to leave out, such as names and order numbers.")
    private List<String> ignored = List.of();

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

    @Mixin
    private RecipeOptions recipes;

    @Mixin
    private Download download;

    private TrainingOptions() {}

    OutputFolder folder() {
        return OutputFolder.of(out);
    }

    /**
     * Checks what was given before any data is read or downloaded.
     *
     * @throws IllegalArgumentException if something cannot be
     */
    void check() {
        if (batchSize != null && batchSize < 1) {
            throw new IllegalArgumentException("--batch-size takes a number of at least 1, not " + batchSize);
        }
        recipes.check();
        DataSource.checkForTable("--target", target != null, data);
        DataSource.checkForTable("--target-kind", targetKind != null, data);
        DataSource.checkForTable("--ignore", !ignored.isEmpty(), data);
    }

    DataSource source() throws IOException {
        TargetKind kind = targetKind == null ? TargetKind.GUESSED : TargetKind.of(targetKind);
        return DataSource.of(data, Optional.ofNullable(target), kind, ignored, seed, download);
    }

    OptionalInt batchSize() {
        return batchSize == null ? OptionalInt.empty() : OptionalInt.of(batchSize);
    }

    /** Lets all work be done by so many threads as were asked for. */
    OptionalInt useThreads() {
        if (threads == null) {
            return OptionalInt.empty();
        }
        checkThreads(threads);
        System.setProperty("nacre.threads", threads.toString());
        return OptionalInt.of(threads);
    }

    /** Each thread takes memory; more than processors help nobody, and this many are more than any machine has. */
    static void checkThreads(int threads) {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException(
                    "--threads takes a number from 1 to " + MOST_THREADS + ", not " + threads);
        }
    }

    /** The net that is trained, at its own rate. */
    Recipe recipe(DataSource source) {
        return recipes.recipe(source, seed);
    }

    RecipeOptions recipes() {
        return recipes;
    }
}
