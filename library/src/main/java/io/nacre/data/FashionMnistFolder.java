package io.nacre.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the files of Fashion-MNIST lie on this machine. */
final class FashionMnistFolder {
    static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
    static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
    static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

    private static final String NAME = "fashion-mnist";
    private static final List<String> FILES = List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS);

    private FashionMnistFolder() {}

    /**
     * The first of {@code $NACRE_DATA}, the cache folder and the system's folder that has any of the files: it is then
     * for the reader to complain about those that are missing. If {@code $NACRE_DATA} is set, it is used whatever it
     * has.
     */
    static Optional<Path> find(Map<String, String> environment, Path home, Path system) {
        String chosen = environment.getOrDefault("NACRE_DATA", "");
        if (!chosen.isEmpty()) {
            Path below = Path.of(chosen, NAME);
            return Optional.of(Files.isDirectory(below) ? below : Path.of(chosen));
        }
        return DataFolders.of(environment, home, system).stream()
                .map(folder -> folder.resolve(NAME))
                .filter(folder -> FILES.stream().anyMatch(name -> Files.exists(file(folder, name))))
                .findFirst();
    }

    /** The file of that name in a folder, compressed if it is there compressed or not at all. */
    static Path file(Path folder, String name) {
        Path plain = folder.resolve(name);
        Path compressed = folder.resolve(name + ".gz");
        return Files.exists(plain) && !Files.exists(compressed) ? plain : compressed;
    }
}
