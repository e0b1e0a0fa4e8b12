package io.nacre.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of a training run. What is not finished lies in a folder of its own, so that model and history side by side
 * are of the same run at every moment: those of the run before until the new ones are whole.
 *
 * @param folder for results
 */
record RunFiles(OutputFolder folder) {
    private static final String POSITION = "position.json";
    private static final String HISTORY = "history.csv";
    private static final String PREVIOUS = "previous.csv";

    /** Written beside the model if asked for. */
    private static final List<String> DIAGNOSIS =
            List.of("diagnosis.csv", "images/deep/gradient_flow_plot.png", "images/deep/gradient_flow_plot.svg");

    /**
     * Checks that the results can be written at the end.
     *
     * @throws IllegalArgumentException if not
     */
    RunFiles {
        OutputFile.check(folder.file("model.keras"));
        OutputFile.check(folder.file(HISTORY));
        if (Files.exists(folder.file("unfinished")) && !Files.isDirectory(folder.file("unfinished"))) {
            throw new IllegalArgumentException(folder.file("unfinished")
                    + " must be a folder, for what is needed to resume; move it away, or choose another folder with"
                    + " --out");
        }
    }

    Path model() {
        return folder.file("model.keras");
    }

    Path history() {
        return folder.file(HISTORY);
    }

    /** The folder of what a run needs to be resumed. */
    Path unfinished() {
        return folder.file("unfinished");
    }

    /** The history as far as it goes. */
    Path runningHistory() {
        return unfinished().resolve(HISTORY);
    }

    /** Whether there is a run to resume. */
    boolean canResume() {
        return Files.exists(unfinished().resolve(POSITION));
    }

    /** Makes the folder for the run; of a run before nothing stays in it unless that is resumed. */
    void begin(boolean resuming) throws IOException {
        if (!resuming) {
            clear();
        }
        Files.createDirectories(unfinished());
    }

    /**
     * Puts model and history in their places.
     *
     * @param save saves the model
     * @throws UncheckedIOException if one cannot be written; model and history of the run before are still there then
     */
    void publish(Consumer<Path> save) {
        try {
            Path previous = unfinished().resolve(PREVIOUS);
            boolean moved = Files.isRegularFile(history()) && !Files.isSymbolicLink(history());
            if (moved) {
                Files.move(history(), previous, StandardCopyOption.REPLACE_EXISTING);
            }
            try {
                save.accept(model());
            } catch (RuntimeException e) {
                if (moved) {
                    Files.move(previous, history());
                }
                throw e;
            }
            if (moved) { // the same file with other content keeps its mode and owner
                Files.write(previous, Files.readAllBytes(runningHistory()));
                Files.move(previous, history(), StandardCopyOption.ATOMIC_MOVE);
            } else {
                OutputFile.write(history(), Files.readString(runningHistory()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + history() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Cuts the running history off after so many epochs: the line of one that was interrupted is not that of an epoch.
     */
    void cutHistory(int epochs) throws IOException {
        List<String> lines = Files.readAllLines(runningHistory());
        String whole =
                lines.stream().limit(1L + epochs).map(line -> line + "\n").collect(Collectors.joining());
        Files.writeString(runningHistory(), whole);
    }

    /** Deletes what a diagnosis of an earlier run left. */
    void deleteDiagnosis() throws IOException {
        for (String name : DIAGNOSIS) {
            Files.deleteIfExists(folder.file(name));
        }
    }

    private static boolean isOwn(Path file) {
        String name = file.getFileName().toString();
        return name.equals(HISTORY)
                || name.equals(PREVIOUS)
                || name.matches("nacre-backup-[a-z](-\\d+)?\\.(keras|weights\\.h5)");
    }

    /** Deletes what is not finished: there is nothing to resume any more. */
    void clear() throws IOException {
        if (!Files.isDirectory(unfinished())) {
            return;
        }
        Files.deleteIfExists(unfinished().resolve(POSITION)); // first, for it names the others
        try (Stream<Path> files = Files.list(unfinished())) {
            for (Path file : files.filter(RunFiles::isOwn).toList()) {
                Files.delete(file);
            }
        }
        try {
            Files.delete(unfinished());
        } catch (DirectoryNotEmptyException _) {
            // Something else is in it.
        }
    }
}
