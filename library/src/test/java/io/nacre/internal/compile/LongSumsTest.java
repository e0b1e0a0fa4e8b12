package io.nacre.internal.compile;

import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums over batches of many rows, where one running sum in single precision would be wrong in its second digit. */
class LongSumsTest {
    private final SplittableRandom random = new SplittableRandom(17);

    /** Batches that parts divide and that they do not; columns that are cut for threads, and summed in strips. */
    @ParameterizedTest
    @CsvSource({"1025, 3", "2048, 1", "5000, 300", "100001, 5", "2000000, 1"})
    void equalNumbersHaveThemselvesAsMean(int batch, int columns) {
        Node x = Node.input("x", Shape.of(Shape.BATCH, columns));
        float[] tenths = new float[batch * columns];
        Arrays.fill(tenths, 0.1f);

        Runs.assertEqualRuns("mean", new Program(List.of(x.mean(0)), Map.of()), batch, Map.of("x", tenths), 2e-6);
        Program loss = new Program(List.of(x.square().sum(1).mean(0)), Map.of());
        Runs.assertEqualRuns("loss", loss, batch, Map.of("x", tenths), 2e-6);
    }

    /** As in batch normalization, by columns and by blocks of rows, of numbers far from zero. */
    @ParameterizedTest
    @CsvSource({"1500000, 1", "100000, 20"})
    void variancesOfManyRows(int batch, int columns) {
        Node x = Node.input("x", Shape.of(Shape.BATCH, columns));
        Node centred = x.minus(x.mean(0));
        Node variance = centred.square().mean(0);
        Program program = new Program(List.of(variance), Map.of());
        Map<String, float[]> inputs = new HashMap<>(Runs.inputsOf(program, batch, random));
        float[] values = inputs.get("x");
        for (int i = 0; i < values.length; i++) {
            values[i] += 100;
        }

        Runs.assertEqualRuns("variance", program, batch, inputs, 1e-5);
    }

    /**
     * As in the gradient of a kernel: few and many rows and columns, batches that parts divide and that they do not.
     */
    @ParameterizedTest
    @CsvSource({"2049, 40, 30", "5000, 784, 100", "70001, 1, 17", "100000, 3, 1", "2000000, 1, 1"})
    void productsOfManySamples(int batch, int rows, int columns) {
        Node x = Node.input("x", Shape.of(Shape.BATCH, rows));
        Node y = Node.input("y", Shape.of(Shape.BATCH, columns));
        Program program = new Program(List.of(Node.of(new Op.MatMul(true, false), x, y)), Map.of());

        Map<String, float[]> random = Runs.inputsOf(program, batch, this.random);
        float[] tenths = new float[batch * rows];
        Arrays.fill(tenths, 0.1f);
        float[] ones = new float[batch * columns];
        Arrays.fill(ones, 1);

        Runs.assertEqualRuns("random", program, batch, random, 1e-5);
        Runs.assertEqualRuns("equal", program, batch, Map.of("x", tenths, "y", ones), 1e-5);
    }
}
