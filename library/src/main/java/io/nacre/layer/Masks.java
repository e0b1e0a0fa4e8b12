package io.nacre.layer;

import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import io.nacre.graph.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Random masks that layers drop by: 1 where a number is kept, else 0. */
final class Masks {
    private Masks() {}

    /** Checks the share that is dropped. */
    static void rate(double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("rate must be from 0 to 1, not " + rate);
        }
    }

    /** Checks a rate of which a formula needs that something is kept; as in Keras it is refused where it is applied. */
    static void somethingKept(double rate) {
        if (rate == 1) {
            throw new IllegalArgumentException(
                    "rate 1 keeps nothing whose moments could be preserved; take a rate below 1");
        }
    }

    /** The input with some of it dropped, and the rest scaled up, so that the expected sum is kept. */
    static Node dropped(Scope scope, Node x, double rate, Optional<List<Optional<Integer>>> noiseShape) {
        double scale = rate < 1 ? 1 / (1 - rate) : 1;
        return x.times(kept(scope, x, rate, noiseShape).times(scale));
    }

    /** Checks the sizes of a mask; the empty ones are those of the input. */
    static Optional<List<Optional<Integer>>> noiseShape(Optional<List<Optional<Integer>>> sizes) {
        sizes.ifPresent(list -> list.forEach(size -> {
            if (size.isPresent() && size.get() < 1) {
                throw new IllegalArgumentException(
                        "noiseShape has sizes of at least 1, or none for the input's own, not " + size.get());
            }
        }));
        return sizes.map(List::copyOf);
    }

    /** The sizes of a mask as users write them. */
    static Optional<List<Optional<Integer>>> noiseShape(int... sizes) {
        return Optional.of(IntStream.of(sizes)
                .mapToObj(size -> size == Shape.BATCH ? Optional.<Integer>empty() : Optional.of(size))
                .toList());
    }

    /** Which numbers are kept, each with probability {@code 1 - rate}; in the shape that the mask has. */
    static Node kept(Scope scope, Node x, double rate, Optional<List<Optional<Integer>>> sizes) {
        Shape shape = x.shape();
        if (sizes.isPresent()) {
            List<Optional<Integer>> given = sizes.get();
            boolean fits = given.size() == shape.rank();
            for (int axis = 0; fits && axis < given.size(); axis++) {
                int size = given.get(axis).orElse(shape.size(axis));
                fits = size == 1 || size == shape.size(axis);
                shape = shape.with(axis, size);
            }
            if (!fits) {
                throw new IllegalArgumentException(
                        "noiseShape has for each axis of the input 1, or the input's size, or"
                                + " nothing for the same; " + text(given) + " does not fit an input of shape "
                                + x.shape());
            }
        }
        return scope.uniform(shape).greaterEqual(rate);
    }

    private static List<String> text(List<Optional<Integer>> sizes) {
        return sizes.stream().map(size -> size.map(String::valueOf).orElse("-")).toList();
    }
}
