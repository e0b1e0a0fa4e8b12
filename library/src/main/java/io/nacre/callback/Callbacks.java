package io.nacre.callback;

import java.io.PrintStream;

/** Makes callbacks: {@code import static io.nacre.callback.Callbacks.*}. */
public final class Callbacks {
    private Callbacks() {}

    /** {@link ProgressBar}: a bar on a terminal, lines in a log. */
    public static ProgressBar progressBar(PrintStream out, boolean terminal) {
        return terminal ? ProgressBar.onTerminal(out) : ProgressBar.inLog(out);
    }
}
