package io.nacre.plot;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lines over a common x axis.
 *
 * @param title what it shows
 * @param x the axis at the bottom; default linear without a label
 * @param y the axis at the left; default linear without a label
 * @param right the second y axis, at the right; default none
 * @param lines one at least, when it is drawn; later ones lie on top
 * @param guides thin lines across it; default none
 * @param notes words and arrows; default none
 * @param legend where the names of the lines are; default inside
 * @param size default 6.4 x 4 inches
 */
public record LinePlot(
        String title,
        Axis x,
        Axis y,
        Optional<Axis> right,
        List<Line> lines,
        List<Guide> guides,
        List<Note> notes,
        Legend legend,
        Size size)
        implements Figure {
    /** Checks that every point, guide and note has a place on its axes. */
    public LinePlot {
        Require.present("the title of a figure", title);
        lines = List.copyOf(lines);
        guides = List.copyOf(guides);
        notes = List.copyOf(notes);
        for (Line line : lines) {
            line.xs().forEach(value -> x.check("x of the line '" + line.name() + "'", value));
            Axis measure = line.isOnRightAxis() ? rightOf(title, right, line) : y;
            for (int i = 0; i < line.ys().size(); i++) {
                measure.check("y of the line '" + line.name() + "'", line.ys().get(i));
                measure.check("the lower end of an error of the line '" + line.name() + "'", line.low(i));
            }
        }
        guides.forEach(guide -> (guide.isHorizontal() ? y : x).check("a guide", guide.at()));
        for (Note note : notes) {
            x.check("x of the note '" + note.text() + "'", note.x());
            y.check("y of the note '" + note.text() + "'", note.y());
            note.target().ifPresent(target -> {
                x.check("x of the arrow of the note '" + note.text() + "'", target.x());
                y.check("y of the arrow of the note '" + note.text() + "'", target.y());
            });
        }
    }

    private static Axis rightOf(String title, Optional<Axis> right, Line line) {
        return right.orElseThrow(() ->
                new IllegalArgumentException("the line '" + line.name() + "' is on the right axis, but the figure '"
                        + title + "' has none; give it one by withRightAxis first"));
    }

    /** A plot without lines as yet. */
    public static LinePlot of(String title) {
        Axis plain = Axis.of("");
        return new LinePlot(
                title, plain, plain, Optional.empty(), List.of(), List.of(), List.of(), Legend.INSIDE, Size.PAGE);
    }

    /** The same with this axis at the bottom. */
    public LinePlot withXAxis(Axis x) {
        return new LinePlot(title, x, y, right, lines, guides, notes, legend, size);
    }

    /** The same with this axis at the left. */
    public LinePlot withYAxis(Axis y) {
        return new LinePlot(title, x, y, right, lines, guides, notes, legend, size);
    }

    /** The same with a second y axis, at the right, for lines that are measured on it. */
    public LinePlot withRightAxis(Axis right) {
        return new LinePlot(title, x, y, Optional.of(right), lines, guides, notes, legend, size);
    }

    /** The same with one line more. */
    public LinePlot withLine(Line line) {
        return new LinePlot(title, x, y, right, and(lines, line), guides, notes, legend, size);
    }

    /** The same with one solid line more. */
    public LinePlot withLine(String name, double[] xs, double[] ys) {
        return withLine(Line.of(name, xs, ys));
    }

    /** The same with one guide more. */
    public LinePlot withGuide(Guide guide) {
        return new LinePlot(title, x, y, right, lines, and(guides, guide), notes, legend, size);
    }

    /** The same with one note more. */
    public LinePlot withNote(Note note) {
        return new LinePlot(title, x, y, right, lines, guides, and(notes, note), legend, size);
    }

    /** The same with the names of the lines there. */
    public LinePlot withLegend(Legend legend) {
        return new LinePlot(title, x, y, right, lines, guides, notes, legend, size);
    }

    /** The same, so large. */
    public LinePlot withSize(double width, double height) {
        return new LinePlot(title, x, y, right, lines, guides, notes, legend, new Size(width, height));
    }

    private static <T> List<T> and(List<T> some, T more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }
}
