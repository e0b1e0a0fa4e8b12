package io.nacre.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.nacre.internal.reference.Reference;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The documented derivatives at kinks, and none that is NaN where the function is sound. */
class GradientEdgesTest {
    private static final double NAN = Double.NaN;

    private static void assertDerivative(double[] expected, UnaryOperator<Node> function, double... at) {
        assertArrayEquals(expected, Derivative.of(function, at), 1e-15);
    }

    private static void assertDerivatives(
            List<double[]> expected, Node result, Node x, double[] xs, Node y, double[] ys) {
        Reference run = Reference.of(1).withInput("x", xs).withInput("y", ys);
        List<double[]> derivatives = run.values(Gradients.of(result.sum(), List.of(x, y)));
        assertArrayEquals(expected.get(0), derivatives.get(0), 1e-15);
        assertArrayEquals(expected.get(1), derivatives.get(1), 1e-15);
    }

    // At kinks.

    @Test
    void reluAndAbsAreFlatAtZero() {
        assertDerivative(new double[] {0, 0, 1}, Node::relu, 0, -0.0, Double.MIN_VALUE);
        assertDerivative(new double[] {0, 0, 1, -1}, Node::abs, 0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE);
    }

    @Test
    void stepsAreFlatEvenAtTheStep() {
        assertDerivative(new double[] {0, 0}, Node::sign, 0, 1);
        assertDerivative(new double[] {0, 0}, Node::floor, 0, 1);
        assertDerivative(new double[] {0, 0}, x -> x.less(1), 0, 1);
        assertDerivative(new double[] {0, 0}, x -> x.equalTo(1), 0, 1);
    }

    @Test
    void equalArgumentsOfMaximumAndMinimumShare() {
        Node x = Node.input("x", Shape.of(3));
        Node y = Node.input("y", Shape.of(3));
        double[] xs = {1, 2, 3};
        double[] ys = {2, 2, 2};
        double[] below = {1, 0.5, 0};
        double[] above = {0, 0.5, 1};
        assertDerivatives(List.of(above, below), x.maximum(y), x, xs, y, ys);
        assertDerivatives(List.of(below, above), x.minimum(y), x, xs, y, ys);
        assertDerivative(new double[] {0, 0.5, 1, 0.5, 0}, v -> v.clip(-1, 1), -2, -1, 0, 1, 2);
        assertDerivative(new double[] {1, 1}, v -> v.maximum(v), 0, 5);
    }

    @Test
    void equalLargestElementsShare() {
        assertDerivative(new double[] {0.5, 0, 0.5, 0}, Node::max, 3, 1, 3, 2);
        assertDerivative(new double[] {0.25, 0.25, 0.25, 0.25}, Node::max, 0, 0, 0, 0);
        UnaryOperator<Node> largestOfColumns =
                x -> x.reshape(Shape.of(2, 3)).max(0).times(Node.table(1, 10, 100));
        assertDerivative(new double[] {0.5, 0, 100, 0.5, 10, 0}, largestOfColumns, 1, 1, 1, 1, 2, 0);
    }

    // At extremes.

    @Test
    void powerIsSoundAtBaseZeroAndExponentZero() {
        Node x = Node.input("x", Shape.of(8));
        Node y = Node.input("y", Shape.of(8));
        double[] bases = {0, 0, 0, 0, -2, -2, 3, 1};
        double[] exponents = {0, 1, 2, 3.5, 2, 0, 0, 5};
        assertDerivatives(
                List.of(new double[] {0, 1, 0, 0, -4, 0, 0, 5}, new double[] {0, 0, 0, 0, 0, 0, Math.log(3), 0}),
                x.power(y),
                x,
                bases,
                y,
                exponents);
    }

    @Test
    void saturatedFunctionsAreFlatAndNotNaN() {
        double[] far = {-1e4, 1e4};
        assertDerivative(new double[] {0, 1}, Node::softplus, far);
        assertDerivative(new double[] {0, 0}, Node::sigmoid, far);
        assertDerivative(new double[] {0, 0}, Node::tanh, far);
        assertDerivative(new double[] {0, 0}, Node::erf, far);
        assertDerivative(new double[] {0, 0}, Node::exp, -1e4, -1e5);
        assertDerivative(new double[] {0, 0}, Node::expm1, -1e4, -1e5);
        assertDerivative(new double[] {0, 1}, z -> z.times(z.softplus().tanh()), far);
        assertDerivative(new double[] {0, 1}, z -> z.times(z.sigmoid()), far);
    }

    @Test
    void softmaxIsSoundFarOut() {
        UnaryOperator<Node> first = x -> x.times(Node.table(1, 0, 0));
        assertDerivative(new double[] {0, 0, 0}, x -> first.apply(x.softmax()), 1e4, 0, -1e4);
        assertDerivative(new double[] {0, 0, 0}, x -> first.apply(x.logSoftmax()), 1e4, 0, -1e4);
        assertDerivative(new double[] {1, -1, 0}, x -> first.apply(x.logSoftmax()), -1e4, 1e4, 0);
        assertDerivative(new double[] {0.5, -0.5, 0}, x -> first.apply(x.logSoftmax()), 1e4, 1e4, -1e4);
    }

    // What select does not choose.

    @Test
    void selectPassesNothingToTheOtherSide() {
        Node x = Node.input("x", Shape.of(3));
        Node y = Node.input("y", Shape.of(3));
        Node condition = Node.table(1, 0, NAN);
        Node result = condition.select(x.times(2), y.times(3));
        assertDerivatives(
                List.of(new double[] {2, 0, 2}, new double[] {0, 3, 0}),
                result,
                x,
                new double[] {1, NAN, 1},
                y,
                new double[] {NAN, 1, NAN});
        assertDerivative(new double[] {0, 0}, v -> v.select(Node.constant(1), Node.constant(2)), 0, 1);
    }

    @Test
    void aBranchWithoutAValueHasNoInfluence() {
        double[] at = {-1, 0, 4};
        assertDerivative(new double[] {0, 0, 0.25}, x -> x.greater(0).select(x.log(), Node.constant(0)), at);
        assertDerivative(new double[] {0, 0, 0.25}, x -> x.greater(0).select(x.sqrt(), Node.constant(0)), at);
        assertDerivative(new double[] {0, 0, -0.0625}, x -> x.greater(0).select(x.reciprocal(), Node.constant(0)), at);
        assertDerivative(new double[] {0, 0, -0.0625}, x -> x.greater(0).select(x.rsqrt(), Node.constant(0)), at);
        assertDerivative(
                new double[] {0, 0, 1 + Math.log(4)}, x -> x.greater(0).select(x.times(x.log()), Node.constant(0)), at);
        assertDerivative(
                new double[] {0, 0, -0.125},
                x -> x.greater(0).select(Node.constant(2).dividedBy(x), x.floor()),
                at);
        assertDerivative(new double[] {Math.exp(-1), 1, 1}, x -> x.greater(0).select(x, x.expm1()), -1, 0, 1e4);
        assertDerivative(new double[] {Math.exp(-1), 1, 1}, x -> x.lessEqual(0).select(x.exp(), x), -1, 0, 1e4);
    }

    @Test
    void nestedBranchesHaveNoInfluenceEither() {
        // 0 below 0, the square root up to 1, above the logarithm, of what is itself infinite below 0
        UnaryOperator<Node> nested = x -> {
            Node root = x.sqrt();
            Node inner = x.greater(1).select(root.log(), root);
            return x.greater(0).select(inner, Node.constant(0));
        };
        assertDerivative(new double[] {0, 0, 1, 0.125}, nested, -1, 0, 0.25, 4);
        assertDerivative(
                new double[] {0, 0, 1, 0.125},
                x -> x.lessEqual(0).select(Node.constant(0), nested.apply(x)),
                -1,
                0,
                0.25,
                4);
    }

    @Test
    void aBranchPassesNothingToWhatItSharesEither() {
        Node x = Node.input("x", Shape.of(3));
        Node y = Node.input("y", Shape.SCALAR);
        Node result = x.greater(0).select(x.log().times(y), Node.constant(0));
        assertDerivatives(
                List.of(new double[] {0, 0, 2}, new double[] {Math.log(4)}),
                result,
                x,
                new double[] {-1, 0, 4},
                y,
                new double[] {8});
    }

    @Test
    void aBranchHasNoInfluenceOnDerivativesByItsOwnParts() {
        Node x = Node.input("x", Shape.of(2));
        Node root = x.sqrt();
        Node result = x.greater(0).select(root.log(), Node.constant(0)).sum();
        double[] byRoot = Reference.of(1)
                .withInput("x", 0, 4)
                .value(Gradients.of(result, List.of(root)).get(0));
        assertArrayEquals(new double[] {0, 0.5}, byRoot);
    }

    @Test
    void aBranchHasNoInfluenceOnSecondDerivatives() {
        assertArrayEquals(
                new double[] {0, 0, -0.0625},
                Derivative.of(2, x -> x.greater(0).select(x.log(), Node.constant(0)), -1, 0, 4));
    }

    @Test
    void whatABranchDoesChooseKeepsItsInfiniteDerivative() {
        assertDerivative(
                new double[] {0, Double.POSITIVE_INFINITY, 0.25},
                x -> x.less(0).select(Node.constant(0), x.sqrt()),
                -1,
                0,
                4);
    }
}
