package io.nacre;

import io.nacre.callback.Callback;
import io.nacre.callback.CallbackState;
import io.nacre.callback.Training;
import io.nacre.file.KerasFile;
import io.nacre.file.SavedCallback;
import io.nacre.file.SavedModel;
import io.nacre.file.SavedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder from which a run goes on: a model file, files of weights that callbacks hold, and {@code position.json}, which
 * names them. The position is written last, and replaced in one step; so at every moment it names files that are whole.
 */
record Backup(Path folder) {
    private static final String POSITION = "position.json";
    private static final String PREFIX = "step-";
    private static final String SUFFIX = ".keras";
    private static final String HELD_SUFFIX = ".weights.h5";

    /** What tells a run from another one. */
    static Map<String, Long> fingerprint(Model model, long samples, long batchSize) {
        return new TreeMap<>(Map.of(
                "samples", samples, "batch_size", batchSize, "seed", model.seed(), "weights", model.countParams()));
    }

    boolean exists() {
        return Files.exists(folder.resolve(POSITION));
    }

    /** Saves a model with its position, and then deletes the model files of earlier positions. */
    void write(
            Model model,
            Compiled compiled,
            List<Callback> callbacks,
            Map<String, Long> fingerprint,
            int epoch,
            int batch,
            Means means,
            Map<Integer, Map<String, Double>> history) {
        String step = PREFIX + compiled.iterations();
        Map<String, Map<String, float[]>> held = new LinkedHashMap<>();
        List<SavedCallback> states = new ArrayList<>();
        for (Callback callback : callbacks) {
            callback.state().ifPresent(state -> {
                Optional<String> file = Optional.of(step + "-" + states.size() + HELD_SUFFIX)
                        .filter(name -> !state.weights().isEmpty());
                file.ifPresent(name -> held.put(name, state.weights()));
                states.add(new SavedCallback(type(callback), state.numbers(), state.texts(), file));
            });
        }
        SavedRun run = new SavedRun(
                step + SUFFIX,
                fingerprint,
                epoch,
                batch,
                means.samples(),
                means.sums(),
                compiled.rate().isPresent() ? Optional.of(compiled.rate().getAsDouble()) : Optional.empty(),
                compiled.hyperparameters(),
                history,
                states);
        try {
            Path made = Files.createDirectories(folder);
            model.save(made.resolve(run.model()));
            held.forEach((name, weights) -> WeightFiles.write(model, weights, made.resolve(name)));
            run.write(made.resolve(POSITION));
            for (Path file : files()) {
                if (!file.endsWith(run.model()) && held.keySet().stream().noneMatch(file::endsWith)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the backup in " + folder + " cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * Where the run of this fingerprint was.
     *
     * @throws IllegalArgumentException if the backup is damaged, or that of another run
     */
    SavedRun position(Map<String, Long> fingerprint) {
        SavedRun run = SavedRun.read(folder.resolve(POSITION));
        if (!run.run().equals(fingerprint)) {
            throw new IllegalArgumentException("the backup in " + folder + " is that of another run: there " + run.run()
                    + ", here " + fingerprint + "; use another folder, or delete it");
        }
        return run;
    }

    /**
     * Gives the callbacks back what they remembered.
     *
     * @throws IllegalArgumentException if they are others than in the run that was backed up
     */
    void resume(Training training, Model model, SavedRun run, List<Callback> callbacks) {
        List<Callback> own = callbacks.stream()
                .filter(callback -> callback.state().isPresent())
                .toList();
        List<String> here = own.stream().map(Backup::type).toList();
        List<String> there = run.callbacks().stream().map(SavedCallback::type).toList();
        if (!here.equals(there)) {
            throw new IllegalArgumentException(
                    "the backup in " + folder + " is that of a run with other callbacks: there " + there + ", here "
                            + here + "; give the same in the same order, use another folder, or delete it");
        }
        for (int i = 0; i < own.size(); i++) {
            SavedCallback saved = run.callbacks().get(i);
            Map<String, float[]> weights = saved.weights()
                    .map(name -> WeightFiles.read(model, folder.resolve(name)))
                    .orElse(Map.of());
            own.get(i).resume(training, new CallbackState(saved.numbers(), saved.texts(), weights));
        }
    }

    private static String type(Callback callback) {
        return callback.getClass().getName();
    }

    SavedModel model(SavedRun run) {
        return KerasFile.read(folder.resolve(run.model()));
    }

    void delete() {
        try {
            Files.deleteIfExists(folder.resolve(POSITION));
            for (Path file : files()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the backup in " + folder + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    /** Files of backups, and what programs left there that were killed while they wrote one. */
    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(PREFIX) && (name.endsWith(SUFFIX) || name.endsWith(HELD_SUFFIX))
                                || KerasFile.isDraft(file) && isOld(file);
                    })
                    .toList();
        }
    }

    /** Whether it is older than this program, so that no other that shares the folder writes it now. */
    private static boolean isOld(Path draft) {
        try {
            Instant written = Files.getLastModifiedTime(draft).toInstant();
            return ProcessHandle.current()
                    .info()
                    .startInstant()
                    .filter(written::isBefore)
                    .isPresent();
        } catch (IOException e) {
            return false; // it became a file, or is gone
        }
    }
}
