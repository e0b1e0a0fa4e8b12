package io.nacre.graph;

import io.nacre.internal.reference.Reference;
import java.util.List;
import java.util.function.UnaryOperator;

/** The derivative of a function of numbers, for tests. */
final class Derivative {
    private Derivative() {}

    /** The derivatives of the sum of a function's results by each of these numbers, in float64. */
    static double[] of(UnaryOperator<Node> function, double... at) {
        return of(1, function, at);
    }

    /** Those of an order above the first: each time the sum of the derivatives before is differentiated. */
    static double[] of(int order, UnaryOperator<Node> function, double... at) {
        Node x = Node.input("x", Shape.of(at.length));
        Node derivative = function.apply(x);
        for (int i = 0; i < order; i++) {
            derivative = Gradients.of(derivative.sum(), List.of(x)).get(0);
        }
        return Reference.of(1).withInput("x", at).value(derivative);
    }
}
