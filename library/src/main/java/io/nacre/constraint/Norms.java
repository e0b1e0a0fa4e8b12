package io.nacre.constraint;

import io.nacre.graph.Node;
import java.util.List;

/** What the constraints of lengths share: lengths along axes, and Keras's way of changing them. */
final class Norms {
    /** Added to a length before it divides, so that weights of length 0 stay 0. */
    private static final double EPSILON = 1e-7;

    private Norms() {}

    /** A copy of the axes, of which there must be some, each once. */
    static List<Integer> axes(List<Integer> axis) {
        if (axis.isEmpty() || axis.stream().distinct().count() < axis.size()) {
            throw new IllegalArgumentException("axis must name at least one axis, and each once, not " + axis);
        }
        return List.copyOf(axis);
    }

    static void atLeastZero(String name, double given) {
        if (!(given >= 0) || Double.isInfinite(given)) {
            throw new IllegalArgumentException(name + " must be a number of at least 0, not " + given);
        }
    }

    /** The lengths of the vectors along these axes, which stay with size 1. */
    static Node of(Node weight, List<Integer> axis) {
        return weight.square()
                .sumKeepDims(axis.stream().mapToInt(Integer::intValue).toArray())
                .sqrt();
    }

    /** The weight with other lengths. */
    static Node change(Node weight, Node norms, Node desired) {
        return weight.times(desired.dividedBy(norms.plus(EPSILON)));
    }
}
