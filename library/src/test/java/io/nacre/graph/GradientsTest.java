package io.nacre.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.nacre.internal.reference.FiniteDifferences;
import io.nacre.internal.reference.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradient of every operation, held to finite differences away from kinks. */
class GradientsTest {
    /** One, and one that is no fixed size of the shapes below. */
    private static final List<Integer> BATCHES = List.of(1, 5);

    private static Node x(int... sizes) {
        return Node.input("x", Shape.of(sizes));
    }

    /** Numbers at which a function is smooth. */
    private static double[] smooth(Unary function) {
        return switch (function) {
            case NEGATE, SQUARE, EXP, EXPM1, SIN, COS, TANH, SIGMOID, SOFTPLUS, ERF ->
                new double[] {-2.3, -0.7, 0, 0.4, 1.9};
            case ABS, SIGN, RELU, RECIPROCAL -> new double[] {-2.3, -0.7, 0.4, 1.9};
            case SQRT, RSQRT, LOG -> new double[] {0.2, 0.7, 1.1, 2.9};
            case LOG1P -> new double[] {-0.7, 0, 0.4, 1.9};
            case FLOOR -> new double[] {-2.3, -0.7, 0.4, 1.9};
        };
    }

    @ParameterizedTest
    @EnumSource
    void everyFunctionOfOneNumber(Unary function) {
        for (Shape shape : List.of(Shape.SCALAR, Shape.of(1), Shape.of(5), Shape.of(-1, 3), Shape.of(2, 1, 4))) {
            Node node = Node.input("x", shape).map(function);
            check(node, smooth(function), smooth(function));
        }
    }

    /** Two arrays of any shapes that can be combined, one or the other or both repeated, also to the batch. */
    static final List<List<Shape>> PAIRS = List.of(
            List.of(Shape.SCALAR, Shape.SCALAR),
            List.of(Shape.of(1), Shape.SCALAR),
            List.of(Shape.of(-1, 3), Shape.of(-1, 3)),
            List.of(Shape.of(-1, 3), Shape.SCALAR),
            List.of(Shape.of(-1, 3), Shape.of(1)),
            List.of(Shape.of(-1, 3), Shape.of(3)),
            List.of(Shape.of(-1, 3), Shape.of(1, 3)),
            List.of(Shape.of(-1, 3), Shape.of(-1, 1)),
            List.of(Shape.of(-1, 1), Shape.of(3)),
            List.of(Shape.of(-1, 1), Shape.of(1, 3)),
            List.of(Shape.of(-1, 1), Shape.of(-1, 1)),
            List.of(Shape.of(2, 3, 2), Shape.of(2, 1, 2)),
            List.of(Shape.of(2, 1, 2), Shape.of(1, 3, 1)),
            List.of(Shape.of(-1, 2, 3), Shape.of(2, 1)),
            List.of(Shape.of(-1, 1, 1, 2), Shape.of(3, 1, 1)),
            List.of(Shape.of(-2, 3), Shape.of(1, 3)));

    @ParameterizedTest
    @EnumSource
    void everyFunctionOfTwoNumbers(Binary function) {
        // Nothing equal or zero, and so many of each that all meet.
        double[] first = switch (function) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MAXIMUM, MINIMUM, LESS, LESS_EQUAL, EQUAL, NOT_EQUAL ->
                new double[] {-2.3, 0.9, 1.9, -0.7, 0.4, -1.3, 2.1};
            case POWER -> new double[] {0.3, 2.3, 0.9, 1.9, 0.7};
        };
        double[] second = {0.6, -1.7, 2.4, -0.3, 1.2};
        for (List<Shape> pair : PAIRS) {
            for (List<Shape> shapes : List.of(pair, pair.reversed())) {
                Node node = Node.map(function, Node.input("x", shapes.get(0)), Node.input("y", shapes.get(1)));
                check(node, first, second);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.nacre.graph.EveryOperation#smooth")
    void everyOtherOperation(Node node) {
        check(node, apart(-2), apart(1));
    }

    @Test
    void nothingFlowsBackThroughStopGradient() {
        assertArrayEquals(new double[] {3, 5}, Derivative.of(x -> x.times(x.stopGradient()), 3, 5));
        assertArrayEquals(new double[] {0, 0}, Derivative.of(x -> x.exp().stopGradient(), 3, 5));
    }

    @Test
    void aUsersOwnActivationNeedsOneExpression() {
        UnaryOperator<Node> mish = z -> z.times(z.softplus().tanh());
        check(mish.apply(x(-1, 3)), new double[] {-30, -2, -0.5, 0, 1, 20}, new double[0]);
        // By hand: tanh(softplus(1)) + sigmoid(1) * (1 - tanh(softplus(1))^2)
        assertArrayEquals(new double[] {1.0490362200997922}, Derivative.of(mish, 1), 1e-15);
    }

    @Test
    void aNegativeBaseHasADerivativeByTheBaseAtWholeExponents() {
        Node node = x(4).power(Node.table(2, 3, -1, 1));
        FiniteDifferences.of(Reference.of(1).withInput("x", -2, -1.5, -0.5, -3)).check(node);
    }

    @Test
    void aNodeUsedOftenCollectsAllItsDerivatives() {
        Node x = x(3);
        Node shared = x.exp();
        Node node = shared.times(shared).plus(shared.sum()).plus(x).minus(shared.softmax());
        FiniteDifferences.of(Reference.of(1).withInput("x", -1, 0.5, 2)).check(node);
    }

    @Test
    void anyNodeCanBeDifferentiatedBy() {
        Node x = x(3);
        Node inner = x.square();
        Node scalar = inner.exp().sum();
        List<Node> gradients = Gradients.of(scalar, List.of(inner, x, scalar, inner));
        List<double[]> values = Reference.of(1).withInput("x", 0.5, 1, -1).values(gradients);
        double[] byInner = {Math.exp(0.25), Math.E, Math.E};
        assertArrayEquals(byInner, values.get(0), 1e-15);
        assertArrayEquals(new double[] {byInner[0], 2 * Math.E, -2 * Math.E}, values.get(1), 1e-15);
        assertArrayEquals(new double[] {1}, values.get(2));
        assertSame(gradients.get(0), gradients.get(3));
    }

    @Test
    void whatTheScalarDoesNotDependOnHasZeros() {
        Node other = Node.input("y", Shape.of(-1, 2));
        Node gradient = Gradients.of(x(3).sum(), List.of(other)).get(0);
        assertEquals(other.shape(), gradient.shape());
        assertArrayEquals(new double[4], Reference.of(2).value(gradient));
    }

    /** Checks first and second derivatives where x and y have these numbers, again and again. */
    private static void check(Node node, double[] x, double[] y) {
        List<Node> inputs = Traversal.order(List.of(node)).stream()
                .filter(input -> input.op() instanceof Op.Input)
                .toList();
        for (int batch : BATCHES) {
            Reference run = Reference.of(batch);
            for (Node input : inputs) {
                String name = ((Op.Input) input.op()).name();
                double[] from = name.equals("x") ? x : y;
                double[] numbers = new double[Math.toIntExact(input.shape().count(batch))];
                Arrays.setAll(numbers, i -> from[i % from.length]);
                run = run.withInput(name, numbers);
            }
            FiniteDifferences differences = FiniteDifferences.of(run);
            differences.check(node);
            Gradients.of(node.square().sum(), inputs).forEach(differences::check);
        }
    }

    /** Numbers around a center that all differ, in no order. */
    private static double[] apart(double center) {
        double[] numbers = new double[97];
        Arrays.setAll(numbers, i -> center + (i * 41 % 97 - 47.5) / 31);
        return numbers;
    }
}
