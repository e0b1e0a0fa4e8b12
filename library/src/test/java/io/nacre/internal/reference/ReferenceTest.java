package io.nacre.internal.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.graph.Binary;
import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Shape;
import io.nacre.graph.Unary;
import io.nacre.graph.Variable;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReferenceTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;

    private final Node matrix = Node.input("x", Shape.of(2, 3));
    private final Reference run = Reference.of(2).withInput("x", 1, 2, 3, 4, 5, 6);

    private void assertValue(Node node, double... expected) {
        assertArrayEquals(expected, run.value(node), 1e-15);
    }

    /** A function's values at two ordinary numbers, at -0 and 0, at the infinities, and at NaN. */
    @ParameterizedTest
    @EnumSource
    void functionsOfOneNumber(Unary function) {
        double[] at = {0.75, -2.5, -0.0, 0, INFINITY, -INFINITY, NAN};
        double[] expected = switch (function) {
            case NEGATE -> new double[] {-0.75, 2.5, 0, -0.0, -INFINITY, INFINITY, NAN};
            case ABS -> new double[] {0.75, 2.5, 0, 0, INFINITY, INFINITY, NAN};
            case SIGN -> new double[] {1, -1, -0.0, 0, 1, -1, NAN};
            case SQUARE -> new double[] {0.5625, 6.25, 0, 0, INFINITY, INFINITY, NAN};
            case SQRT -> new double[] {0.8660254037844386, NAN, -0.0, 0, INFINITY, NAN, NAN};
            case RSQRT -> new double[] {1.1547005383792517, NAN, -INFINITY, INFINITY, 0, NAN, NAN};
            case RECIPROCAL -> new double[] {1 / 0.75, -0.4, -INFINITY, INFINITY, 0, -0.0, NAN};
            case EXP -> new double[] {2.117000016612675, 0.0820849986238988, 1, 1, INFINITY, 0, NAN};
            case EXPM1 -> new double[] {1.117000016612675, -0.9179150013761012, -0.0, 0, INFINITY, -1, NAN};
            case LOG -> new double[] {-0.2876820724517809, NAN, -INFINITY, -INFINITY, INFINITY, NAN, NAN};
            case LOG1P -> new double[] {0.5596157879354227, NAN, -0.0, 0, INFINITY, NAN, NAN};
            case SIN -> new double[] {0.6816387600233342, -0.5984721441039565, -0.0, 0, NAN, NAN, NAN};
            case COS -> new double[] {0.7316888688738209, -0.8011436155469337, 1, 1, NAN, NAN, NAN};
            case TANH -> new double[] {0.6351489523872873, -0.9866142981514303, -0.0, 0, 1, -1, NAN};
            case SIGMOID -> new double[] {0.679178699175393, 0.07585818002124355, 0.5, 0.5, 1, 0, NAN};
            case SOFTPLUS -> {
                double log2 = 0.6931471805599453;
                yield new double[] {1.1368710061148998, 0.07888973429254963, log2, log2, INFINITY, 0, NAN};
            }
            case ERF -> new double[] {0.7111556336535151, -0.9995930479825550, -0.0, 0, 1, -1, NAN};
            case FLOOR -> new double[] {0, -3, -0.0, 0, INFINITY, -INFINITY, NAN};
            case RELU -> new double[] {0.75, 0, 0, 0, INFINITY, 0, NAN};
        };
        assertArrayEquals(expected, run.value(Node.table(at).map(function)), 1e-13);
    }

    /** A function's values at ordinary, equal and NaN arguments. */
    @ParameterizedTest
    @EnumSource
    void functionsOfTwoNumbers(Binary function) {
        Node a = Node.table(3, 2, 2, NAN, 1, NAN);
        Node b = Node.table(2, 3, 2, 1, NAN, NAN);
        double[] expected = switch (function) {
            case ADD -> new double[] {5, 5, 4, NAN, NAN, NAN};
            case SUBTRACT -> new double[] {1, -1, 0, NAN, NAN, NAN};
            case MULTIPLY -> new double[] {6, 6, 4, NAN, NAN, NAN};
            case DIVIDE -> new double[] {1.5, 2 / 3d, 1, NAN, NAN, NAN};
            case MAXIMUM -> new double[] {3, 3, 2, NAN, NAN, NAN};
            case MINIMUM -> new double[] {2, 2, 2, NAN, NAN, NAN};
            case POWER -> new double[] {9, 8, 4, NAN, NAN, NAN};
            case LESS -> new double[] {0, 1, 0, 0, 0, 0};
            case LESS_EQUAL -> new double[] {0, 1, 1, 0, 0, 0};
            case EQUAL -> new double[] {0, 0, 1, 0, 0, 0};
            case NOT_EQUAL -> new double[] {1, 1, 0, 1, 1, 1};
        };
        assertValue(Node.map(function, a, b), expected);
    }

    @Test
    void functionsStayExactWhereTheirFormulasDoNot() {
        assertArrayEquals(new double[] {1e4, 0}, run.value(Node.table(1e4, -1e4).softplus()));
        assertArrayEquals(new double[] {1, 0}, run.value(Node.table(1e4, -1e4).sigmoid()));
        assertArrayEquals(
                new double[] {Math.exp(-700)}, run.value(Node.table(-700).sigmoid()), 1e-310);
        assertArrayEquals(
                new double[] {1e-20, 1e-20}, run.value(Node.table(1e-20, 1e-20).expm1()));
        assertArrayEquals(
                new double[] {1e-20, 1e-20}, run.value(Node.table(1e-20, 1e-20).log1p()));
        assertArrayEquals(
                new double[] {1, 0, 0}, run.value(Node.table(1e4, 0, -1e4).softmax()));
        assertArrayEquals(
                new double[] {0, -1e4, -2e4}, run.value(Node.table(1e4, 0, -1e4).logSoftmax()));
    }

    @Test
    void leavesHaveTheNumbersTheyWereGiven() {
        assertValue(matrix, 1, 2, 3, 4, 5, 6);
        assertValue(Node.constant(0.1), 0.1);
        assertValue(Node.table(3, 1), 3, 1);
        assertValue(Node.count(Shape.of(-1, 3)), 6);
        assertValue(Node.count(Shape.of(5, 3)), 15);
    }

    @Test
    void variablesAreReadUnlessOtherNumbersStandIn() {
        Variable weight = Variable.of("weight", Shape.of(2));
        weight.assign(new float[] {0.5f, 2});
        assertValue(Node.read(weight), 0.5, 2);
        assertArrayEquals(
                new double[] {0.1, 7}, run.withVariable(weight, 0.1, 7).value(Node.read(weight)));
        assertArrayEquals(new float[] {0.5f, 2}, weight.values());
    }

    @Test
    void selectTakesNothingFromTheOtherSide() {
        Node condition = Node.table(0, 1, -2, NAN, -0.0);
        assertValue(condition.select(Node.constant(NAN), Node.constant(1)), 1, NAN, NAN, NAN, 1);
        assertValue(condition.select(Node.constant(1), Node.constant(NAN)), NAN, 1, 1, 1, NAN);
    }

    @Test
    void broadcastRepeatsAxesOfSizeOneAndAddsLeadingOnes() {
        assertValue(Node.table(1, 2, 3).broadcast(Shape.of(-1, 3)), 1, 2, 3, 1, 2, 3);
        assertValue(Node.table(1, 2).reshape(Shape.of(2, 1)).broadcast(Shape.of(2, 3)), 1, 1, 1, 2, 2, 2);
        assertValue(Node.constant(7).broadcast(Shape.of(2, 2)), 7, 7, 7, 7);
        assertValue(
                Node.table(1, 2, 3, 4).reshape(Shape.of(2, 1, 2)).broadcast(Shape.of(2, 3, 2)),
                1,
                2,
                1,
                2,
                1,
                2,
                3,
                4,
                3,
                4,
                3,
                4);
    }

    @Test
    void reductionsTakeAnyAxes() {
        Node cube = Node.table(1, 8, 3, 6, 5, 4, 7, 2).reshape(Shape.of(2, 2, 2));
        assertValue(cube.sum(), 36);
        assertValue(cube.sum(0), 6, 12, 10, 8);
        assertValue(cube.sum(1), 4, 14, 12, 6);
        assertValue(cube.sum(2), 9, 9, 9, 9);
        assertValue(cube.sum(0, 1), 16, 20);
        assertValue(cube.sum(0, 2), 18, 18);
        assertValue(cube.mean(1, 2), 4.5, 4.5);
        assertValue(cube.max(), 8);
        assertValue(cube.max(0), 5, 8, 7, 6);
        assertValue(cube.max(1), 3, 8, 7, 4);
        assertValue(cube.max(0, 2), 8, 7);
        assertValue(Node.table(-1, NAN, 3, -INFINITY).reshape(Shape.of(2, 2)).max(1), NAN, 3);
    }

    @Test
    void argMaxIsTheFirstOfTheLargest() {
        Node rows = Node.table(1, 3, 3, 5, 5, 4, -1, NAN, -2, NAN, NAN, NAN, -INFINITY, -INFINITY, -INFINITY);
        assertValue(rows.reshape(Shape.of(5, 3)).argMax(), 1, 0, 0, 0, 0);
        assertValue(Node.table(NAN, -INFINITY, 2).argMax(), 2);
    }

    @Test
    void softmaxGoesAlongTheLastAxis() {
        assertValue(Node.table(0, Math.log(3), 5, 5).reshape(Shape.of(2, 2)).softmax(), 0.25, 0.75, 0.5, 0.5);
        assertValue(
                Node.table(0, Math.log(3), 5, 5).reshape(Shape.of(2, 2)).logSoftmax(),
                Math.log(0.25),
                Math.log(0.75),
                Math.log(0.5),
                Math.log(0.5));
    }

    @Test
    void transposeReordersAxes() {
        assertValue(matrix.transpose(1, 0), 1, 4, 2, 5, 3, 6);
        Node numbers = Node.range(24).reshape(Shape.of(2, 3, 4));
        double[] moved = run.value(numbers.transpose(2, 0, 1));
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 4; k++) {
                    assertEquals((i * 3 + j) * 4 + k, moved[(k * 2 + i) * 3 + j]);
                }
            }
        }
        assertValue(matrix.reshape(Shape.of(3, 2)), 1, 2, 3, 4, 5, 6);
    }

    @Test
    void matrixProductsTakeTransposedMatrices() {
        Node a = matrix;
        Node b = Node.table(1, 0, 2, 0, 1, 3).reshape(Shape.of(3, 2));
        double[] product = {8, 9, 20, 18};
        assertValue(Node.of(new Op.MatMul(false, false), a, b), product);
        assertValue(Node.of(new Op.MatMul(true, false), a.transpose(1, 0), b), product);
        assertValue(Node.of(new Op.MatMul(false, true), a, b.transpose(1, 0)), product);
        assertValue(Node.of(new Op.MatMul(true, true), a.transpose(1, 0), b.transpose(1, 0)), product);
        assertValue(b.matmul(a), 1, 2, 3, 2, 4, 6, 13, 17, 21);
    }

    @Test
    void uniformNumbersDependOnSeedStreamStepAndPlaceAlone() {
        Node noise = Node.uniform("dropout", Shape.of(-1, 500));
        double[] numbers = run.value(noise);
        assertEquals(1000, numbers.length);
        assertTrue(Arrays.stream(numbers).allMatch(x -> x >= 0 && x < 1));
        assertEquals(0.5, Arrays.stream(numbers).average().orElseThrow(), 0.05);
        assertArrayEquals(numbers, run.value(Node.uniform("dropout", Shape.of(1000))));
        assertArrayEquals(Arrays.copyOf(numbers, 500), Reference.of(1).value(noise));
        for (double[] others : List.of(
                run.withSeed(1).value(noise),
                run.withStep(1).value(noise),
                run.value(Node.uniform("dropout_1", Shape.of(-1, 500))))) {
            assertFalse(Arrays.equals(numbers, others));
        }
    }

    @Test
    void sharedPartsAreComputedOnceAndResultsAreCopies() {
        Node noise = Node.uniform("noise", Shape.of(3));
        List<double[]> values = run.values(List.of(noise, noise.reshape(Shape.of(3, 1)), noise));
        values.get(0)[0] = -1;
        assertTrue(values.get(1)[0] >= 0);
        assertTrue(values.get(2)[0] >= 0);
    }

    @Test
    void wrongInputsAreRefusedByName() {
        assertMessage("batch must be at least 1, but is 0", () -> Reference.of(0));
        assertMessage(
                "input 'labels' of shape (None,) is missing; given are [x]",
                () -> run.value(Node.input("labels", Shape.of(-1))));
        assertMessage(
                "input 'x' has shape (None, 2), that is 4 numbers for a batch of 2, but 6 were given",
                () -> run.value(Node.input("x", Shape.of(-1, 2))));
        Variable weight = Variable.of("dense/kernel", Shape.of(2, 2));
        assertMessage(
                "variable dense/kernel has shape (2, 2), that is 4 numbers for a batch of 2, but 1 were given",
                () -> run.withVariable(weight, 1).value(Node.read(weight)));
    }

    private static void assertMessage(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
