package io.nacre.internal.compile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nacre.graph.Gradients;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import io.nacre.internal.run.BlockSums;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlocksTest {
    private final SplittableRandom random = new SplittableRandom(13);

    /**
     * Batches that blocks of 8 and of 16 divide and that they do not; columns that vectors do not; more than one block
     * of a loop.
     */
    @ParameterizedTest
    @CsvSource({"32, 100", "33, 100", "47, 17", "128, 100", "131, 100", "150, 300", "40, 1100"})
    void rowsAreCentredByTheMeanOfTheirColumns(int batch, int columns) {
        Program program = centred(Shape.of(Shape.BATCH, columns), 0);

        assertEquals(2, blockSums(program, batch));
        Runs.assertEqualRuns("centred", program, batch, Runs.inputsOf(program, batch, random), 2e-5);
    }

    /** An image of 12 pixels is a block of its own, of 3 pixels with others. */
    @ParameterizedTest
    @CsvSource({"33, 3, 4", "34, 3, 1", "129, 1, 3"})
    void imagesAreCentredByTheMeanOfTheirChannels(int batch, int height, int width) {
        Program program = centred(Shape.of(Shape.BATCH, height, width, 24), 0, 1, 2);

        assertEquals(2, blockSums(program, batch));
        Runs.assertEqualRuns("images", program, batch, Runs.inputsOf(program, batch, random), 2e-5);
    }

    /**
     * A batch smaller than the plan's, down to less than a block, on numbers of threads that do not divide the blocks.
     */
    @ParameterizedTest
    @CsvSource({"1", "5", "17", "39", "40", "100", "127"})
    void smallerBatchesOnAnyNumberOfThreads(int batch) {
        Program program = centred(Shape.of(Shape.BATCH, 100), 0);
        Map<String, float[]> inputs = Runs.inputsOf(program, batch, random);
        List<float[]> alone = Runs.fast(program, 128, batch, 1, inputs);

        List<double[]> expected = Runs.reference(program, batch, inputs);
        for (int i = 0; i < expected.size(); i++) {
            Runs.assertClose("result " + i, expected.get(i), alone.get(i), 2e-5);
        }
        for (int threads : new int[] {2, 3, 5, 8}) {
            List<float[]> together = Runs.fast(program, 128, batch, threads, inputs);
            for (int i = 0; i < alone.size(); i++) {
                assertArrayEquals(alone.get(i), together.get(i), "result " + i + " on " + threads + " threads");
            }
        }
    }

    /** Few rows, few columns, and sums that no loop over the rows waits for, as a bias's gradient. */
    @Test
    void otherSumsAreMadeByColumns() {
        assertEquals(0, blockSums(centred(Shape.of(Shape.BATCH, 100), 0), 31));
        assertEquals(0, blockSums(centred(Shape.of(Shape.BATCH, 15), 0), 128));

        Variable bias = Variable.of("bias", Shape.of(100));
        Node read = Node.read(bias);
        Node loss =
                Node.input("x", Shape.of(Shape.BATCH, 100)).plus(read).tanh().mean();
        Node gradient = Gradients.of(loss, List.of(read)).get(0);
        assertEquals(0, blockSums(new Program(List.of(loss), Map.of(bias, read.minus(gradient))), 128));
    }

    private static Program centred(Shape shape, int... axes) {
        Node x = Node.input("x", shape);
        Node y = x.times(Node.input("y", shape));
        Node centred = y.minus(y.mean(axes));
        Node variance = centred.square().mean(axes);
        Node normal = centred.dividedBy(variance.plus(0.001).sqrt());
        return new Program(List.of(normal, variance, normal.square().times(y)), Map.of());
    }

    private static long blockSums(Program program, int batch) {
        return Compiler.compile(program, batch).stages().stream()
                .flatMap(stage -> stage.instructions().stream())
                .filter(BlockSums.class::isInstance)
                .count();
    }
}
