package io.nacre.regularizer;

import io.nacre.graph.Node;

/**
 * {@code l1 * sum(|w|)}: drives weights to zero, for sparse models.
 *
 * @param l1 the factor, at least 0; Keras's default is 0.01
 */
public record L1(double l1) implements Regularizer {
    /** Checks the factor. */
    public L1 {
        Factor.check("l1", l1);
    }

    /** Factor 0.01. */
    public static L1 of() {
        return new L1(0.01);
    }

    @Override
    public Node penalty(Node weight) {
        return weight.abs().sum().times(l1);
    }
}
