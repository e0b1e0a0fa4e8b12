package io.nacre.activation;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * {@code max(z, 0) + min(0, alpha * (e^(z / alpha) - 1))}: ELU, smooth for every alpha. Source: Barron, 2017.
 *
 * @param alpha above 0; default 1
 */
@KerasName(module = "keras.src.ops.nn")
public record Celu(double alpha) implements Activation {
    /** Checks the numbers. */
    public Celu {
        Require.positive("alpha", alpha);
    }

    /** With the defaults. */
    public static Celu of() {
        return new Celu(1);
    }

    /** The same with this alpha. */
    public Celu withAlpha(double alpha) {
        return new Celu(alpha);
    }

    @Override
    public Node apply(Scope scope, Node z) {
        return z.greater(0).select(z, z.dividedBy(alpha).expm1().times(alpha));
    }
}
