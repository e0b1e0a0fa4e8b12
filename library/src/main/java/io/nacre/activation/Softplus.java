package io.nacre.activation;

import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/** {@code log(1 + e^z)}: a smooth ReLU, always positive; for outputs that must be, such as a scale. */
public record Softplus() implements Activation {
    @Override
    public Node apply(Scope scope, Node z) {
        return z.softplus();
    }
}
