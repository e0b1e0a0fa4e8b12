package io.nacre.data;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A data file that is missing, damaged, or not what was asked for.
 *
 * <p>The message names the file, what was found in it, and what was expected. It is unchecked, since a program that
 * learns from a file can seldom go on without it; whoever handles {@link UncheckedIOException} handles this too.
 */
public final class DataFileException extends UncheckedIOException {
    private static final long serialVersionUID = 1;

    private final String file;

    /** A defect of a file; the message becomes {@code file: problem}. */
    public DataFileException(String file, String problem) {
        this(file, problem, new IOException(problem));
    }

    /** A defect of a file that came to light by an exception; the message becomes {@code file: problem}. */
    public DataFileException(String file, String problem, IOException cause) {
        super(file + ": " + problem, cause);
        this.file = file;
    }

    /** The file that is meant, as the user would name it. */
    public String file() {
        return file;
    }
}
