package io.nacre.activation;

import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * The rectified linear unit, {@code max(z, 0)}; derivative 0 at 0.
 *
 * <p>The default of shallow nets, with He initialization. Units whose input stays negative receive no gradient and stay
 * so (they die); a leaky variant or a smooth one does not have that fault. Source: Nair and Hinton, 2010.
 */
public record Relu() implements Activation {
    @Override
    public Node apply(Scope scope, Node z) {
        return z.relu();
    }
}
