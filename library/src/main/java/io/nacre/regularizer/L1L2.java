package io.nacre.regularizer;

import io.nacre.graph.Node;

/**
 * {@code l1 * sum(|w|) + l2 * sum(w^2)}.
 *
 * @param l1 the factor of the absolute values, at least 0
 * @param l2 the factor of the squares, at least 0
 */
public record L1L2(double l1, double l2) implements Regularizer {
    /** Checks the factors. */
    public L1L2 {
        Factor.check("l1", l1);
        Factor.check("l2", l2);
    }

    /** No penalty yet, as in Keras, where both factors are 0 unless given. */
    public static L1L2 of() {
        return new L1L2(0, 0);
    }

    @Override
    public Node penalty(Node weight) {
        return new L1(l1).penalty(weight).plus(new L2(l2).penalty(weight));
    }
}
