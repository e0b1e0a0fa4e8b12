package io.nacre.cli;

import java.util.concurrent.CompletableFuture;

/**
 * Lets Ctrl-C and SIGTERM end training at its next step, and keeps Java from ending until the model is saved.
 *
 * <p>Both end in exit code 130, as the command itself gives it: a script sees that the run was interrupted, and its
 * model saved, by whatever signal. Before training begins and after the model is saved Java ends as ever.
 */
final class Interruption implements AutoCloseable {
    /** The exit code of a run that was interrupted and saved. */
    static final int CODE = 130;

    /** The name of the thread that handles a signal, and waits for the command. */
    static final String THREAD = "nacre-interruption";

    private static final CompletableFuture<Integer> COMMAND_CODE = new CompletableFuture<>();

    private final Thread hook = new Thread(this::endWithTheCommand, THREAD);
    private volatile boolean requested;

    private Interruption() {}

    /** Begins to watch; to be closed once the model is saved. */
    static Interruption watch() {
        Interruption interruption = new Interruption();
        try {
            Runtime.getRuntime().addShutdownHook(interruption.hook);
        } catch (IllegalStateException _) {
            // Java is ending already, with nothing to save.
        }
        return interruption;
    }

    /** Tells a signal that came that the command is through, and its exit code. */
    static void commandEnds(int code) {
        COMMAND_CODE.complete(code);
    }

    private void endWithTheCommand() {
        requested = true;
        Runtime.getRuntime().halt(COMMAND_CODE.join());
    }

    /** Whether a signal came. */
    boolean isRequested() {
        return requested;
    }

    @Override
    public void close() {
        try {
            boolean _ = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // A signal came: the hook waits for the command.
        }
    }
}
