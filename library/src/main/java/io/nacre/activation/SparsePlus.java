package io.nacre.activation;

import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/** 0 below -1, z above 1, {@code (z + 1)^2 / 4} between: a smooth ReLU that is exactly 0 for most negative z. */
public record SparsePlus() implements Activation {
    @Override
    public Node apply(Scope scope, Node z) {
        Node bend = z.clip(-1, 1).plus(1).square().times(0.25);
        return z.greater(1).select(z, bend);
    }
}
