package io.nacre.internal.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nacre.graph.Gradients;
import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Shape;
import io.nacre.graph.Traversal;
import io.nacre.graph.Variable;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchSumsTest {
    private final SplittableRandom random = new SplittableRandom(5);

    /**
     * A normalized input, a layer, normalization again, a layer: no gradient by the input, and the right ones by all
     * weights.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 40})
    void normalizedInputsHaveNoGradientOfTheirOwn(int batch) {
        Node x = Node.input("x", Shape.of(Shape.BATCH, 13));
        List<Node> weights = List.of(
                weight("gamma1", 13),
                weight("beta1", 13),
                weight("kernel1", 13, 20),
                weight("bias1", 20),
                weight("gamma2", 20),
                weight("beta2", 20),
                weight("kernel2", 20, 3));
        Node h = normalized(x, weights.get(0), weights.get(1))
                .matmul(weights.get(2))
                .plus(weights.get(3))
                .relu();
        Node y = normalized(h, weights.get(4), weights.get(5)).matmul(weights.get(6));
        Node loss = y.tanh().square().mean();
        Program program = new Program(
                Stream.concat(Stream.of(loss), Gradients.of(loss, weights).stream())
                        .toList(),
                Map.of());

        Program simple = Simplifier.simplify(BatchSums.rewrite(Simplifier.simplify(program)));

        assertEquals(
                0,
                count(simple, node -> node.op() instanceof Op.MatMul && node.size(1) == 13),
                "products by the input");
        assertEquals(5, count(simple, node -> node.op() instanceof Op.MatMul), "two forward, one back, two of weights");
        Runs.assertEqualRuns("normalized input", program, batch, Runs.inputsOf(program, batch, random), 2e-4);
    }

    private static long count(Program program, Predicate<Node> which) {
        return Traversal.order(program.results()).stream().filter(which).count();
    }

    private static Node normalized(Node x, Node gamma, Node beta) {
        Node mean = x.meanKeepDims(0);
        Node variance = x.minus(mean).square().meanKeepDims(0);
        return x.minus(mean).times(variance.plus(0.01).rsqrt().times(gamma)).plus(beta);
    }

    private Node weight(String name, int... sizes) {
        Variable variable = Variable.of(name, Shape.of(sizes));
        float[] values = new float[variable.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        variable.assign(values);
        return Node.read(variable);
    }
}
