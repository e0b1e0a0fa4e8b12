package io.nacre.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class ShapesTest {
    private static final Node SCALAR = Node.constant(1);
    private static final Node VECTOR = of(3);
    private static final Node MATRIX = of(2, 3);
    private static final Node SAMPLES = of(-1, 3);
    private static final Node IMAGES = of(-1, 4, 5, 3);

    private static Node of(int... sizes) {
        return Node.input("x", Shape.of(sizes));
    }

    static final List<Arguments> SHAPES = List.of(
            Arguments.of("()", SCALAR),
            Arguments.of("(3,)", Node.table(1, 2, 3)),
            Arguments.of("(4,)", Node.range(4)),
            Arguments.of("()", Node.count(Shape.of(-1, 3))),
            Arguments.of("(None, 3)", Node.uniform("noise", Shape.of(-1, 3))),
            Arguments.of("(2, 3)", Node.read(Variable.of("kernel", Shape.of(2, 3)))),
            // Functions of one number, and what keeps a shape.
            Arguments.of("()", SCALAR.exp()),
            Arguments.of("(None, 3)", SAMPLES.relu()),
            Arguments.of("(None, 3)", SAMPLES.stopGradient()),
            Arguments.of("(None, 3)", SAMPLES.softmax()),
            Arguments.of("(None, 3)", SAMPLES.logSoftmax()),
            Arguments.of("(3,)", VECTOR.softmax()),
            // Broadcasting, both ways.
            Arguments.of("()", SCALAR.plus(SCALAR)),
            Arguments.of("(None, 3)", SAMPLES.plus(SCALAR)),
            Arguments.of("(None, 3)", SCALAR.plus(SAMPLES)),
            Arguments.of("(None, 3)", SAMPLES.plus(VECTOR)),
            Arguments.of("(None, 3)", of(-1, 1).plus(VECTOR)),
            Arguments.of("(None, 3)", of(1, 3).plus(of(-1, 1))),
            Arguments.of("(2, 4, 3)", of(2, 1, 3).plus(of(2, 4, 3))),
            Arguments.of("(2, 4, 3)", of(2, 1, 3).plus(of(4, 1))),
            Arguments.of("(2*None, 3)", of(-2, 1).plus(VECTOR)),
            Arguments.of("(1, 1)", of(1).plus(of(1, 1))),
            Arguments.of("(5, 2, 3)", MATRIX.broadcast(Shape.of(5, 2, 3))),
            Arguments.of("(None, 3)", SAMPLES.broadcast(Shape.of(-1, 3))),
            Arguments.of("(None, 2, 3)", of(-1, 1, 1).select(MATRIX, SCALAR)),
            Arguments.of("(None, 2, 3)", SCALAR.select(of(-1, 1, 1), MATRIX)),
            // Reductions.
            Arguments.of("()", IMAGES.sum()),
            Arguments.of("()", SCALAR.sum()),
            Arguments.of("(4, 5, 3)", IMAGES.sum(0)),
            Arguments.of("(3,)", IMAGES.mean(0, 1, 2)),
            Arguments.of("(None, 3)", IMAGES.max(2, -3)),
            Arguments.of("(None, 4, 5)", IMAGES.max(-1, 3)),
            Arguments.of("(None, 4, 5, 1)", IMAGES.sumKeepDims(-1)),
            Arguments.of("(1, 4, 1, 3)", IMAGES.meanKeepDims(0, 2)),
            Arguments.of("(1, 1, 1, 1)", IMAGES.maxKeepDims()),
            Arguments.of("(None, 4, 5)", IMAGES.argMax()),
            Arguments.of("()", VECTOR.argMax()),
            Arguments.of("(2, 3)", Node.of(new Op.Sum(List.of()), MATRIX)),
            // Moving elements.
            Arguments.of("(None, 60)", IMAGES.reshape(Shape.of(-1, 60))),
            Arguments.of("(20*None, 3)", IMAGES.reshape(Shape.of(-20, 3))),
            Arguments.of("(1, 1)", SCALAR.reshape(Shape.of(1, 1))),
            Arguments.of("()", of(1, 1).reshape(Shape.SCALAR)),
            Arguments.of("(3, None)", SAMPLES.transpose(1, 0)),
            Arguments.of("(3, None, 5, 4)", IMAGES.transpose(3, 0, 2, 1)),
            Arguments.of("()", SCALAR.transpose()),
            // Products.
            Arguments.of("(None, 2)", SAMPLES.matmul(of(3, 2))),
            Arguments.of("(None, 2)", product(false, true, SAMPLES, MATRIX)),
            Arguments.of("(3, 2)", product(true, false, SAMPLES, of(-1, 2))),
            Arguments.of("(3, 2)", product(true, true, of(4, 3), of(2, 4))),
            Arguments.of("(4*None, 2)", of(-4, 3).matmul(of(3, 2))));

    @ParameterizedTest
    @FieldSource("SHAPES")
    void theShapeFollowsFromTheInputs(String shape, Node node) {
        assertEquals(shape, node.shape().toString());
    }

    static final List<Arguments> ERRORS = List.of(
            error(
                    "shapes (None, 3) and (4,) cannot be combined: axis -1 has size 3 in one and 4 in the other; "
                            + "sizes must be equal, or one of them 1",
                    () -> SAMPLES.plus(of(4))),
            error(
                    "shapes (None, 3) and (2, 3) cannot be combined: axis -2 has size None (the batch) in one and 2 in "
                            + "the other; sizes must be equal, or one of them 1",
                    () -> SAMPLES.times(MATRIX)),
            error(
                    "shapes (2*None, 3) and (None, 1) cannot be combined: axis -2 has size 2*None in one and "
                            + "None (the batch) in the other; sizes must be equal, or one of them 1",
                    () -> of(-2, 3).maximum(of(-1, 1))),
            error(
                    "shapes (2, 3) and (2, 1, 4) cannot be combined: axis -1 has size 3 in one and 4 in the other; "
                            + "sizes must be equal, or one of them 1",
                    () -> SCALAR.select(MATRIX, of(2, 1, 4))),
            error(
                    "minimum needs inputs of one shape, but they have (2, 3) and (3,)",
                    () -> Node.of(new Op.Map2(Binary.MINIMUM), MATRIX, VECTOR)),
            error(
                    "select needs inputs of one shape, but they have (2, 3) and (3,) and (2, 3)",
                    () -> Node.of(new Op.Select(), MATRIX, VECTOR, MATRIX)),
            error(
                    "shape (2, 3) cannot be repeated to (4, 3): only axes of size 1 are repeated, and new ones put in"
                            + " front",
                    () -> MATRIX.broadcast(Shape.of(4, 3))),
            error(
                    "shape (2, 3) cannot be repeated to (3,): only axes of size 1 are repeated, and new ones put in"
                            + " front",
                    () -> MATRIX.broadcast(Shape.of(3))),
            error(
                    "shape (2, 3) cannot be repeated to (2, 1): only axes of size 1 are repeated, and new ones put in"
                            + " front",
                    () -> MATRIX.broadcast(Shape.of(2, 1))),
            error(
                    "shape (2, 3) cannot be repeated to (None, 3): only axes of size 1 are repeated, and new ones put"
                            + " in front",
                    () -> MATRIX.broadcast(Shape.of(-1, 3))),
            error("axis 2 does not exist in shape (2, 3); allowed are -2 to 1", () -> MATRIX.sum(2)),
            error("axis -3 does not exist in shape (2, 3); allowed are -2 to 1", () -> MATRIX.maxKeepDims(-3)),
            error(
                    "shape (2, 3) cannot be reduced along the axes [2]; an operation names axes from 0 to 1 in "
                            + "ascending order",
                    () -> Node.of(new Op.Sum(List.of(2)), MATRIX)),
            error(
                    "shape (2, 3) cannot be reduced along the axes [1, 0]; an operation names axes from 0 to 1 in "
                            + "ascending order",
                    () -> Node.of(new Op.Max(List.of(1, 0)), MATRIX)),
            error(
                    "shape (2, 3) cannot be reduced along the axes [-1]; an operation names axes from 0 to 1 in "
                            + "ascending order",
                    () -> Node.of(new Op.Max(List.of(-1)), MATRIX)),
            error("argmax works along a last axis of fixed size, which shape () does not have", SCALAR::argMax),
            error("softmax works along a last axis of fixed size, which shape () does not have", SCALAR::softmax),
            error(
                    "log-softmax works along a last axis of fixed size, which shape (3, None) does not have",
                    () -> of(3, -1).logSoftmax()),
            error(
                    "an array of shape (2, 3) has 6 elements and cannot be seen as (7,), which has 7 elements",
                    () -> MATRIX.reshape(Shape.of(7))),
            error(
                    "an array of shape (None, 3) has 3 elements a sample and cannot be seen as (3,), which has 3 "
                            + "elements",
                    () -> SAMPLES.reshape(Shape.of(3))),
            error(
                    "an array of shape (None, None) has 1 elements a sample and cannot be seen as (None,), which has 1 "
                            + "elements a sample",
                    () -> of(-1, -1).reshape(Shape.of(-1))),
            error(
                    "the axes of shape (2, 3) can be reordered by a permutation of 0 to 1, not by [0, 0]",
                    () -> MATRIX.transpose(0, 0)),
            error(
                    "the axes of shape (2, 3) can be reordered by a permutation of 0 to 1, not by [1, 0, 2]",
                    () -> MATRIX.transpose(1, 0, 2)),
            error(
                    "entries 2 to 4 (exclusive) along axis 1 cannot be taken from shape (2, 3); there must be at least"
                            + " one, and the axis must have a fixed size",
                    () -> MATRIX.slice(-1, 2, 4)),
            error(
                    "entries 0 to 1 (exclusive) along axis 0 cannot be taken from shape (None, 3); there must be at"
                            + " least one, and the axis must have a fixed size",
                    () -> SAMPLES.slice(0, 0, 1)),
            error(
                    "arrays of shapes [(None, 3), (None, 4, 5, 3)] cannot be put one after the other along axis 1; that"
                            + " axis must have a fixed size, and all others must be equal",
                    () -> Node.concatenate(1, List.of(SAMPLES, IMAGES))),
            error(
                    "a matrix product needs two matrices, but the shapes are (None, 3) and (3,)",
                    () -> SAMPLES.matmul(VECTOR)),
            error(
                    "a matrix product needs two matrices, but the shapes are (None, 4, 5, 3) and (2, 3)",
                    () -> IMAGES.matmul(MATRIX)),
            error(
                    "a matrix product needs the inner sizes to be equal, but the shapes are (None, 3) and (2, 3)",
                    () -> SAMPLES.matmul(MATRIX)),
            error(
                    "a matrix product needs the inner sizes to be equal, but the shapes are (None, 3) (transposed) and "
                            + "(4, 3) (transposed)",
                    () -> product(true, true, SAMPLES, of(4, 3))),
            error(
                    "Map2[function=ADD] takes 2 inputs, but was given [(2, 3)]",
                    () -> Node.of(new Op.Map2(Binary.ADD), MATRIX)),
            error(
                    "Softmax[] takes 1 input, but was given [(2, 3), (3,)]",
                    () -> Node.of(new Op.Softmax(), MATRIX, VECTOR)),
            error(
                    "Constant[value=1.0] takes 0 inputs, but was given [(3,)]",
                    () -> Node.of(new Op.Constant(1), VECTOR)),
            error("an input has no shape of its own: use Node.input", () -> Node.of(new Op.Input("x"))),
            error(
                    "random numbers have no shape of their own: use Node.uniform",
                    () -> Node.of(new Op.Uniform("noise"))),
            error(
                    "axis 0 of a shape has size 0 in [0]; sizes are positive, or negative for multiples of the batch",
                    () -> Node.table()),
            error(
                    "only a scalar has a gradient, not an array of shape (None, 3); reduce it with sum() or mean()"
                            + " first",
                    () -> Gradients.of(SAMPLES, List.of(SAMPLES))));

    @ParameterizedTest
    @FieldSource("ERRORS")
    void whatDoesNotFitIsRefusedByName(String message, Executable expression) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, expression).getMessage());
    }

    @Test
    void messagesDoNotDependOnTheCountry() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.of("tr"));
        try {
            whatDoesNotFitIsRefusedByName(
                    "minimum needs inputs of one shape, but they have (2, 3) and (3,)",
                    () -> Node.of(new Op.Map2(Binary.MINIMUM), MATRIX, VECTOR));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void whatChangesNothingAddsNoNode() {
        assertEquals(MATRIX, MATRIX.reshape(MATRIX.shape()));
        assertEquals(MATRIX, MATRIX.broadcast(MATRIX.shape()));
        assertEquals(SCALAR, SCALAR.sum());
        assertEquals(SCALAR, SCALAR.max());
    }

    private static Arguments error(String message, Executable expression) {
        return Arguments.of(message, expression);
    }

    private static Node product(boolean transposeA, boolean transposeB, Node a, Node b) {
        return Node.of(new Op.MatMul(transposeA, transposeB), a, b);
    }
}
