package io.nacre.data;

import io.nacre.graph.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Fashion-MNIST: 70,000 pictures of clothes in 10 classes, 28 x 28 pixels from 0 (background) to 1.
 *
 * <pre>{@code
 * FashionMnist data = FashionMnist.load();
 * data.source();   // where it came from, and whether it is the sample only
 * data.train();    // 55,000 images of shape (28, 28), labels 0 to 9 of shape ()
 * data.valid();    // 5,000
 * data.test();     // 10,000
 * }</pre>
 *
 * <p>The last twelfth of the 60,000 training images validates. Pixels are kept as bytes, in 55 MB, and divided by 255
 * when read.
 *
 * <p>{@link #load()} takes the first of
 *
 * <ol>
 *   <li>{@code $NACRE_DATA}, or {@code fashion-mnist} in it; if this is set, the files must be there;
 *   <li>{@code nacre/fashion-mnist} in the cache folder, {@code $XDG_CACHE_HOME} or {@code ~/.cache};
 *   <li>{@code /usr/share/datasets/fashion-mnist}, of Debian's package {@code dataset-fashion-mnist};
 *   <li>the sample inside this library: the first 3,000 training and the first 500 test images. {@link #isSample}
 *       tells, and a program should tell its user: accuracies are lower, and hard to compare with published ones.
 * </ol>
 *
 * A place with damaged files, or with only some of them, is an error. Nothing is downloaded; the project's script
 * {@code data/fetch-fashion-mnist} does that.
 *
 * <p>Source: H. Xiao, K. Rasul, R. Vollgraf, <i>Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning
 * Algorithms</i>, 2017. Images copyright Zalando SE, under the MIT licence.
 */
public final class FashionMnist {
    /** What the labels 0 to 9 mean. */
    public static final List<String> CLASS_NAMES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private static final Shape IMAGE = Shape.of(28, 28);
    private static final int VALID_SHARE = 12;
    private static final List<Integer> CLASSES_A = List.of(1, 3, 4, 5, 6, 7, 8, 9);
    private static final List<Integer> CLASSES_B = List.of(0, 2);
    private static final int TRAIN_B = 200;

    private final String source;
    private final boolean sample;
    private final Dataset trainFull;
    private final Dataset test;

    private FashionMnist(String source, boolean sample, Dataset trainFull, Dataset test) {
        this.source = source;
        this.sample = sample;
        this.trainFull = trainFull;
        this.test = test;
    }

    /**
     * A task cut out of Fashion-MNIST.
     *
     * @param classNames what its labels, from 0 on, mean
     * @param train to learn from
     * @param valid to choose by
     * @param test to judge by
     */
    public record Task(List<String> classNames, Dataset train, Dataset valid, Dataset test) {
        /** Copies the names. */
        public Task {
            classNames = List.copyOf(classNames);
        }
    }

    /**
     * The data from the first of the places above.
     *
     * @throws DataFileException if that place lacks a file, or one is damaged
     */
    public static FashionMnist load() {
        return load(System.getenv(), DataFolders.home(System.getenv()), DataFolders.SYSTEM);
    }

    static FashionMnist load(Map<String, String> environment, Path home, Path system) {
        return FashionMnistFolder.find(environment, home, system)
                .map(FashionMnist::load)
                .orElseGet(FashionMnist::sample);
    }

    /**
     * The data in a folder: the four files under their official names, compressed or not. Other images of the same
     * format do too, as MNIST's, and any number of them from 12 on.
     *
     * @throws DataFileException if a file is missing, damaged, or does not hold 28 x 28 images or labels 0 to 9
     */
    public static FashionMnist load(Path folder) {
        return read(
                folder.toString(),
                false,
                name -> FashionMnistFolder.file(folder, name).toString(),
                file -> Idx.readBytes(Path.of(file)));
    }

    /** The sample inside this library: the first 3,000 training and the first 500 test images. */
    public static FashionMnist sample() {
        return read("Nacre's jar", true, name -> "fashion-mnist/" + name + ".gz", FashionMnist::resource);
    }

    /** A line for the user: where the images came from, how many they are, and whether they are the sample only. */
    public String source() {
        return source;
    }

    /** Whether this is the sample inside the library, not the whole. */
    public boolean isSample() {
        return sample;
    }

    /** All training images, 60,000: {@link #train} and {@link #valid}. */
    public Dataset trainFull() {
        return trainFull;
    }

    /** The images to train with, the first 55,000. */
    public Dataset train() {
        return trainFull.slice(0, trainFull.size() - validSize());
    }

    /** The images to validate with, the last 5,000 of the training images. */
    public Dataset valid() {
        return trainFull.slice(trainFull.size() - validSize(), trainFull.size());
    }

    /** The images to test with, 10,000. */
    public Dataset test() {
        return test;
    }

    /**
     * The large task from which to transfer: the 8 classes other than T-shirts and pullovers, as labels 0 to 7 in their
     * old order. 44,011 images to train with, 3,989 to validate, 8,000 to test.
     *
     * @throws IllegalArgumentException if the data is not Fashion-MNIST's own and has none of these classes
     */
    public Task taskA() {
        return task(CLASSES_A, train().size());
    }

    /**
     * The small task to transfer to: T-shirts (label 0) or pullovers (label 1). Only the first 200 images to train
     * with, 1,011 to validate, 2,000 to test.
     *
     * @throws IllegalArgumentException if the data is not Fashion-MNIST's own and has none of these classes
     */
    public Task taskB() {
        return task(CLASSES_B, TRAIN_B);
    }

    @Override
    public String toString() {
        return source;
    }

    private int validSize() {
        return trainFull.size() / VALID_SHARE;
    }

    private Task task(List<Integer> classes, int trainLimit) {
        return new Task(
                names(classes),
                only(train(), classes, trainLimit),
                only(valid(), classes, Integer.MAX_VALUE),
                only(test, classes, Integer.MAX_VALUE));
    }

    private static List<String> names(List<Integer> classes) {
        return classes.stream().map(CLASS_NAMES::get).toList();
    }

    /** The first images of these classes, which become labels 0, 1 and so on. */
    private static Dataset only(Dataset part, List<Integer> classes, int limit) {
        float[] labels = part.targets().getFirst().tensor().values();
        int[] rows = IntStream.range(0, labels.length)
                .filter(row -> classes.contains((int) labels[row]))
                .limit(limit)
                .toArray();
        if (rows.length == 0) {
            throw new IllegalArgumentException("there is no image of " + String.join(", ", names(classes))
                    + " among these " + part.size() + ", so the task cannot be cut out");
        }
        int[] renumbered = Arrays.stream(rows)
                .map(row -> classes.indexOf((int) labels[row]))
                .toArray();
        return Dataset.of(part.inputs().getFirst().select(rows), Samples.labels(renumbered));
    }

    /** Reads the test images on another thread meanwhile: on two processors that makes 218 of 245 ms. */
    private static FashionMnist read(
            String place, boolean sample, UnaryOperator<String> files, Function<String, ByteSamples> reader) {
        ForkJoinTask<Dataset> testRead = ForkJoinPool.commonPool()
                .submit(() -> read(
                        files.apply(FashionMnistFolder.TEST_IMAGES),
                        files.apply(FashionMnistFolder.TEST_LABELS),
                        reader));
        Dataset trainFull;
        try {
            trainFull = read(
                    files.apply(FashionMnistFolder.TRAIN_IMAGES), files.apply(FashionMnistFolder.TRAIN_LABELS), reader);
        } finally {
            testRead.quietlyJoin();
        }
        Dataset test = testRead.join();
        if (trainFull.size() < VALID_SHARE) {
            throw new DataFileException(
                    place,
                    "holds " + trainFull.size() + " training images, but at least " + VALID_SHARE
                            + " are expected, of which one in " + VALID_SHARE + " validates");
        }
        String source = String.format(
                Locale.ROOT,
                "Fashion-MNIST, %s%,d training and %,d test images, from %s%s",
                sample ? "only a sample: " : "",
                trainFull.size(),
                test.size(),
                place,
                sample ? " (for all 70,000 run data/fetch-fashion-mnist, or set NACRE_DATA to their folder)" : "");
        return new FashionMnist(source, sample, trainFull, test);
    }

    private static Dataset read(String images, String labels, Function<String, ByteSamples> reader) {
        ByteSamples x = reader.apply(images);
        ByteSamples y = reader.apply(labels);
        if (!x.shape().equals(IMAGE)) {
            throw new DataFileException(
                    images, "holds samples of shape " + x.shape() + ", but images of shape " + IMAGE + " are expected");
        }
        if (!y.shape().equals(Shape.SCALAR) || y.count() != x.count()) {
            throw new DataFileException(
                    labels,
                    "holds " + y.count() + " samples of shape " + y.shape() + ", but one label for each of the "
                            + x.count() + " images in " + images + " is expected");
        }
        byte[] classes = y.bytes();
        for (int row = 0; row < classes.length; row++) {
            if (classes[row] < 0 || classes[row] >= CLASS_NAMES.size()) {
                throw new DataFileException(
                        labels,
                        "holds label " + Byte.toUnsignedInt(classes[row]) + " for image " + row
                                + ", but labels from 0 to 9 are expected");
            }
        }
        return Dataset.of(x.withScale(1 / 255.0), y);
    }

    private static ByteSamples resource(String file) {
        try (InputStream stream = FashionMnist.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new DataFileException(file, "is missing in Nacre's jar");
            }
            return Idx.readBytes(file, stream.readAllBytes());
        } catch (IOException e) {
            throw new DataFileException(file, "cannot be read from Nacre's jar: " + e, e);
        }
    }
}
