package io.nacre.book.page;

import io.nacre.plot.Figure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What a program has to say, in Markdown that also reads well on a terminal: paragraphs, and tables whose columns are
 * aligned. Each part is shown when it is written, and kept.
 */
public final class Page {
    private final Consumer<String> reader;
    private final Consumer<String> progress;
    private final Path folder;
    private final StringBuilder text = new StringBuilder();
    private final List<Outcome> outcomes = new ArrayList<>();
    private boolean quick;

    /**
     * @param reader is given each part of the text, ended by a line break
     * @param progress is given a line now and then on what is being done, which is not part of the page
     */
    public Page(Consumer<String> reader, Consumer<String> progress) {
        this(reader, progress, Path.of(""));
    }

    /** The same, with figures below {@code folder} instead of below that in which the program runs. */
    public Page(Consumer<String> reader, Consumer<String> progress, Path folder) {
        this.reader = reader;
        this.progress = progress;
        this.folder = folder;
    }

    /** A line on what is being done, for those who wait. */
    public void progress(String line) {
        progress.accept(line);
    }

    /** A heading. */
    public void heading(String heading) {
        write("## " + heading + "\n");
    }

    /** A paragraph. */
    public void paragraph(String paragraph) {
        write(paragraph.strip() + "\n");
    }

    /** A paragraph that explains or compares figures; left out of a quick run, whose figures mean nothing. */
    public void finding(String paragraph) {
        if (!quick) {
            paragraph(paragraph);
        }
    }

    /** Makes it the page of a quick run: it says so, and nothing is explained or compared on it. */
    void beQuick() {
        leaveOutOthers();
        paragraph("A quick run on few images, with few epochs, which only shows that the program runs: its figures mean"
                + " nothing, and are compared with nothing. Sizes in the text are those of a full run.");
    }

    /** Leaves out findings, and columns of others' figures. */
    void leaveOutOthers() {
        quick = true;
    }

    /**
     * A table; a quick run leaves out columns of others' figures, see {@link Outcome#OTHERS}.
     *
     * @param header one title a column
     * @param rows as many cells each as there are titles
     * @throws IllegalArgumentException if a row has another number of cells
     */
    public void table(List<String> header, List<List<String>> rows) {
        if (quick && header.stream().anyMatch(Outcome.OTHERS::contains)) {
            table(
                    own(header, header),
                    rows.stream().map(row -> own(header, row)).toList());
            return;
        }
        int[] widths = header.stream().mapToInt(String::length).toArray();
        for (List<String> row : rows) {
            if (row.size() != widths.length) {
                throw new IllegalArgumentException("a table of " + widths.length + " columns was given the row " + row);
            }
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(header, widths));
        lines.add(line(Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        write(String.join("\n", lines) + "\n");
    }

    /** Text as it is, with its line breaks and spaces. */
    public void code(String code) {
        write("```\n" + code.strip() + "\n```\n");
    }

    /**
     * A figure, which is written to {@code images/deep/ID.png} and {@code .svg} and shown from there.
     *
     * @param id as {@code sigmoid_saturation_plot}
     */
    public void figure(String id, Figure figure) {
        Path file = folder.relativize(figure.saveFigure(folder, id));
        write("![" + figure.title() + "](" + file.toString().replace('\\', '/') + ")\n");
    }

    /** Notes what an experiment came to, for the table that compares all of them with the chapter's. */
    public void outcome(Outcome outcome) {
        outcomes.add(outcome);
    }

    /** All outcomes noted so far. */
    public List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    private static List<String> own(List<String> header, List<String> cells) {
        return IntStream.range(0, cells.size())
                .filter(column -> !Outcome.OTHERS.contains(header.get(column)))
                .mapToObj(cells::get)
                .toList();
    }

    private static String line(List<String> cells, int[] widths) {
        List<String> padded = new ArrayList<>();
        for (int column = 0; column < widths.length; column++) {
            padded.add(String.format("%-" + widths[column] + "s", cells.get(column)));
        }
        return "| " + String.join(" | ", padded) + " |";
    }

    private void write(String part) {
        text.append(text.isEmpty() ? "" : "\n").append(part);
        reader.accept(part);
    }

    /** All of the text so far. */
    public String text() {
        return text.toString();
    }
}
