package io.nacre.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A line through points.
 *
 * @param name what it is, in the legend; an empty one is not in it
 * @param xs where its points are on the x axis, in the order in which they are joined
 * @param ys as many places on a y axis
 * @param errors how far each value may be off to either side; default none
 * @param stroke how the points are joined; default a solid line
 * @param hasPoints whether each point has a dot; default false
 * @param shade its colour; default the next one
 * @param isOnRightAxis whether it is measured on the second y axis, at the right; default false
 */
public record Line(
        String name,
        List<Double> xs,
        List<Double> ys,
        List<Double> errors,
        Stroke stroke,
        boolean hasPoints,
        Optional<Shade> shade,
        boolean isOnRightAxis) {
    /** How points are joined. */
    public enum Stroke {
        SOLID,
        DASHED,
        DOTTED,
        NONE
    }

    /** Checks that the points can be drawn. */
    public Line {
        xs = List.copyOf(xs);
        ys = List.copyOf(ys);
        errors = List.copyOf(errors);
        Require.drawable("x of the line '" + name + "'", xs);
        Require.drawable("y of the line '" + name + "'", ys);
        Require.sameSize("x of the line '" + name + "'", xs.size(), "y", ys.size());
        if (!errors.isEmpty()) {
            Require.drawable("the errors of the line '" + name + "'", errors);
            Require.sameSize("y of the line '" + name + "'", ys.size(), "its errors", errors.size());
            for (double error : errors) {
                if (error < 0) {
                    throw new IllegalArgumentException(
                            "the errors of the line '" + name + "' must be at least 0, not " + error);
                }
            }
        }
    }

    /** A solid line. */
    public static Line of(String name, double[] xs, double[] ys) {
        return of(name, numbers(xs), numbers(ys));
    }

    /** A solid line. */
    public static Line of(String name, List<Double> xs, List<Double> ys) {
        return new Line(name, xs, ys, List.of(), Stroke.SOLID, false, Optional.empty(), false);
    }

    /** The same with bars that show how far each value may be off. */
    public Line withErrors(double... errors) {
        return new Line(name, xs, ys, numbers(errors), stroke, hasPoints, shade, isOnRightAxis);
    }

    /** The same, joined in this way. */
    public Line withStroke(Stroke stroke) {
        return new Line(name, xs, ys, errors, stroke, hasPoints, shade, isOnRightAxis);
    }

    /** The same with a dot on each point. */
    public Line withPoints() {
        return new Line(name, xs, ys, errors, stroke, true, shade, isOnRightAxis);
    }

    /** The same in this colour. */
    public Line withShade(Shade shade) {
        return new Line(name, xs, ys, errors, stroke, hasPoints, Optional.of(shade), isOnRightAxis);
    }

    /** The same, measured on the second y axis. */
    public Line onRightAxis() {
        return new Line(name, xs, ys, errors, stroke, hasPoints, shade, true);
    }

    /** The lowest value that is drawn for a point, its error included. */
    double low(int point) {
        return errors.isEmpty() ? ys.get(point) : ys.get(point) - errors.get(point);
    }

    /** The highest value that is drawn for a point, its error included. */
    double high(int point) {
        return errors.isEmpty() ? ys.get(point) : ys.get(point) + errors.get(point);
    }

    static List<Double> numbers(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
