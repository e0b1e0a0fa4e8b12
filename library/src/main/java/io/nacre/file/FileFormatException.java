package io.nacre.file;

/**
 * A model file does not hold what it should: it is cut off, damaged, of another kind, or uses what is not supported.
 *
 * <p>The message names the file, the place in it, what is wrong, and what to do. Failures of the disk, a missing file
 * or a folder that cannot be written are {@link java.io.UncheckedIOException}s instead.
 */
public final class FileFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** A defect of a file. */
    public FileFormatException(String message) {
        super(Names.printable(message));
    }

    FileFormatException(String message, Throwable cause) {
        super(Names.printable(message), cause);
    }

    /** The same defect, told from further outside: the message is preceded by a place. */
    FileFormatException in(String place) {
        return new FileFormatException(place + ": " + getMessage(), getCause() == null ? this : getCause());
    }
}
