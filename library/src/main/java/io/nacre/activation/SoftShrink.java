package io.nacre.activation;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * What remains of z beyond a threshold: {@code z - threshold} above it, {@code z + threshold} below its negative, 0
 * between.
 *
 * @param threshold at least 0; default 0.5
 */
@KerasName(module = "keras.src.ops.nn")
public record SoftShrink(double threshold) implements Activation {
    /** Checks the numbers. */
    public SoftShrink {
        Require.atLeastZero("threshold", threshold);
    }

    /** With the defaults. */
    public static SoftShrink of() {
        return new SoftShrink(0.5);
    }

    /** The same with this threshold. */
    public SoftShrink withThreshold(double threshold) {
        return new SoftShrink(threshold);
    }

    @Override
    public Node apply(Scope scope, Node z) {
        return z.abs().greater(threshold).select(z.minus(z.sign().times(threshold)), Node.constant(0));
    }
}
