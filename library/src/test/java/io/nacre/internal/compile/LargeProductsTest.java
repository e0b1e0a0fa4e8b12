package io.nacre.internal.compile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.graph.Gradients;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import io.nacre.internal.run.Instruction;
import io.nacre.internal.run.MatrixProduct;
import io.nacre.internal.run.Rearrange;
import io.nacre.internal.run.Size;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LargeProductsTest {
    private static final int INNER = 500;

    private final SplittableRandom random = new SplittableRandom(17);

    /** Column counts that threads and vectors divide and that they do not. */
    @ParameterizedTest
    @CsvSource({"64, 640", "75, 533"})
    void theirColumnsAreDivided(int batch, int columns) {
        Program program = step(columns);

        List<Instruction> instructions = instructions(program, batch);
        assertEquals(
                2, instructions.stream().filter(i -> isByColumns(i, columns)).count());
        assertEquals(
                1,
                instructions.stream()
                        .filter(i -> i.describe().contains("right transposed"))
                        .count());
        assertEquals(
                0, instructions.stream().filter(Rearrange.class::isInstance).count());
        Runs.assertEqualRuns("large", program, batch, Runs.inputsOf(program, batch, random), 5e-5);
    }

    /** The last batch of an epoch is smaller, and run by the same plan. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 9, 63})
    void fewerRowsThanThePlanIsForGiveTheSame(int batch) {
        Program program = step(560);
        Map<String, float[]> inputs = Runs.inputsOf(program, batch, random);
        List<float[]> expected = Runs.fast(program, 100, batch, 1, inputs);
        List<double[]> exact = Runs.reference(program, batch, inputs);
        for (int i = 0; i < expected.size(); i++) {
            Runs.assertClose("result " + i, exact.get(i), expected.get(i), 5e-5);
        }
        for (int threads : new int[] {2, 3}) {
            List<float[]> actual = Runs.fast(program, 100, batch, threads, inputs);
            for (int i = 0; i < expected.size(); i++) {
                assertArrayEquals(expected.get(i), actual.get(i), "result " + i + ", " + threads + " threads");
            }
        }
    }

    /** Small batches, and more rows than columns. */
    @ParameterizedTest
    @ValueSource(ints = {63, 1000})
    void otherProductsAreCutByRows(int batch) {
        assertEquals(
                0,
                instructions(step(560), batch).stream()
                        .filter(i -> isByColumns(i, 560))
                        .count());
    }

    /** Their right side is read where it lies. */
    @Test
    void productsOfFewColumnsAreCutByRows() {
        Node x = Node.input("x", Shape.of(Shape.BATCH, 1000));
        Node product = x.matmul(Node.read(variable("kernel", 1000, 300))).relu();

        assertTrue(instructions(new Program(List.of(product), Map.of()), 64).stream()
                .noneMatch(i -> isByColumns(i, 300)));
    }

    /** What is needed beside the product as well keeps its own instruction. */
    @Test
    void aTransposeThatSomethingElseReadsIsWrittenOut() {
        Node x = Node.input("x", Shape.of(Shape.BATCH, INNER));
        Node turned = Node.read(variable("kernel", 560, INNER)).transpose(1, 0);
        Program program = new Program(List.of(x.matmul(turned).relu(), turned), Map.of());

        assertTrue(instructions(program, 64).stream().anyMatch(Rearrange.class::isInstance));
        Runs.assertEqualRuns("shared", program, 64, Runs.inputsOf(program, 64, random), 5e-5);
    }

    /** A small product that only the loop after it reads has no place in the plan's memory. */
    @Test
    void aProductThatOnlyItsEpilogueReadsTakesNoMemory() {
        Node x = Node.input("x", Shape.of(Shape.BATCH, 64));
        Node product = x.matmul(Node.read(variable("kernel", 64, 128)));
        Program alone = new Program(List.of(product.relu()), Map.of());
        Program kept = new Program(List.of(product.relu(), product), Map.of());

        assertEquals(64 * (64 + 128), Compiler.compile(alone, 64).memory());
        assertEquals(64 * (64 + 128 + 128), Compiler.compile(kept, 64).memory());
        Runs.assertEqualRuns("alone", alone, 64, Runs.inputsOf(alone, 64, random), 5e-5);
        Runs.assertEqualRuns("kept", kept, 64, Runs.inputsOf(kept, 64, random), 5e-5);
    }

    private static boolean isByColumns(Instruction instruction, int columns) {
        return instruction instanceof MatrixProduct
                && (instruction.extent().equals(Size.fixed(columns))
                        || instruction.describe().contains("right transposed"))
                && !instruction.describe().contains("left transposed");
    }

    private static List<Instruction> instructions(Program program, int batch) {
        return Compiler.compile(program, batch).stages().stream()
                .flatMap(stage -> stage.instructions().stream())
                .toList();
    }

    /** Two layers and their gradients, one of which goes through the transposed weights; the weights are updated. */
    private Program step(int columns) {
        Node x = Node.input("x", Shape.of(Shape.BATCH, INNER));
        Variable first = variable("first", INNER, columns);
        Variable bias = variable("bias", columns);
        Node weights = Node.read(first);
        Node y = x.matmul(weights).plus(Node.read(bias)).relu();
        Node loss = y.square().mean();
        List<Node> gradients = Gradients.of(loss, List.of(weights, x));
        Node sensitivity = gradients.get(1).times(100).tanh();
        return new Program(
                List.of(loss, y, sensitivity),
                Map.of(first, weights.minus(gradients.get(0).times(0.1))));
    }

    private Variable variable(String name, int... sizes) {
        Variable variable = Variable.of(name, Shape.of(sizes));
        float[] values = new float[variable.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() / sizes[0];
        }
        variable.assign(values);
        return variable;
    }
}
