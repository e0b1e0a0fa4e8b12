package io.nacre.activation;

import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/** {@code min(max(z, -1), 1)}: a tanh of straight lines. */
public record HardTanh() implements Activation {
    @Override
    public Node apply(Scope scope, Node z) {
        return z.clip(-1, 1);
    }
}
