package io.nacre;

import io.nacre.file.KerasFile;
import io.nacre.file.SavedModel;
import io.nacre.file.SavedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder from which a run goes on: a model file, and {@code position.json}, which names it. The position is written
 * last, and replaced in one step; so at every moment it names a model file that is whole.
 */
record Backup(Path folder) {
    private static final String POSITION = "position.json";
    private static final String PREFIX = "step-";
    private static final String SUFFIX = ".keras";

    boolean exists() {
        return Files.exists(folder.resolve(POSITION));
    }

    /** Saves a model with its position, and then deletes the model files of earlier positions. */
    void write(
            Model model,
            Compiled compiled,
            Map<String, Long> fingerprint,
            int epoch,
            int batch,
            Means means,
            Map<Integer, Map<String, Double>> history) {
        SavedRun run = new SavedRun(
                PREFIX + compiled.iterations() + SUFFIX,
                fingerprint,
                epoch,
                batch,
                means.samples(),
                means.sums(),
                compiled.rate().isPresent() ? Optional.of(compiled.rate().getAsDouble()) : Optional.empty(),
                compiled.hyperparameters(),
                history);
        try {
            Path made = Files.createDirectories(folder);
            model.save(made.resolve(run.model()));
            run.write(made.resolve(POSITION));
            for (Path file : models()) {
                if (!file.endsWith(run.model())) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the backup in " + folder + " cannot be written: " + e.getMessage(), e);
        }
    }

    SavedRun position() {
        return SavedRun.read(folder.resolve(POSITION));
    }

    SavedModel model(SavedRun run) {
        return KerasFile.read(folder.resolve(run.model()));
    }

    void delete() {
        try {
            Files.deleteIfExists(folder.resolve(POSITION));
            for (Path file : models()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the backup in " + folder + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    private List<Path> models() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
                    })
                    .toList();
        }
    }
}
