package io.nacre.internal.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Says in words why a file could not be read or written; the JDK's own message is often its name alone. */
public final class Reason {
    private Reason() {}

    /** The reason for a failure, as the end of a message that names the file. */
    public static String of(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "there is no such file or folder";
            case FileAlreadyExistsException _ -> "something else of this name is in the way";
            case AccessDeniedException _ -> "permission is denied";
            case EOFException _ -> "it ends too soon";
            default -> Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        };
    }
}
