package io.nacre;

import io.nacre.callback.Callback;
import io.nacre.callback.CallbackState;
import io.nacre.callback.Training;
import io.nacre.file.KerasFile;
import io.nacre.file.SavedCallback;
import io.nacre.file.SavedModel;
import io.nacre.file.SavedRun;
import io.nacre.internal.disk.Reason;
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
import java.util.stream.Stream;

/**
 * A folder from which a run goes on: a model file, files of weights that callbacks hold, and {@code position.json},
 * which names them. The position is written last, and replaced in one step; so at every moment it names files that are
 * whole.
 *
 * <p>Backups take turns between two names, so a killed program leaves nothing behind that a later backup does not
 * replace. Only files that {@code position.json} names are deleted: others in the folder belong to someone else.
 */
record Backup(Path folder) {
    private static final String POSITION = "position.json";
    private static final List<String> TURNS = List.of("nacre-backup-a", "nacre-backup-b");
    private static final String SUFFIX = ".keras";
    private static final String HELD_SUFFIX = ".weights.h5";

    boolean exists() {
        return Files.exists(folder.resolve(POSITION));
    }

    /** Saves a model with its position, and then deletes the files of the position before. */
    void write(
            Net net,
            Compiled compiled,
            List<Callback> callbacks,
            Map<String, String> identity,
            int epoch,
            int batch,
            Means means,
            Map<Integer, Map<String, Double>> history) {
        List<String> before = exists() ? SavedRun.read(folder.resolve(POSITION)).files() : List.of();
        String turn = TURNS.get(before.contains(TURNS.get(0) + SUFFIX) ? 1 : 0);
        Map<String, Map<String, float[]>> held = new LinkedHashMap<>();
        List<SavedCallback> states = new ArrayList<>();
        for (Callback callback : callbacks) {
            callback.state().ifPresent(state -> {
                Optional<String> file = Optional.of(turn + "-" + states.size() + HELD_SUFFIX)
                        .filter(name -> !state.weights().isEmpty());
                file.ifPresent(name -> held.put(name, state.weights()));
                states.add(new SavedCallback(type(callback), state.numbers(), state.texts(), file));
            });
        }
        SavedRun run = new SavedRun(
                turn + SUFFIX,
                identity,
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
            ModelFiles.save(net, Optional.of(compiled), made.resolve(run.model()));
            held.forEach((name, weights) -> WeightFiles.write(net, weights, made.resolve(name)));
            run.write(made.resolve(POSITION));
            for (String name : before) {
                if (!run.files().contains(name)) {
                    Files.deleteIfExists(folder.resolve(name));
                }
            }
            deleteDrafts();
        } catch (IOException e) {
            throw new UncheckedIOException("the backup in " + folder + " cannot be written: " + Reason.of(e), e);
        }
    }

    /**
     * Reads where the run was.
     *
     * @throws IllegalArgumentException if the backup is damaged
     */
    SavedRun position() {
        return SavedRun.read(folder.resolve(POSITION));
    }

    /**
     * Refuses a run that is not the one that was saved.
     *
     * @throws IllegalArgumentException if the identities differ
     */
    void requireSame(Map<String, String> saved, Map<String, String> identity) {
        if (!saved.equals(identity)) {
            throw new IllegalArgumentException("the backup in " + folder + " is that of another run; they differ in "
                    + RunIdentity.differences(saved, identity) + "; use another folder, or delete "
                    + folder.resolve(POSITION) + " to start anew");
        }
    }

    /**
     * Gives the callbacks back what they remembered.
     *
     * @throws IllegalArgumentException if they are others than in the run that was backed up
     */
    void resume(Training training, Net net, SavedRun run, List<Callback> callbacks) {
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
                    .map(name -> WeightFiles.read(net, folder.resolve(name)))
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

    /** Deletes the backup, and nothing else that is in the folder. */
    void delete() {
        try {
            if (exists()) {
                List<String> files = SavedRun.read(folder.resolve(POSITION)).files();
                Files.deleteIfExists(folder.resolve(POSITION));
                for (String file : files) {
                    Files.deleteIfExists(folder.resolve(file));
                }
            }
            deleteDrafts();
        } catch (IOException e) {
            throw new UncheckedIOException("the backup in " + folder + " cannot be deleted: " + Reason.of(e), e);
        }
    }

    /** Deletes hidden files of programs that were killed while they wrote a backup. */
    private void deleteDrafts() throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path draft : files.filter(file -> KerasFile.isDraft(file) && isOld(file))
                        .toList()) {
                    Files.deleteIfExists(draft);
                }
            }
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
