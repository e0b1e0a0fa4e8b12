package io.nacre.activation;

import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * {@code e^z / sum(e^z)} along the last axis: the probabilities of exclusive classes.
 *
 * <p>For the outputs of classifiers. Losses recognise it and compute from what lies before it, so that probabilities
 * which round to 0 still give the exact loss and gradient.
 */
public record Softmax() implements Activation {
    @Override
    public Node apply(Scope scope, Node z) {
        return z.softmax();
    }
}
