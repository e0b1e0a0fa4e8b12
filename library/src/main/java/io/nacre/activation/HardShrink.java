package io.nacre.activation;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * z beyond a threshold and its negative, 0 between.
 *
 * @param threshold at least 0; default 0.5
 */
@KerasName(module = "keras.src.ops.nn")
public record HardShrink(double threshold) implements Activation {
    /** Checks the numbers. */
    public HardShrink {
        Require.atLeastZero("threshold", threshold);
    }

    /** With the defaults. */
    public static HardShrink of() {
        return new HardShrink(0.5);
    }

    /** The same with this threshold. */
    public HardShrink withThreshold(double threshold) {
        return new HardShrink(threshold);
    }

    @Override
    public Node apply(Scope scope, Node z) {
        return z.abs().greater(threshold).select(z, Node.constant(0));
    }
}
