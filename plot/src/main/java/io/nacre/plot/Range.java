package io.nacre.plot;

/**
 * From one number to a higher one.
 *
 * @param low where it begins
 * @param high where it ends, above {@code low}
 */
public record Range(double low, double high) {
    private static final double MARGIN = 0.03;

    /** Checks the numbers. */
    public Range {
        Require.finite("a range's beginning", low);
        Require.finite("a range's end", high);
        if (!(low < high)) {
            throw new IllegalArgumentException(
                    "a range must end above its beginning, not go from " + low + " to " + high);
        }
    }

    /** From the lowest of these values to the highest; where they are all the same, a range around it. */
    static Range around(double lowest, double highest) {
        if (lowest < highest) {
            return new Range(lowest, highest);
        }
        double half = lowest == 0 ? 1 : Math.abs(lowest) / 2;
        return new Range(lowest - half, lowest + half);
    }

    /** This with a margin at both ends. */
    Range widened(boolean isLogarithmic) {
        if (isLogarithmic) {
            double factor = Math.pow(high / low, MARGIN);
            return new Range(low / factor, high * factor);
        }
        double margin = (high - low) * MARGIN;
        return new Range(low - margin, high + margin);
    }

    /** Where a value lies: 0 at the beginning, 1 at the end, cut off there. */
    double share(double value) {
        return Math.clamp((value - low) / (high - low), 0, 1);
    }
}
