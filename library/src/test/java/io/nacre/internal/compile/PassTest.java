package io.nacre.internal.compile;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Loops of elementary steps, whose code goes over rows and columns, in rows from shorter than a vector to several
 * blocks.
 */
class PassTest {
    private final SplittableRandom random = new SplittableRandom(5);

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 16, 31, 32, 100, 1024, 2100})
    void rowsColumnsAndSumsOfBoth(int width) {
        Node x = Node.input("x", Shape.of(Shape.BATCH, width));
        Node y = Node.input("y", Shape.of(Shape.BATCH, width));
        Node means = x.meanKeepDims(1);
        Node centered = x.minus(means).times(y.mean(0)).plus(y);
        Program program = new Program(
                List.of(
                        centered,
                        centered.square().sum(1),
                        centered.max(1),
                        centered.times(y).sum(0)),
                Map.of());

        Runs.assertEqualRuns(width + " columns", program, 7, Runs.inputsOf(program, 7, random), 2e-5);
    }
}
