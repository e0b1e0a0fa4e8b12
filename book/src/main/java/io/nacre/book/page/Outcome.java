package io.nacre.book.page;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an experiment came to, beside what the chapter printed and what Keras reaches.
 *
 * @param experiment as {@code model B on A}
 * @param measure what is counted, as {@code test accuracy}
 * @param published the chapter's figures, which are single runs; empty if it prints none
 * @param keras those of Keras 3.16 on the same data; empty if there are none
 * @param ours mean and deviation over our seeds
 * @param remark why ours differs, where it does; otherwise empty
 */
public record Outcome(String experiment, String measure, String published, String keras, Spread ours, String remark) {
    /** The titles of a table of outcomes. */
    public static final List<String> HEADER =
            List.of("experiment", "measure", "published", "Keras 3.16", "ours", "remark");

    /** Titles of columns that compare with others' figures. */
    static final Set<String> OTHERS = Set.of("published", "Keras 3.16", "remark");

    /** How many of our deviations away a figure may lie, and still be one that another seed could have given. */
    private static final double REACH = 2;

    /** How far apart accuracies and losses of the same net from two seeds commonly lie. */
    private static final double APART = 0.01;

    /**
     * Of accuracies and losses that others give of one run each, and that may differ from ours by that alone.
     *
     * @param published the chapter's figures; empty if it prints none
     * @param keras the figures of Keras 3.16; empty if there are none
     */
    public static Outcome ofSingleRuns(
            String experiment, String measure, List<Double> published, List<Double> keras, Spread ours) {
        boolean near = Math.abs(gap(published, keras, ours)) <= APART;
        return of(
                experiment,
                measure,
                published,
                keras,
                ours,
                near ? "single runs of one net lie as far apart" : "not explained");
    }

    /**
     * One that is remarked on only where it differs: where all of the figures lie beyond two of our deviations, on the
     * same side. A single run has no deviation, and is not judged.
     *
     * @param published the chapter's figures, one a run; empty if it prints none
     * @param keras the figure of Keras 3.16, or the lowest and the highest; empty if there are none
     * @param reason why ours differs, should it do so
     */
    public static Outcome of(
            String experiment, String measure, List<Double> published, List<Double> keras, Spread ours, String reason) {
        double gap = gap(published, keras, ours);
        boolean differs = ours.runs() > 1 && Math.abs(gap) > REACH * ours.deviation();
        String remark = String.format(Locale.ROOT, "%.3f %s: %s", Math.abs(gap), gap > 0 ? "higher" : "lower", reason);
        return new Outcome(
                experiment, measure, text(published, ", "), text(keras, " to "), ours, differs ? remark : "");
    }

    /** How far our mean lies above the highest of the figures or, as a number below 0, below the lowest. */
    private static double gap(List<Double> published, List<Double> keras, Spread ours) {
        DoubleSummaryStatistics figures = Stream.concat(published.stream(), keras.stream())
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        if (figures.getCount() == 0) {
            return 0;
        }
        return Math.max(ours.mean() - figures.getMax(), 0) + Math.min(ours.mean() - figures.getMin(), 0);
    }

    private static String text(List<Double> figures, String between) {
        DecimalFormat format = new DecimalFormat("0.000#", DecimalFormatSymbols.getInstance(Locale.ROOT));
        return figures.stream().map(format::format).collect(Collectors.joining(between));
    }

    /** Its row in a table of outcomes. */
    public List<String> row() {
        return List.of(experiment, measure, published, keras, ours.toString(), remark);
    }
}
