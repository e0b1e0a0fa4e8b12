package io.nacre.book.training;

import io.nacre.History;
import io.nacre.book.page.Spread;
import io.nacre.plot.Line;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The same training from several seeds.
 *
 * @param seeds the history of each, all of as many epochs
 */
public record Histories(List<History> seeds) {
    /** Copies the list. */
    public Histories {
        seeds = List.copyOf(seeds);
    }

    /** How many epochs there were. */
    public int epochs() {
        return seeds.getFirst().epochs().size();
    }

    /** A metric at the end. */
    public Spread last(String metric) {
        return after(epochs(), metric);
    }

    /** A metric after so many epochs, or at the end if there were fewer. */
    public Spread after(int epochs, String metric) {
        int epoch = Math.min(epochs, epochs()) - 1;
        return Spread.of(
                seeds.stream().map(history -> history.of(metric).get(epoch)).toList());
    }

    /** The lowest and the highest value of a metric in the last so many epochs, as {@code 0.871 to 0.884}. */
    public String range(int lastEpochs, String metric) {
        DoubleSummaryStatistics values = seeds.stream()
                .flatMap(history -> history.of(metric).stream().skip(Math.max(0, epochs() - lastEpochs)))
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        return String.format(Locale.ROOT, "%.3f to %.3f", values.getMin(), values.getMax());
    }

    /** The mean of a metric over the epochs, which are counted from 1. */
    public Line line(String name, String metric) {
        return Line.of(
                name,
                IntStream.rangeClosed(1, epochs()).asDoubleStream().toArray(),
                IntStream.rangeClosed(1, epochs())
                        .mapToDouble(epoch -> after(epoch, metric).mean())
                        .toArray());
    }
}
