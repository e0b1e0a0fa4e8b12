package io.nacre.cli;

import io.nacre.TableModel;
import io.nacre.Task;
import io.nacre.data.Dataset;
import io.nacre.data.FashionMnist;
import io.nacre.file.Names;
import io.nacre.table.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Data for training and evaluation, in three parts.
 *
 * @param description where it came from, for people
 * @param task what a model of it is for
 * @param table the rows, if it is a table
 */
record DataSource(
        String description, Dataset train, Dataset valid, Dataset test, Task task, Optional<TableData> table) {
    private static final String FASHION_MNIST = "fashion-mnist";

    /**
     * Finds data.
     *
     * @param data {@code fashion-mnist}, a folder with the four IDX files of MNIST's kind, or a CSV file
     * @param target for a CSV file, the column to predict
     * @param kind what that column is taken for
     * @param ignored columns of a CSV file that are left out
     * @param seed draws the rows that are held back
     * @param download gets Fashion-MNIST where it is missing
     */
    static DataSource of(
            String data, Optional<String> target, TargetKind kind, List<String> ignored, long seed, Download download)
            throws IOException {
        if (data.equals(FASHION_MNIST)) {
            return images(download.fashionMnist());
        }
        Path path = Path.of(data);
        if (Files.isDirectory(path)) {
            return images(FashionMnist.load(path));
        }
        if (!Files.exists(path)) {
            throw new IllegalArgumentException(
                    "there is no data '" + data + "': give fashion-mnist, a folder of IDX files, or a CSV file");
        }
        if (!Answers.isCsv(path)) {
            throw new IllegalArgumentException(
                    data + " is neither a folder of IDX files nor a .csv file, the kinds of data that can be read");
        }
        String column = target.orElseThrow(
                () -> new IllegalArgumentException("give --target, the column of " + data + " to predict"));
        return table(data, TableData.read(path, column, kind, ignored, seed));
    }

    /**
     * Checks that an option for the columns of a CSV file is not given with images.
     *
     * @throws IllegalArgumentException if it is
     */
    static void checkForTable(String option, boolean given, String data) {
        if (given && (data.equals(FASHION_MNIST) || Files.isDirectory(Path.of(data)))) {
            throw new IllegalArgumentException(option + " is for the columns of a CSV file, but --data is " + data
                    + ", which has images; give the CSV file with --data");
        }
    }

    /**
     * Checks that a target that was given is that of the model.
     *
     * @throws IllegalArgumentException if not
     */
    static void checkTarget(@Nullable String target, Preprocessing columns, Path model) {
        String own = columns.target().name();
        if (target != null && !target.equals(own)) {
            throw new IllegalArgumentException(
                    model + " predicts the column '" + own + "', not '" + target + "'; leave --target out");
        }
    }

    private static DataSource images(FashionMnist images) {
        String what = images.isSample() ? images.source() + " (the full data was not found)" : images.source();
        return new DataSource(
                what,
                images.train(),
                images.valid(),
                images.test(),
                Task.classification(FashionMnist.CLASS_NAMES.size()),
                Optional.empty());
    }

    private static DataSource table(String name, TableData table) {
        Preprocessing preprocessing = table.preprocessing();
        return new DataSource(
                name,
                preprocessing.dataset(table.split().train()),
                preprocessing.dataset(table.split().valid()),
                preprocessing.dataset(table.split().test()),
                TableModel.task(preprocessing.target()),
                Optional.of(table));
    }

    /** What it is, in some lines. */
    String describe() {
        String kind = task instanceof Task.Classification(int classes) ? "; " + classes + " classes" : "";
        return String.format(
                        Locale.ROOT,
                        "Data: %s%n%,d samples to train on, %,d to validate, %,d to test%s%n",
                        Names.printable(description),
                        train.size(),
                        valid.size(),
                        test.size(),
                        kind)
                + table.map(TableData::describe).orElse("");
    }
}
