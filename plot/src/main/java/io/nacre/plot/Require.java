package io.nacre.plot;

import java.util.List;

/** Checks of what figures are made of, whose messages say what, where, what is allowed, and what was given. */
final class Require {
    private Require() {}

    static void finite(String what, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(what + " must be a finite number, not " + value);
        }
    }

    static void positive(String what, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + " must be a number above 0, not " + value);
        }
    }

    static void present(String what, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(what + " must not be empty");
        }
    }

    /** Whether there are values, and all can be drawn. */
    static void drawable(String what, List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException(what + " has no values; a figure needs at least one");
        }
        for (int i = 0; i < values.size(); i++) {
            if (!Double.isFinite(values.get(i))) {
                throw new IllegalArgumentException(what + " has the value " + values.get(i) + " at position " + i
                        + ", which has no place in a figure; leave such points out");
            }
        }
    }

    static void sameSize(String what, int size, String other, int otherSize) {
        if (size != otherSize) {
            throw new IllegalArgumentException(
                    what + " has " + size + " values, but " + other + " has " + otherSize + "; they must be as many");
        }
    }
}
