package io.nacre.peers.compare;

import io.nacre.peers.Result;
import java.util.Arrays;
import java.util.Locale;

/**
 * Numbers of several rounds.
 *
 * @param median the middle one
 * @param min the smallest
 * @param max the largest
 */
record Spread(double median, double min, double max) {
    /** Of at least one number. */
    static Spread of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Spread(Result.median(sorted), sorted[0], sorted[sorted.length - 1]);
    }

    /** The median, and in brackets what the rounds ranged over. */
    String text() {
        return min == max ? number(median) : number(median) + " (" + number(min) + " to " + number(max) + ")";
    }

    /** Three digits, as people write them. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size >= 1000) {
            double unit = Math.pow(10, Math.floor(Math.log10(size)) - 2);
            return String.format(Locale.ROOT, "%,.0f", Math.rint(value / unit) * unit);
        }
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
