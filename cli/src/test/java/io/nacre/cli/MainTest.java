package io.nacre.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class MainTest {
    @Test
    void helpGoesToStandardOutput() {
        for (String[] args : new String[][] {{}, {"--help"}}) {
            Result result = run(args);
            assertEquals(0, result.code);
            assertTrue(result.out.startsWith("Usage: nacre "), result.out);
            assertEquals("", result.err);
        }
    }

    @Test
    void theVersionNamesNacreAndJava() {
        Result result = run("--version");
        assertEquals(0, result.code);
        assertTrue(result.out.matches("nacre \\d+\\.\\d+\\.\\d+\\S* \\(Java \\d+.*\\)\\R"), result.out);
    }

    @Test
    void aCommandThatIsBuiltAloneIsTheSameAsAmongAll() {
        Map<String, CommandLine> all = Main.commandLine().getSubcommands();
        assertEquals(
                List.of("train", "find-lr", "evaluate", "predict", "summary", "export", "book", "bench"),
                List.copyOf(all.keySet()));
        all.forEach((name, command) -> {
            Map<String, CommandLine> alone = Main.commandLine(name, "--help").getSubcommands();
            assertEquals(Set.of(name), alone.keySet());
            assertEquals(command.getUsageMessage(), alone.get(name).getUsageMessage());
            assertTrue(command.getUsageMessage().contains("--verbose"), name);
            assertArrayEquals(
                    command.getCommandSpec().version(),
                    alone.get(name).getCommandSpec().version());
        });
        assertEquals(
                all.keySet(),
                Main.commandLine("--verbose", "bench").getSubcommands().keySet());
        assertEquals(all.keySet(), Main.commandLine("bnech").getSubcommands().keySet());
    }

    @Test
    void commandsTellTheVersionToo() {
        assertEquals(run("--version"), run("bench", "--version"));
    }

    @Test
    void wrongOptionsAndCommandsGetOneLineAndTheNearestRightOne() {
        assertAll(
                () -> assertBadInput(
                        "unknown option '--verbos'; did you mean --verbose? (see nacre --help)", run("--verbos")),
                () -> assertBadInput(
                        "unknown command 'fale'; did you mean fail? (see nacre --help)", failing(null, "fale")),
                () -> assertBadInput(
                        "unknown argument 'more' (see nacre fail --help)", failing(null, "fail", "--times=1", "more")),
                () -> assertBadInput(
                        "Missing required option: '--times=<times>' (see nacre fail --help)", failing(null, "fail")),
                () -> assertBadInput(
                        "Invalid value for option '--times': 'x' is not an int (see nacre fail --help)",
                        failing(null, "fail", "--times", "x")));
    }

    @Test
    void whatTheUserCanMendGetsItsMessageAndCode2() {
        assertAll(
                () -> assertBadInput("units must be > 0, not 0", failing(new IllegalArgumentException("""
                    units must be > 0,
                      not 0
                    """))),
                () -> assertBadInput("IllegalArgumentException", failing(new IllegalArgumentException())),
                () -> assertBadInput("model.keras: truncated", failing(new IOException("model.keras: truncated"))),
                () -> assertBadInput("a.csv does not exist", failing(new NoSuchFileException("a.csv"))),
                () -> assertBadInput(
                        "a.csv does not exist", failing(new UncheckedIOException(new NoSuchFileException("a.csv")))),
                () -> assertBadInput("no permission for a.csv", failing(new AccessDeniedException("a.csv"))),
                () -> assertBadInput("cannot use a.csv", failing(new FileSystemException("a.csv"))),
                () -> assertBadInput(
                        "a.csv: Is a directory", failing(new FileSystemException("a.csv", null, "Is a directory"))),
                () -> assertBadInput(
                        "cannot write m.keras: No space left on device",
                        failing(new UncheckedIOException(
                                "cannot write m.keras: No space left on device",
                                new IOException("No space left on device")))));
    }

    @Test
    void anythingElseIsCalledABugInNacre() {
        for (Throwable bug : new Throwable[] {new IllegalStateException("no plan"), new AssertionError("no plan")}) {
            assertEquals(new Result(1, "", """
                nacre: this is a bug in Nacre (%s); please run again with --verbose and report what it says
                """.formatted(bug)), failing(bug));
        }
    }

    @Test
    void tooLittleMemoryNamesTheWayToMore() {
        assertEquals(
                new Result(1, "", "nacre: out of memory; for more, set NACRE_JAVA_OPTS, say to -Xmx4g\n"),
                failing(new OutOfMemoryError()));
    }

    @Test
    void verboseAddsTheStackTraceBeforeOrAfterTheCommand() {
        var failure = new IllegalArgumentException("units must be > 0, not 0");
        for (String[] args : new String[][] {{"fail", "--times=1", "--verbose"}, {"--verbose", "fail", "--times=1"}}) {
            Result result = failing(failure, args);
            assertEquals(2, result.code);
            assertTrue(result.err.startsWith("nacre: units must be > 0, not 0\n"), result.err);
            assertTrue(result.err.contains("\tat io.nacre.cli.MainTest."), result.err);
        }
    }

    private static void assertBadInput(String message, Result result) {
        assertEquals(new Result(2, "", "nacre: %s\n".formatted(message)), result);
    }

    private static Result run(String... args) {
        return failing(null, args);
    }

    private static Result failing(Throwable failure) {
        return failing(failure, "fail", "--times=1");
    }

    private static Result failing(Throwable failure, String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.commandLine()
                .addSubcommand(new Fail(failure))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
        return new Result(code, lines(out), lines(err));
    }

    private static String lines(StringWriter text) {
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    private record Result(int code, String out, String err) {}

    @Command(name = "fail")
    private static final class Fail implements Callable<Integer> {
        private final Throwable failure;

        @Option(names = "--times", required = true)
        private int times;

        private Fail(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public Integer call() throws Exception {
            switch (failure) {
                case Error error -> throw error;
                case Exception exception -> throw exception;
                default -> throw new IllegalStateException("ran " + times + " times");
            }
        }
    }

    @Test
    void aReaderThatWantsNoMoreGetsNoMessage() {
        var closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        PrintStream standard = System.err;
        var errors = new ByteArrayOutputStream();
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            assertEquals(141, Main.execute(closed, "--help"));
        } finally {
            System.setErr(standard);
        }
        assertEquals("", errors.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aMessageThatQuotesALongTextIsShortened() {
        Result result = failing(new IllegalArgumentException("the cell '" + "x".repeat(1_000_000) + "' is no number"));
        assertTrue(result.err.length() < 1000, () -> "length " + result.err.length());
        assertTrue(result.err.startsWith("nacre: the cell 'x") && result.err.contains("' is no number"), result.err);
    }

    @Test
    void outputThatCannotBeWrittenIsAnError() {
        var full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        assertEquals(2, Main.execute(full, "--help"));
        assertEquals(2, Main.execute(full, "no-such-command"));
        assertEquals(0, Main.execute(OutputStream.nullOutputStream(), "--help"));
        var output = new CheckedOutput(full);
        new PrintWriter(output, true, StandardCharsets.UTF_8).println("lost");
        assertEquals(
                "standard output cannot be written: No space left on device",
                assertThrows(IOException.class, output::check).getMessage());
    }
}
