package io.nacre.cli;

import io.nacre.data.DataFileException;
import io.nacre.file.Names;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns what went wrong into one line on standard error and an exit code.
 *
 * <p>Wrong options, {@code IllegalArgumentException} and I/O exceptions are the user's to mend: exit code 2. Anything
 * else is an error in Nacre itself, or too little memory: exit code 1. {@code --verbose} adds the stack trace.
 */
record Failures(BooleanSupplier verbose) {
    /** The exit code for what the user can mend. */
    static final int BAD_INPUT = 2;

    /** The exit code for errors in Nacre itself. */
    static final int BROKEN = 1;

    private static final int LONGEST = 1000;

    /** Prints the line and gives the exit code. */
    int report(Throwable failure, CommandLine command) {
        PrintWriter err = command.getErr();
        err.println("nacre: " + line(failure, command));
        if (verbose.getAsBoolean()) {
            failure.printStackTrace(err);
        }
        err.flush();
        return isBadInput(failure) ? BAD_INPUT : BROKEN;
    }

    private static boolean isBadInput(Throwable failure) {
        return failure instanceof ParameterException
                || failure instanceof IllegalArgumentException
                || failure instanceof IOException
                || failure instanceof UncheckedIOException;
    }

    private static String line(Throwable failure, CommandLine command) {
        String line = switch (failure) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched, command) + help(command);
            case ParameterException wrong -> message(wrong) + help(command);
            case DataFileException broken -> message(broken);
            case UncheckedIOException unchecked
            when unchecked.getCause() instanceof IOException io && saysMore(io, unchecked) -> file(io);
            case UncheckedIOException named -> message(named);
            case IOException io -> file(io);
            case IllegalArgumentException wrong -> message(wrong);
            case OutOfMemoryError _ -> "out of memory; for more, set NACRE_JAVA_OPTS, say to -Xmx4g";
            default ->
                "this is a bug in Nacre (" + failure + "); please run again with --verbose and report what it says";
        };
        return Names.printable(shortened(line.strip()).replaceAll("\\s*\\R\\s*", " "));
    }

    /** Whether a cause tells more than the message around it, which often names the file that was to be written. */
    private static boolean saysMore(IOException cause, UncheckedIOException failure) {
        return cause instanceof NoSuchFileException || cause.toString().equals(failure.getMessage());
    }

    /** Begin and end of a line that quotes a file at length. */
    private static String shortened(String line) {
        return line.length() <= LONGEST
                ? line
                : line.substring(0, LONGEST / 2) + " ... " + line.substring(line.length() - LONGEST / 4);
    }

    private static String help(CommandLine command) {
        return " (see " + command.getCommandSpec().qualifiedName() + " --help)";
    }

    private static String unmatched(UnmatchedArgumentException unmatched, CommandLine command) {
        String argument = unmatched.getUnmatched().getFirst();
        boolean isCommand =
                !unmatched.isUnknownOption() && !command.getSubcommands().isEmpty();
        String kind = unmatched.isUnknownOption() ? "option" : isCommand ? "command" : "argument";
        List<String> near = unmatched.getSuggestions();
        return "unknown " + kind + " '" + argument + "'"
                + (near.isEmpty() ? "" : "; did you mean " + near.getFirst() + "?");
    }

    private static String file(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> missing.getFile() + " does not exist";
            case FileAlreadyExistsException existing -> existing.getFile() + " exists already";
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            case FileSystemException other when other.getReason() == null -> "cannot use " + other.getFile();
            case FileNotFoundException missing -> "cannot open " + message(missing);
            default -> message(failure);
        };
    }

    private static String message(Exception failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
