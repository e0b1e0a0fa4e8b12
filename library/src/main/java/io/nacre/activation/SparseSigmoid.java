package io.nacre.activation;

import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/** {@code min(max((z + 1) / 2, 0), 1)}: the derivative of sparse plus. */
public record SparseSigmoid() implements Activation {
    @Override
    public Node apply(Scope scope, Node z) {
        return z.plus(1).times(0.5).clip(0, 1);
    }
}
