package io.nacre.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The terminal that the command writes to, and its width.
 *
 * <p>Java cannot tell the width, so {@code stty} is asked: the first time at once, later at most once a second and on a
 * thread of its own, since terminals are resized while a model trains. {@code COLUMNS} can only make it narrower.
 */
final class Terminal {
    /** Assumed where nothing tells the width. */
    private static final int USUAL_COLUMNS = 80;

    private static final long STALE_NANOS = 1_000_000_000;
    private static final Pattern SIZE = Pattern.compile("\\d+ (\\d+)\\s*");

    private final OptionalInt wanted;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile OptionalInt found;
    private volatile long askedAt;

    private Terminal(OptionalInt wanted) {
        this.wanted = wanted;
        this.found = ask();
        this.askedAt = System.nanoTime();
    }

    /** The terminal of this process; none if standard output is something else. */
    static Optional<Terminal> find() {
        var console = System.console();
        return console != null && console.isTerminal() ? Optional.of(open()) : Optional.empty();
    }

    static Terminal open() {
        return new Terminal(wanted(System.getenv()));
    }

    /** The width that the environment asks for. */
    static OptionalInt wanted(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9]\\d{0,8}") ? OptionalInt.of(Integer.parseInt(columns)) : OptionalInt.empty();
    }

    /** The width that {@code stty size} tells; terminals that do not know theirs say 0. */
    static OptionalInt parse(String size) {
        Matcher match = SIZE.matcher(size);
        return match.matches() && wanted(Map.of("COLUMNS", match.group(1))).isPresent()
                ? OptionalInt.of(Integer.parseInt(match.group(1)))
                : OptionalInt.empty();
    }

    /** The width of a line, at the latest that of a second ago. */
    int columns() {
        if (System.nanoTime() - askedAt > STALE_NANOS && asking.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("nacre-terminal").start(() -> {
                found = ask();
                askedAt = System.nanoTime();
                asking.set(false);
            });
        }
        return Math.min(found.orElse(wanted.orElse(USUAL_COLUMNS)), wanted.orElse(Integer.MAX_VALUE));
    }

    /** Columns for what is printed once: those of the terminal if they are fewer than usual. */
    static int columnsToFill() {
        return find().map(terminal -> Math.min(terminal.columns(), USUAL_COLUMNS))
                .orElse(USUAL_COLUMNS);
    }

    private static OptionalInt ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var output = stty.getInputStream()) {
                String size = new String(output.readNBytes(64), StandardCharsets.US_ASCII);
                return stty.waitFor(1, TimeUnit.SECONDS) ? parse(size) : OptionalInt.empty();
            } finally {
                stty.destroy();
            }
        } catch (IOException _) {
            return OptionalInt.empty(); // no such command, as on Windows
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }
}
