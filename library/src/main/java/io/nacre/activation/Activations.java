package io.nacre.activation;

import io.nacre.graph.Node;
import java.util.function.UnaryOperator;

/** Makes activations: {@code import static io.nacre.activation.Activations.*}. */
public final class Activations {
    private Activations() {}

    /** {@link Relu} */
    public static Relu relu() {
        return new Relu();
    }

    /** {@link Sigmoid} */
    public static Sigmoid sigmoid() {
        return new Sigmoid();
    }

    /** {@link Tanh} */
    public static Tanh tanh() {
        return new Tanh();
    }

    /** {@link Softmax} */
    public static Softmax softmax() {
        return new Softmax();
    }

    /** {@link Silu}, also called Swish */
    public static Silu silu() {
        return new Silu();
    }

    /** {@link Linear} */
    public static Linear linear() {
        return new Linear();
    }

    /** {@link Custom}: an activation of your own. */
    public static Custom custom(String name, UnaryOperator<Node> function) {
        return new Custom(name, function);
    }
}
