package io.nacre.book.page;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * All programs on one page: what each came to beside the chapter's figures, and then each in its own words.
 *
 * @param setting with which they were run
 * @param sections in the chapter's order
 */
public record Chapter(Setting setting, List<Section> sections) {
    /** Copies the list. */
    public Chapter {
        sections = List.copyOf(sections);
    }

    /**
     * The page.
     *
     * @param hasPage whether a program has a page of its own in the same folder, as {@code NAME.md}
     */
    public String text(Predicate<Program> hasPage) {
        List<String> parts = new ArrayList<>();
        parts.add("# The chapter's experiments");
        parts.add("Written by `nacre book all" + Section.options(setting) + "` on " + Section.images(setting) + " in "
                + Section.seconds(time()) + ", on " + Runtime.getRuntime().availableProcessors() + " processors.");
        parts.add(
                setting.quick()
                        ? "A quick run, which only shows that all programs run: its figures mean nothing, and are"
                                + " compared with nothing."
                        : "Published figures are the single runs that the chapter prints. Those of Keras 3.16 were"
                              + " measured on the same data with the same settings, in float32 on a CPU; two of them"
                              + " are the lowest and the highest over several seeds. Ours are mean and deviation over "
                                + setting.seeds() + " seeds. Where all of the others lie more than two of our"
                                + " deviations to the same side, the remark says so, and why.");
        parts.add(outcomes());
        for (Section section : sections) {
            parts.add(section.within(setting).strip());
            if (hasPage.test(section.program())) {
                String file = section.program().name() + ".md";
                parts.add("It also has a page of its own: [" + file + "](" + file + ").");
            }
        }
        return String.join("\n\n", parts) + "\n";
    }

    private Duration time() {
        return sections.stream().map(Section::time).reduce(Duration.ZERO, Duration::plus);
    }

    private String outcomes() {
        Page table = new Page(part -> {}, line -> {});
        if (setting.quick()) {
            table.leaveOutOthers();
        }
        table.table(
                Outcome.HEADER,
                sections.stream()
                        .flatMap(section -> section.page().outcomes().stream())
                        .map(Outcome::row)
                        .toList());
        return table.text().strip();
    }
}
