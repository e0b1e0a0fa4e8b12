package io.nacre.activation;

import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/** {@code log(sigmoid(z))}, exact where the sigmoid is nearly 0. */
public record LogSigmoid() implements Activation {
    @Override
    public Node apply(Scope scope, Node z) {
        return z.negate().softplus().negate();
    }
}
