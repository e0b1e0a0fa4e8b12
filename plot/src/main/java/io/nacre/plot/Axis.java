package io.nacre.plot;

import java.util.Optional;

/**
 * An axis of a figure.
 *
 * @param label what is measured, and in what unit; may be empty
 * @param isLogarithmic whether equal distances are equal factors; all values must be above 0 then. Default false
 * @param range what it shows; default all values and a little more
 * @param isWhole whether it counts, so that only whole numbers are marked on a linear axis. Default false
 */
public record Axis(String label, boolean isLogarithmic, Optional<Range> range, boolean isWhole) {
    /** Checks that a logarithmic axis begins above 0. */
    public Axis {
        if (isLogarithmic && range.isPresent() && range.get().low() <= 0) {
            throw new IllegalArgumentException("a logarithmic axis begins above 0, but the range of " + named(label)
                    + " begins at " + range.get().low());
        }
    }

    /** A linear axis that shows all values. */
    public static Axis of(String label) {
        return new Axis(label, false, Optional.empty(), false);
    }

    /** The same, logarithmic. */
    public Axis withLogScale() {
        return new Axis(label, true, range, isWhole);
    }

    /** The same showing this range; what lies outside is cut off. */
    public Axis withRange(double low, double high) {
        return new Axis(label, isLogarithmic, Optional.of(new Range(low, high)), isWhole);
    }

    /** The same for something that is counted, as epochs or layers: marks are at whole numbers only. */
    public Axis withWholeNumbers() {
        return new Axis(label, isLogarithmic, range, true);
    }

    /** Checks that a value has a place on it. */
    void check(String what, double value) {
        if (isLogarithmic && value <= 0) {
            throw new IllegalArgumentException(what + " has the value " + value + ", but " + named(label)
                    + " is logarithmic and shows values above 0 only; leave it out or use a linear axis");
        }
    }

    private static String named(String label) {
        return label.isEmpty() ? "the axis" : "the axis '" + label + "'";
    }
}
