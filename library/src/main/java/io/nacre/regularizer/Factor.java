package io.nacre.regularizer;

/** The rule that all factors of penalties follow. */
final class Factor {
    private Factor() {}

    static void check(String name, double factor) {
        if (!(factor >= 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException(name + " must be a number of at least 0, not " + factor);
        }
    }
}
