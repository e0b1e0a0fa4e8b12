package io.nacre.book.page;

import java.time.Duration;
import java.util.Locale;

/**
 * One program, as it was run.
 *
 * @param program which
 * @param page what it wrote, and the table of its outcomes
 * @param time that it took
 */
public record Section(Program program, Page page, Duration time) {
    /** Runs a program. */
    public static Section of(Program program, Setting setting, Page page) {
        long start = System.nanoTime();
        if (setting.quick()) {
            page.beQuick();
        }
        program.run(setting, page);
        if (!page.outcomes().isEmpty()) {
            page.table(
                    Outcome.HEADER, page.outcomes().stream().map(Outcome::row).toList());
        }
        return new Section(program, page, Duration.ofNanos(System.nanoTime() - start));
    }

    /** The program as a page of its own. */
    public String alone(Setting setting) {
        return "# " + program.title() + "\n\nWritten by `" + command(setting) + "` on " + images(setting) + ".\n\n"
                + page.text();
    }

    /** The program as part of a longer page. */
    public String within(Setting setting) {
        return "## " + program.title() + "\n\n`" + command(setting) + "`, " + seconds(time) + ".\n\n"
                + page.text().replaceAll("(?m)^## ", "### ");
    }

    private String command(Setting setting) {
        return "nacre book " + program.name() + options(setting);
    }

    static String options(Setting setting) {
        return " --seeds " + setting.seeds() + (setting.quick() ? " --quick" : "");
    }

    static String images(Setting setting) {
        return setting.data().isSample() ? "a sample of Fashion-MNIST" : "Fashion-MNIST";
    }

    /** As {@code 0.3 seconds}, {@code 41 seconds} or {@code 12 minutes}. */
    static String seconds(Duration time) {
        double seconds = time.toMillis() / 1e3;
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f seconds", seconds);
        }
        return seconds < 120
                ? String.format(Locale.ROOT, "%.0f seconds", seconds)
                : String.format(Locale.ROOT, "%.0f minutes", seconds / 60);
    }
}
