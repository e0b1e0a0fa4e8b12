package io.nacre.cli;

import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Standard error past the launcher's filter.
 *
 * <p>Java warns on standard error of the vector module before any code of ours runs, so the launcher starts it with a
 * pipe there, to a process that drops the warning, and with the real standard error as descriptor 3. What goes through
 * the pipe may come late: after what was written to standard output since, or after the command has ended. So a
 * terminal or a pipe is written to directly. A file is not, for opened anew it would not share its position with
 * standard output; there the end of the command waits for the filter instead.
 */
record StandardError(Optional<ProcessHandle> filter, PrintStream filtered) {
    private static final Path REAL = Path.of("/dev/fd/3");

    /** Sets {@link System#err} to the real standard error, if a filter stands before it and it is no file. */
    static StandardError open() {
        var filter = Optional.ofNullable(Long.getLong("nacre.filter")).flatMap(ProcessHandle::of);
        var filtered = System.err;
        if (filter.isPresent() && !Files.isRegularFile(REAL)) {
            try {
                System.setErr(new PrintStream(new FileOutputStream(REAL.toFile(), true), true, filtered.charset()));
            } catch (FileNotFoundException _) {
                // Not allowed, as after a change of user: the filter passes it on.
            }
        }
        return new StandardError(filter, filtered);
    }

    /** Where programs that the command starts write their messages: past the filter too, if it can be passed. */
    static ProcessBuilder.Redirect forPrograms() {
        boolean passable = Long.getLong("nacre.filter") != null && !Files.isRegularFile(REAL) && Files.isWritable(REAL);
        return passable ? ProcessBuilder.Redirect.appendTo(REAL.toFile()) : ProcessBuilder.Redirect.INHERIT;
    }

    /** Waits until all that was written has been passed on; nothing can be written afterwards. */
    void finish() {
        System.err.flush();
        filter.ifPresent(process -> {
            filtered.close();
            try {
                process.onExit().get(1, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException _) {
                // Late is better than never.
            }
        });
    }
}
