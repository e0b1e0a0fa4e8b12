package io.nacre.activation;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * The sigmoid linear unit, also called Swish: {@code z * sigmoid(z)}.
 *
 * <p>Smooth, and not monotonic: a little below 0 it dips to -0.28. Often better than ReLU in deep nets, at the price of
 * an exponential a value. Sources: Hendrycks and Gimpel, 2016; Ramachandran et al., 2017.
 */
@KerasName(aliases = {"silu", "swish"})
public record Silu() implements Activation {
    @Override
    public Node apply(Scope scope, Node z) {
        return z.times(z.sigmoid());
    }
}
