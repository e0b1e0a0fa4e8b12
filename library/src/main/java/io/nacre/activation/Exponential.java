package io.nacre.activation;

import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/** {@code e^z}: for outputs that are rates, as under Poisson loss. It overflows above 88. */
public record Exponential() implements Activation {
    @Override
    public Node apply(Scope scope, Node z) {
        return z.exp();
    }
}
