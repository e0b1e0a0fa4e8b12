package io.nacre.activation;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * The Gaussian error linear unit, {@code z * P(X <= z)} with X standard normal: smooth, and a little below 0 for small
 * negative z.
 *
 * <p>Often better than ReLU in deep nets and the usual choice in transformers, at the price of costlier functions.
 * Source: Hendrycks and Gimpel, 2016.
 *
 * @param form how it is computed; default {@link Form#EXACT}
 */
@KerasName(module = "keras.src.ops.nn")
public record Gelu(
        @KerasName(value = "approximate", onlyRead = "form") Form form) implements Activation {
    /** The exact function, or one near it. */
    public enum Form {
        /** {@code z * (1 + erf(z / sqrt(2))) / 2} */
        @KerasName(value = "false", onlyRead = "exact")
        EXACT,
        /** {@code z * (1 + tanh(sqrt(2 / pi) * (z + 0.044715 z^3))) / 2}; within 0.0005 */
        @KerasName(value = "true", onlyRead = "tanh")
        TANH,
        /** {@code z * sigmoid(1.702 z)}; within 0.02; Keras does not have it */
        SIGMOID
    }

    /** Beyond it both approximations are z or 0 to the last bit; its cube is far from overflow. */
    private static final double SATURATED = 15;

    private static final double CUBIC = 0.044715;
    private static final double SIGMOID_FACTOR = 1.702;

    /** The exact function. */
    public static Gelu of() {
        return new Gelu(Form.EXACT);
    }

    /** An approximation. */
    public Gelu withForm(Form form) {
        return new Gelu(form);
    }

    @Override
    public Node apply(Scope scope, Node z) {
        return switch (form) {
            case EXACT -> z.times(0.5).times(z.times(Math.sqrt(0.5)).erf().plus(1));
            case TANH -> {
                Node near = z.clip(-SATURATED, SATURATED);
                Node inner = near.plus(near.times(near.square()).times(CUBIC)).times(Math.sqrt(2 / Math.PI));
                yield z.times(0.5).times(inner.tanh().plus(1));
            }
            case SIGMOID -> z.times(z.times(SIGMOID_FACTOR).sigmoid());
        };
    }
}
