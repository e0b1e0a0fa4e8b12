package io.nacre.plot;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * Amounts as bars, one for each category, with the deviation of each; or several beside each other.
 *
 * @param title what it shows
 * @param categories what is compared, in order; one at least
 * @param y the axis of the amounts, linear; default from 0
 * @param groups one at least, when it is drawn: each with one bar for each category
 * @param isHorizontal whether the bars lie, which leaves room for long names; default false
 * @param size default 6.4 x 4 inches
 */
public record BarChart(
        String title, List<String> categories, Axis y, List<Group> groups, boolean isHorizontal, Size size)
        implements Figure {
    /**
     * Bars of one colour.
     *
     * @param name what they are, in the legend; an empty one is not in it
     * @param values one amount for each category
     * @param errors how far each amount may be off to either side; empty, or one for each
     */
    public record Group(String name, List<Double> values, List<Double> errors) {
        /** Checks that the bars can be drawn. */
        public Group {
            values = List.copyOf(values);
            errors = List.copyOf(errors);
            Require.drawable("the bars '" + name + "'", values);
            if (!errors.isEmpty()) {
                Require.drawable("the errors of the bars '" + name + "'", errors);
                Require.sameSize("the bars '" + name + "'", values.size(), "their errors", errors.size());
            }
        }

        double low(int bar) {
            return errors.isEmpty() ? values.get(bar) : values.get(bar) - errors.get(bar);
        }

        double high(int bar) {
            return errors.isEmpty() ? values.get(bar) : values.get(bar) + errors.get(bar);
        }
    }

    /** Checks that each group has a bar for each category. */
    public BarChart {
        Require.present("the title of a figure", title);
        categories = List.copyOf(categories);
        groups = List.copyOf(groups);
        if (categories.isEmpty() || new HashSet<>(categories).size() < categories.size()) {
            throw new IllegalArgumentException(
                    "a bar chart needs at least one category, each with a name of its own, not " + categories);
        }
        if (y.isLogarithmic()) {
            throw new IllegalArgumentException(
                    "bars begin at 0, which a logarithmic axis does not have; use a LinePlot with points");
        }
        for (Group group : groups) {
            Require.sameSize(
                    "the bars '" + group.name() + "'",
                    group.values().size(),
                    "the list of categories",
                    categories.size());
        }
        if (groups.stream().map(Group::name).distinct().count() < groups.size()) {
            throw new IllegalArgumentException("each group of bars needs a name of its own");
        }
    }

    /** A chart without bars as yet. */
    public static BarChart of(String title, List<String> categories) {
        return new BarChart(title, categories, Axis.of(""), List.of(), false, Size.PAGE);
    }

    /** The same with one bar more for each category. */
    public BarChart withBars(String name, double... values) {
        return withGroup(new Group(name, Line.numbers(values), List.of()));
    }

    /** The same with one bar more for each category, and how far each may be off. */
    public BarChart withBars(String name, double[] values, double[] errors) {
        return withGroup(new Group(name, Line.numbers(values), Line.numbers(errors)));
    }

    private BarChart withGroup(Group group) {
        List<Group> more = Stream.concat(groups.stream(), Stream.of(group)).toList();
        return new BarChart(title, categories, y, more, isHorizontal, size);
    }

    /** The same with this axis for the amounts. */
    public BarChart withYAxis(Axis y) {
        return new BarChart(title, categories, y, groups, isHorizontal, size);
    }

    /** The same with bars that lie. */
    public BarChart withHorizontalBars() {
        return new BarChart(title, categories, y, groups, true, size);
    }

    /** The same, so large. */
    public BarChart withSize(double width, double height) {
        return new BarChart(title, categories, y, groups, isHorizontal, new Size(width, height));
    }
}
