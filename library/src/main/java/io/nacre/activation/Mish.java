package io.nacre.activation;

import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * {@code z * tanh(softplus(z))}: smooth and not monotonic, near Swish and often a little better. Source: Misra, 2019.
 */
public record Mish() implements Activation {
    @Override
    public Node apply(Scope scope, Node z) {
        return z.times(z.softplus().tanh());
    }
}
