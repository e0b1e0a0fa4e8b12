package io.nacre.regularizer;

import io.nacre.graph.Node;

/**
 * {@code l2 * sum(w^2)}: keeps weights small.
 *
 * <p>Not with Adam and its kin, whose steps undo the proportion; use their weight decay instead.
 *
 * @param l2 the factor, at least 0; Keras's default is 0.01
 */
public record L2(double l2) implements Regularizer {
    /** Checks the factor. */
    public L2 {
        Factor.check("l2", l2);
    }

    /** Factor 0.01. */
    public static L2 of() {
        return new L2(0.01);
    }

    @Override
    public Node penalty(Node weight) {
        return weight.square().sum().times(l2);
    }
}
