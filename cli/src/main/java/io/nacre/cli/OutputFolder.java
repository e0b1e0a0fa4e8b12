package io.nacre.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for results, which is known to be writable before work begins. */
record OutputFolder(Path folder) {
    /**
     * Makes the folder if it is missing.
     *
     * @throws IllegalArgumentException if it is not a folder, or nothing can be written to it
     */
    static OutputFolder of(Path folder) {
        try {
            Files.createDirectories(folder);
            OutputFile.draft(folder).close();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "nothing can be written to the folder " + folder + "; choose another with --out", e);
        }
        return new OutputFolder(folder);
    }

    Path file(String name) {
        return folder.resolve(name);
    }
}
