package io.nacre.activation;

import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/** {@code z} itself: no activation. */
public record Linear() implements Activation {
    @Override
    public Node apply(Scope scope, Node z) {
        return z;
    }
}
