package io.nacre.cli;

import io.nacre.data.Dataset;
import io.nacre.data.FashionMnist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Data for training and evaluation, in three parts.
 *
 * @param description where it came from, for people
 * @param classes how many classes the labels name
 */
record DataSource(String description, Dataset train, Dataset valid, Dataset test, int classes) {
    private static final String FASHION_MNIST = "fashion-mnist";
    private static final double HELD_BACK = 0.1;

    /**
     * Finds data.
     *
     * @param data {@code fashion-mnist}, a folder with the four IDX files of MNIST's kind, or a CSV file of numbers
     * @param target for a CSV file, the column with the labels
     */
    static DataSource of(String data, Optional<String> target) throws IOException {
        if (data.equals(FASHION_MNIST)) {
            return images(FashionMnist.load());
        }
        Path path = Path.of(data);
        if (Files.isDirectory(path)) {
            return images(FashionMnist.load(path));
        }
        if (!Files.exists(path)) {
            throw new IllegalArgumentException("there is no data '" + data
                    + "': give fashion-mnist, a folder of IDX files, or a CSV file of numbers");
        }
        if (!data.endsWith(".csv")) {
            throw new IllegalArgumentException(
                    data + " is neither a folder of IDX files nor a .csv file, the kinds of data that can be read");
        }
        String column = target.orElseThrow(
                () -> new IllegalArgumentException("say with --target which column of " + data + " holds the labels"));
        return table(data, CsvTable.read(path).dataset(column));
    }

    private static DataSource images(FashionMnist images) {
        String what = images.isSample() ? images.source() + " (the full data was not found)" : images.source();
        return new DataSource(what, images.train(), images.valid(), images.test(), FashionMnist.CLASS_NAMES.size());
    }

    private static DataSource table(String name, Dataset all) {
        float[] labels = all.targets().get(0).tensor().values();
        int classes = 0;
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] < 0 || labels[row] != Math.rint(labels[row]) || labels[row] > 1_000_000) {
                throw new IllegalArgumentException("the label of row " + (row + 1) + " of " + name + " is "
                        + labels[row] + "; labels are whole numbers from 0");
            }
            classes = Math.max(classes, (int) labels[row] + 1);
        }
        if (classes < 2) {
            throw new IllegalArgumentException("all labels of " + name + " are 0; there must be at least two classes");
        }
        if (all.size() < 10) {
            throw new IllegalArgumentException(name + " has " + all.size()
                    + " rows; at least 10 are needed, of which a tenth is held back to validate and a tenth to test");
        }
        Dataset shuffled = all.shuffled(0);
        Dataset.Split test = shuffled.split(HELD_BACK);
        Dataset.Split valid = test.train().split(HELD_BACK);
        return new DataSource(name, valid.train(), valid.valid(), test.valid(), classes);
    }
}
