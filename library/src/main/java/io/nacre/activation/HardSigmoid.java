package io.nacre.activation;

import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * {@code min(max(z / 6 + 1/2, 0), 1)}: a sigmoid of straight lines, without an exponential. Its gradient is 0 beyond -3
 * and 3.
 */
public record HardSigmoid() implements Activation {
    @Override
    public Node apply(Scope scope, Node z) {
        return z.plus(3).clip(0, 6).dividedBy(6);
    }
}
