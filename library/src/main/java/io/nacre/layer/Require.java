package io.nacre.layer;

import io.nacre.graph.Node;
import java.util.List;

/** Checks of configuration values, whose messages say what, what is allowed, and what was given. */
final class Require {
    private Require() {}

    static void atLeast(String name, int least, int given) {
        if (given < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", not " + given);
        }
    }

    static void between(String name, double low, double high, double given) {
        if (!(given >= low && given <= high)) {
            throw new IllegalArgumentException(name + " must be between " + low + " and " + high + ", not " + given);
        }
    }

    static void inputs(int count, List<Node> given) {
        if (given.size() != count) {
            throw new IllegalArgumentException("it takes " + count + " inputs, but was given " + given.size());
        }
    }

    /** A copy of a list that must not be empty. */
    static <T> List<T> some(String name, List<T> given) {
        if (given.isEmpty()) {
            throw new IllegalArgumentException(name + " must name at least one, not " + given);
        }
        return List.copyOf(given);
    }

    static void positive(String name, double given) {
        if (!(given > 0) || Double.isInfinite(given)) {
            throw new IllegalArgumentException(name + " must be a number above 0, not " + given);
        }
    }
}
