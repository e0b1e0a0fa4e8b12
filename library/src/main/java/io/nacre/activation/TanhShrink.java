package io.nacre.activation;

import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/** {@code z - tanh(z)}: nearly 0 near 0. */
public record TanhShrink() implements Activation {
    @Override
    public Node apply(Scope scope, Node z) {
        return z.minus(z.tanh());
    }
}
