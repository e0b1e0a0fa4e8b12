package io.nacre.activation;

import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * The logistic function, {@code 1 / (1 + e^-z)}, between 0 and 1: the probability of a yes.
 *
 * <p>For outputs of binary and multilabel classifiers. In hidden layers it saturates, and gradients vanish.
 */
public record Sigmoid() implements Activation {
    @Override
    public Node apply(Scope scope, Node z) {
        return z.sigmoid();
    }
}
