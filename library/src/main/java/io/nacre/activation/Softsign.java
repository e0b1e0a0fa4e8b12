package io.nacre.activation;

import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/** {@code z / (1 + |z|)}: like tanh, but it tends to -1 and 1 slowly. */
public record Softsign() implements Activation {
    @Override
    public Node apply(Scope scope, Node z) {
        return z.dividedBy(z.abs().plus(1));
    }
}
