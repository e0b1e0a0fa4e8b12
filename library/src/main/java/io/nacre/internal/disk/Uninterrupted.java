package io.nacre.internal.disk;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Reads and writes files in interrupted threads. A channel closes itself when its thread is interrupted, so a program
 * that was told to stop could not save its model.
 */
public final class Uninterrupted {
    private Uninterrupted() {}

    /** Access to a file that can be repeated from its beginning. */
    @FunctionalInterface
    public interface Access<T> {
        /** Reads or writes. */
        T run() throws IOException;
    }

    /**
     * Runs an access to its end, whether the thread is interrupted before or meanwhile: it is repeated if a channel
     * closed itself. Afterwards the thread is interrupted if it was.
     *
     * @throws IOException if the access fails for another reason
     */
    public static <T> T run(Access<T> access) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return access.run();
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
