package io.nacre.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of the machine's own file system, whose parts can be read in any order: the given one, or a copy of a file in
 * another file system, such as a jar, or of a stream. Closing deletes the copy.
 */
final class LocalFile implements AutoCloseable {
    private final Path path;
    private final boolean copied;

    private LocalFile(Path path, boolean copied) {
        this.path = path;
        this.copied = copied;
    }

    static LocalFile of(Path file) throws IOException {
        if (file.getFileSystem() == FileSystems.getDefault()) {
            return new LocalFile(file, false);
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return of(stream);
        }
    }

    static LocalFile of(InputStream stream) throws IOException {
        LocalFile copy = new LocalFile(Files.createTempFile("nacre-", ".tmp"), true);
        try {
            try (OutputStream out = Files.newOutputStream(copy.path)) {
                stream.transferTo(out);
            }
            return copy;
        } catch (IOException | RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        if (copied) {
            Files.deleteIfExists(path);
        }
    }
}
