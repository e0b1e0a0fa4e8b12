package io.nacre.internal.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nacre.graph.Gradients;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import io.nacre.internal.run.PartialProducts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartsTest {
    private final SplittableRandom random = new SplittableRandom(11);

    /** Inner sizes that parts divide and that they do not; batches of one and of odd numbers. */
    @ParameterizedTest
    @CsvSource({"1, 784, 50", "3, 779, 43", "32, 1000, 33", "7, 333, 130"})
    void trainedWeightsAreMultipliedInParts(int batch, int inner, int columns) {
        Program program = step(inner, columns, true, true);

        assertEquals(1, partedProducts(program, batch));
        Runs.assertEqualRuns("in parts", program, batch, Runs.inputsOf(program, batch, random), 2e-5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void aProductWithoutBiasIsToo(int batch) {
        Program program = step(784, 50, false, true);

        assertEquals(1, partedProducts(program, batch));
        Runs.assertEqualRuns("without bias", program, batch, Runs.inputsOf(program, batch, random), 2e-5);
    }

    /** Batches as large as the weights, few weights, and weights that nobody writes. */
    @ParameterizedTest
    @CsvSource({"100, 784, 50, true", "8, 300, 50, true", "8, 784, 50, false"})
    void otherProductsStayWhole(int batch, int inner, int columns, boolean trained) {
        assertEquals(0, partedProducts(step(inner, columns, true, trained), batch));
    }

    /** Their memory is as large as other arrays, and each other's. */
    @Test
    void twoProductsInPartsHaveAPlaceEach() {
        Node x = Node.input("x", Shape.of(Shape.BATCH, 512));
        List<Variable> kernels = List.of(variable("one", 512, 128), variable("two", 512, 128));
        List<Node> weights = kernels.stream().map(Node::read).toList();
        Node loss = x.matmul(weights.get(0))
                .tanh()
                .times(x.matmul(weights.get(1)).sigmoid())
                .mean();
        List<Node> gradients = Gradients.of(loss, weights);
        Map<Variable, Node> assignments = new LinkedHashMap<>();
        for (int i = 0; i < kernels.size(); i++) {
            assignments.put(
                    kernels.get(i), weights.get(i).minus(gradients.get(i).times(0.1)));
        }
        Program program = new Program(List.of(loss), assignments);

        assertEquals(2, partedProducts(program, 16));
        Runs.assertEqualRuns("two products", program, 16, Runs.inputsOf(program, 16, random), 2e-5);
    }

    private static long partedProducts(Program program, int batch) {
        return Compiler.compile(program, batch).stages().stream()
                .flatMap(stage -> stage.instructions().stream())
                .filter(PartialProducts.class::isInstance)
                .count();
    }

    private Program step(int inner, int columns, boolean biased, boolean trained) {
        Node x = Node.input("x", Shape.of(Shape.BATCH, inner));
        Variable weights = variable("kernel", inner, columns);
        Variable bias = variable("bias", columns);
        Node kernel = Node.read(weights);
        Node product = x.matmul(kernel);
        Node y = (biased ? product.plus(Node.read(bias)) : product).relu();
        Node loss = y.square().mean();
        Node gradient = Gradients.of(loss, List.of(kernel, x)).getFirst().times(0.1);
        return new Program(List.of(loss, y, gradient), trained ? Map.of(weights, kernel.minus(gradient)) : Map.of());
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
