package io.nacre.activation;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * z above a threshold, else another number.
 *
 * @param threshold any finite number
 * @param defaultValue what stands for the rest; any finite number
 */
@KerasName(module = "keras.src.ops.nn")
public record Threshold(double threshold, double defaultValue) implements Activation {
    /** Checks the numbers. */
    public Threshold {
        Require.finite("threshold", threshold);
        Require.finite("defaultValue", defaultValue);
    }

    /** z above the threshold, else another number. */
    public static Threshold of(double threshold, double defaultValue) {
        return new Threshold(threshold, defaultValue);
    }

    @Override
    public Node apply(Scope scope, Node z) {
        return z.greater(threshold).select(z, Node.constant(defaultValue));
    }
}
