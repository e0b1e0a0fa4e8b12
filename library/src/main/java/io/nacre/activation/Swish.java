package io.nacre.activation;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * {@code z * sigmoid(beta * z)}: SiLU for beta 1, near ReLU for large beta. {@link TrainableSwish} learns beta. Source:
 * Ramachandran, Zoph and Le, 2017.
 *
 * @param beta any finite number; default 1
 */
@KerasName(value = "NacreSwish", module = "nacre.activations")
public record Swish(double beta) implements Activation {
    /** Checks the numbers. */
    public Swish {
        Require.finite("beta", beta);
    }

    /** With the defaults. */
    public static Swish of() {
        return new Swish(1);
    }

    /** The same with this beta. */
    public Swish withBeta(double beta) {
        return new Swish(beta);
    }

    @Override
    public Node apply(Scope scope, Node z) {
        return z.times(z.times(beta).sigmoid());
    }
}
