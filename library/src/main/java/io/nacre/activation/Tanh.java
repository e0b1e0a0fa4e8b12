package io.nacre.activation;

import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * The hyperbolic tangent, between -1 and 1.
 *
 * <p>Centred on 0, unlike the sigmoid, but it saturates likewise in deep nets.
 */
public record Tanh() implements Activation {
    @Override
    public Node apply(Scope scope, Node z) {
        return z.tanh();
    }
}
