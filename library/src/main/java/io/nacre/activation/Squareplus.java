package io.nacre.activation;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * {@code (z + sqrt(z^2 + b)) / 2}: a smooth ReLU without an exponential. Below 0 it is computed as {@code b / (2
 * (sqrt(z^2 + b) - z))}, which is the same, but does not round to 0. Source: Barron, 2021.
 *
 * @param b how wide the bend is; above 0; default 4
 */
@KerasName(module = "keras.src.ops.nn")
public record Squareplus(double b) implements Activation {
    /** Checks the numbers. */
    public Squareplus {
        Require.positive("b", b);
    }

    /** With the defaults. */
    public static Squareplus of() {
        return new Squareplus(4);
    }

    /** The same with this b. */
    public Squareplus withB(double b) {
        return new Squareplus(b);
    }

    @Override
    public Node apply(Scope scope, Node z) {
        Node magnitude = z.abs();
        Node larger = magnitude.maximum(Math.sqrt(b));
        Node root = larger.times(magnitude
                .dividedBy(larger)
                .square()
                .plus(Node.constant(Math.sqrt(b)).dividedBy(larger).square())
                .sqrt()); // sqrt(z^2 + b) without a square that overflows
        return z.greater(0).select(root.plus(z).times(0.5), Node.constant(b / 2).dividedBy(root.minus(z)));
    }
}
