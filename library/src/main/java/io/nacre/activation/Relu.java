package io.nacre.activation;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import java.util.Optional;

/**
 * The rectified linear unit, {@code max(z, 0)}; derivative 0 at 0. In general
 *
 * <pre>{@code
 * min(z, maxValue)                  where z > threshold
 * negativeSlope * (z - threshold)   elsewhere
 * }</pre>
 *
 * <p>The default of shallow nets, with He initialization. Units whose input stays negative receive no gradient and stay
 * so (they die); a leaky variant or a smooth one does not have that fault. Source: Nair and Hinton, 2010.
 *
 * @param maxValue at least 0; default none
 * @param negativeSlope at least 0; default 0
 * @param threshold at least 0; default 0
 */
@KerasName(value = "ReLU", module = "keras.layers")
public record Relu(Optional<Double> maxValue, double negativeSlope, double threshold) implements Activation {
    /** Checks the numbers. */
    public Relu {
        maxValue.ifPresent(value -> Require.atLeastZero("maxValue", value));
        Require.atLeastZero("negativeSlope", negativeSlope);
        Require.atLeastZero("threshold", threshold);
    }

    /** {@code max(z, 0)} */
    public static Relu of() {
        return new Relu(Optional.empty(), 0, 0);
    }

    /** The same, no larger than this. */
    public Relu withMaxValue(double maxValue) {
        return new Relu(Optional.of(maxValue), negativeSlope, threshold);
    }

    /** The same with this slope below the threshold. */
    public Relu withNegativeSlope(double negativeSlope) {
        return new Relu(maxValue, negativeSlope, threshold);
    }

    /** The same with the bend at this number. */
    public Relu withThreshold(double threshold) {
        return new Relu(maxValue, negativeSlope, threshold);
    }

    @Override
    public Node apply(Scope scope, Node z) {
        if (equals(of())) {
            return z.relu();
        }
        Node upper = maxValue.map(z::minimum).orElse(z);
        Node lower = negativeSlope == 0 ? Node.constant(0) : z.minus(threshold).times(negativeSlope);
        return z.greater(threshold).select(upper, lower);
    }
}
