package io.nacre.book.page;

import io.nacre.plot.Figure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

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

    /**
     * A table.
     *
     * @param header one title a column
     * @param rows as many cells each as there are titles
     * @throws IllegalArgumentException if a row has another number of cells
     */
    public void table(List<String> header, List<List<String>> rows) {
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
