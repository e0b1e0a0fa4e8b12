package io.nacre.activation;

import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * Scaled ELU, {@code 1.0507 * z} where positive, else {@code 1.0507 * 1.6733 * (e^z - 1)}: in a plain stack of dense
 * layers results keep mean 0 and deviation 1, so that gradients neither vanish nor explode.
 *
 * <p>That holds if inputs are standardized, kernels begin with {@code lecunNormal}, and nothing but dense layers and
 * alpha dropout stands between; with skip connections, l1, l2, max norm or batch normalization it does not. Source:
 * Klambauer et al., 2017.
 */
public record Selu() implements Activation {
    private static final double ALPHA = 1.6732632423543772848170429916717;
    private static final double SCALE = 1.0507009873554804934193349852946;

    @Override
    public Node apply(Scope scope, Node z) {
        return z.greater(0).select(z, z.expm1().times(ALPHA)).times(SCALE);
    }
}
