package io.nacre.data;

import io.nacre.graph.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * CIFAR-10: 60,000 colour photographs of 10 classes of animals and vehicles, 32 x 32 pixels, from 0 (dark) to 1.
 *
 * <pre>{@code
 * Cifar10 data = Cifar10.load();
 * data.train();    // 45,000 images of shape (32, 32, 3), red, green and blue; labels 0 to 9 of shape ()
 * data.valid();    // 5,000
 * data.test();     // 10,000
 * }</pre>
 *
 * <p>The last tenth of the 50,000 training images validates. Pixels are kept as bytes, in 184 MB, and divided by 255
 * when read.
 *
 * <p>The files are the six of the archive {@code cifar-10-binary.tar.gz}: {@code data_batch_1.bin} to
 * {@code data_batch_5.bin} and {@code test_batch.bin}, in which a row is one byte with the label and 3,072 with the
 * pixels, all red ones first, then all green, then all blue. They are neither part of this library nor downloaded.
 * {@link #load()} takes the first of {@link #places()} that has any of them: {@code cifar-10-batches-bin}, as the
 * archive unpacks, or {@code cifar-10}, in {@code $NACRE_DATA} or this itself if it is set; otherwise in {@code nacre}
 * in the cache folder ({@code $XDG_CACHE_HOME} or {@code ~/.cache}) or in {@code /usr/share/datasets}.
 *
 * <p>Source: A. Krizhevsky, <i>Learning Multiple Layers of Features from Tiny Images</i>, 2009.
 */
public final class Cifar10 {
    /** What the labels 0 to 9 mean. */
    public static final List<String> CLASS_NAMES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    private static final List<String> FOLDERS = List.of("cifar-10-batches-bin", "cifar-10");
    private static final String TEST = "test_batch.bin";
    private static final List<String> TRAIN = IntStream.rangeClosed(1, 5)
            .mapToObj(n -> "data_batch_" + n + ".bin")
            .toList();

    private static final int SIDE = 32;
    private static final int PLANES = 3;
    private static final int PIXELS = SIDE * SIDE;
    private static final int ROW = 1 + PLANES * PIXELS;
    private static final int VALID_SHARE = 10;

    private final String source;
    private final Dataset trainFull;
    private final Dataset test;

    private Cifar10(String source, Dataset trainFull, Dataset test) {
        this.source = source;
        this.trainFull = trainFull;
        this.test = test;
    }

    /**
     * The data from the first of {@link #places()} that has any of its files.
     *
     * @throws DataFileException if there is none; the message says where it was looked for. Or if a file is missing
     *     there, or damaged
     */
    public static Cifar10 load() {
        return find().orElseThrow(() -> {
            List<Path> places = places();
            return new DataFileException(
                    TEST,
                    "is not there, nor another file of CIFAR-10, in any of "
                            + String.join(
                                    ", ", places.stream().map(Path::toString).toList())
                            + "; unpack cifar-10-binary.tar.gz in one of them, or set NACRE_DATA to its folder");
        });
    }

    /**
     * The same, or nothing if no place has any of its files.
     *
     * @throws DataFileException if a place lacks some of the files, or one is damaged
     */
    public static Optional<Cifar10> find() {
        return find(places());
    }

    static Optional<Cifar10> find(List<Path> places) {
        return places.stream()
                .filter(folder -> Stream.concat(TRAIN.stream(), Stream.of(TEST))
                        .anyMatch(name -> Files.exists(folder.resolve(name))))
                .findFirst()
                .map(Cifar10::load);
    }

    /** The folders in which its files are looked for, in this order. */
    public static List<Path> places() {
        return places(System.getenv(), DataFolders.home(System.getenv()), DataFolders.SYSTEM);
    }

    static List<Path> places(Map<String, String> environment, Path home, Path system) {
        List<Path> folders = DataFolders.of(environment, home, system);
        List<Path> places = new ArrayList<>();
        folders.forEach(folder -> FOLDERS.forEach(name -> places.add(folder.resolve(name))));
        if (folders.size() == 1) {
            places.add(folders.getFirst());
        }
        return List.copyOf(places);
    }

    /**
     * The data in a folder with the six files, in which there may be fewer images than 10,000 each.
     *
     * @throws DataFileException if a file is missing, does not hold whole rows, or has a label above 9; or if the files
     *     to train with differ in length, or have fewer than 10 images together
     */
    public static Cifar10 load(Path folder) {
        Dataset trainFull = read(folder, TRAIN);
        Dataset test = read(folder, List.of(TEST));
        if (trainFull.size() < VALID_SHARE) {
            throw new DataFileException(
                    folder.toString(),
                    "holds " + trainFull.size() + " training images, but at least " + VALID_SHARE
                            + " are expected, of which one in " + VALID_SHARE + " validates");
        }
        String source = String.format(
                Locale.ROOT,
                "CIFAR-10, %,d training and %,d test images, from %s",
                trainFull.size(),
                test.size(),
                folder);
        return new Cifar10(source, trainFull, test);
    }

    private static Dataset read(Path folder, List<String> names) {
        List<byte[]> files =
                names.stream().map(name -> rows(folder.resolve(name))).toList();
        int rows = files.getFirst().length / ROW;
        byte[] pixels = new byte[files.size() * rows * PLANES * PIXELS];
        byte[] labels = new byte[files.size() * rows];
        for (int file = 0; file < files.size(); file++) {
            String name = folder.resolve(names.get(file)).toString();
            byte[] content = files.get(file);
            if (content.length != rows * ROW) {
                throw new DataFileException(
                        name,
                        "holds " + content.length / ROW + " images, but " + names.getFirst() + " holds " + rows
                                + "; all files to train with are of one length, so one of them is cut short");
            }
            for (int row = 0; row < rows; row++) {
                int image = file * rows + row;
                labels[image] = label(name, row, content[row * ROW]);
                interleave(content, row * ROW + 1, pixels, image * PLANES * PIXELS);
            }
        }
        return Dataset.of(
                ByteSamples.adopt(pixels, Shape.of(SIDE, SIDE, PLANES)).withScale(1 / 255.0),
                ByteSamples.adopt(labels, Shape.SCALAR));
    }

    private static byte[] rows(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            if (content.length == 0 || content.length % ROW != 0) {
                throw new DataFileException(
                        file.toString(),
                        "holds " + content.length + " bytes, which are not one or more whole rows of " + ROW
                                + " (a label and " + PLANES + " x " + SIDE + " x " + SIDE
                                + " pixels): it is cut short, or no binary file of CIFAR-10");
            }
            return content;
        } catch (NoSuchFileException e) {
            throw new DataFileException(
                    file.toString(), "does not exist, but is one of the six files of CIFAR-10's binary version", e);
        } catch (IOException e) {
            throw new DataFileException(file.toString(), "cannot be read: " + e, e);
        }
    }

    private static byte label(String file, int row, byte label) {
        if (label < 0 || label >= CLASS_NAMES.size()) {
            throw new DataFileException(
                    file,
                    "holds label " + Byte.toUnsignedInt(label) + " for image " + row
                            + ", but labels from 0 to 9 are expected");
        }
        return label;
    }

    /** From planes of one colour each to pixels of three colours. */
    private static void interleave(byte[] planes, int from, byte[] pixels, int to) {
        for (int plane = 0; plane < PLANES; plane++) {
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                pixels[to + pixel * PLANES + plane] = planes[from + plane * PIXELS + pixel];
            }
        }
    }

    /** A line for the user: where the images came from, and how many they are. */
    public String source() {
        return source;
    }

    /** All training images, 50,000: {@link #train} and {@link #valid}. */
    public Dataset trainFull() {
        return trainFull;
    }

    /** The images to train with, the first 45,000. */
    public Dataset train() {
        return trainFull.slice(0, trainFull.size() - trainFull.size() / VALID_SHARE);
    }

    /** The images to validate with, the last 5,000 of the training images. */
    public Dataset valid() {
        return trainFull.slice(trainFull.size() - trainFull.size() / VALID_SHARE, trainFull.size());
    }

    /** The images to test with, 10,000. */
    public Dataset test() {
        return test;
    }

    @Override
    public String toString() {
        return source;
    }
}
