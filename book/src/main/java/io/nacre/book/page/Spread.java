package io.nacre.book.page;

import java.util.List;
import java.util.Locale;

/**
 * Mean and deviation of a figure over runs from several seeds.
 *
 * @param mean their mean
 * @param deviation their standard deviation, {@code sqrt(sum (x - mean)^2 / (n - 1))}; 0 for a single run
 * @param runs how many there are
 */
public record Spread(double mean, double deviation, int runs) {
    /**
     * Of these figures.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Spread of(List<Double> figures) {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("a mean needs at least one figure, but was given none");
        }
        double mean =
                figures.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double squares = figures.stream()
                .mapToDouble(figure -> (figure - mean) * (figure - mean))
                .sum();
        int runs = figures.size();
        return new Spread(mean, runs == 1 ? 0 : Math.sqrt(squares / (runs - 1)), runs);
    }

    /** As {@code 0.907 ± 0.015}; a single run without its deviation. */
    @Override
    public String toString() {
        return runs == 1
                ? String.format(Locale.ROOT, "%.3f", mean)
                : String.format(Locale.ROOT, "%.3f ± %.3f", mean, deviation);
    }
}
