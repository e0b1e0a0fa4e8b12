package io.nacre.activation;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/** {@code z * hardSigmoid(z)}, also called hard Swish. Source: Howard et al., 2019. */
@KerasName(aliases = {"hard_silu", "hard_swish"})
public record HardSilu() implements Activation {
    @Override
    public Node apply(Scope scope, Node z) {
        return z.times(z.plus(3).clip(0, 6).dividedBy(6));
    }
}
