package io.nacre.cli;

import io.nacre.internal.disk.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.UUID;

/** Files that the command writes: checked before work begins, and replaced only once the new content is whole. */
final class OutputFile {
    private static final int BLOCK = 1 << 16;

    private OutputFile() {}

    /**
     * Checks that a file can be written where work is going to end.
     *
     * @throws IllegalArgumentException if it is a folder, or its own folder is missing or takes no files
     */
    static void check(Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("cannot write " + file + ": it is a folder");
        }
        if (AtomicFile.isDevice(file)) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new IllegalArgumentException("nothing can be written to the folder of " + file);
        }
    }

    /**
     * Checks that a folder has room for so many bytes, by writing them; where space is limited by quotas, nothing else
     * tells.
     *
     * @throws IllegalArgumentException if it has not
     */
    static void checkRoom(Path folder, long bytes, String what) {
        try {
            try (OutputStream stream = draft(folder)) {
                byte[] block = new byte[BLOCK];
                for (long left = bytes; left > 0; left -= BLOCK) {
                    stream.write(block, 0, (int) Math.min(left, BLOCK));
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "the folder %s has no room for %s, about %.1f MB: %s; free some space, or choose another"
                                    + " folder",
                            folder,
                            what,
                            bytes * 1e-6,
                            e.getMessage()),
                    e);
        }
    }

    /**
     * Opens a file that is gone when it is closed; on POSIX systems its name is gone at once, so that it does not
     * outlive a program that is killed.
     */
    static OutputStream draft(Path folder) throws IOException {
        Path file = folder.resolve(".nacre-" + UUID.randomUUID() + ".try");
        return Files.newOutputStream(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    /**
     * Writes a text in a file's place.
     *
     * @throws UncheckedIOException if it cannot be written, with the file's name; the old content is still there then
     */
    static void write(Path file, String text) {
        try {
            AtomicFile.write(file, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
