package io.nacre.internal.compile;

import io.nacre.graph.Gradients;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompilerTest {
    private static final int[] WIDTHS = {1, 3, 8, 13, 100, 130};

    /** Expressions put together at random, with their gradients, so that fusion and scheduling meet odd neighbours. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
                29, 30
            })
    void randomProgramsEqualTheReference(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int batch = new int[] {1, 2, 7, 33}[random.nextInt(4)];
        int width = WIDTHS[random.nextInt(WIDTHS.length)];
        List<Variable> variables = new ArrayList<>();
        Node x = Node.input("x", Shape.of(Shape.BATCH, width));
        List<Node> pool = new ArrayList<>(List.of(x, x.times(0.5).tanh()));
        for (int i = 0; i < 12; i++) {
            Node a = pool.get(random.nextInt(pool.size()));
            Node b = pool.get(random.nextInt(pool.size()));
            pool.add(step(random.nextInt(20), a, b, width, variables, random, i));
        }
        Node last = pool.getLast();
        for (int i = pool.size() - 4; i < pool.size(); i++) {
            last = last.plus(pool.get(i).sigmoid());
        }
        Node loss = last.square().mean();
        List<Node> reads = variables.stream().map(Node::read).toList();
        List<Node> wanted = new ArrayList<>(reads);
        wanted.add(x);
        List<Node> gradients = Gradients.of(loss, wanted);
        Map<Variable, Node> assignments = new LinkedHashMap<>();
        for (int i = 0; i < variables.size(); i++) {
            assignments.put(
                    variables.get(i), reads.get(i).minus(gradients.get(i).times(0.01)));
        }
        Program program = new Program(List.of(loss, last, gradients.getLast()), assignments);
        Runs.assertEqualRuns("program " + seed, program, batch, Runs.inputsOf(program, batch, random), 2e-5);
    }

    private static Node step(
            int kind, Node a, Node b, int width, List<Variable> variables, SplittableRandom random, int number) {
        return switch (kind) {
            case 0 -> a.plus(b);
            case 1 -> a.times(b).tanh();
            case 2 -> a.minus(b.mean(0));
            case 3 -> a.plus(b.sum(-1).reshape(Shape.of(Shape.BATCH, 1)).tanh());
            case 4 -> a.relu();
            case 5 -> a.softplus().times(0.5);
            case 6 ->
                a.matmul(variable(variables, random, "w" + number, width, width))
                        .plus(variable(variables, random, "b" + number, width));
            case 7 -> a.softmax();
            case 8 -> a.logSoftmax().times(0.1);
            case 9 ->
                // Not a.greater(b): where both are the same number by two ways, rounding would decide.
                a.greater(b.plus(0.37)).select(a, b.negate());
            case 10 -> a.plus(Node.uniform("u" + (number % 2), a.shape()));
            case 11 ->
                a.minus(a.mean(0))
                        .times(a.minus(a.mean(0)).square().mean(0).plus(1e-3).rsqrt());
            case 12 -> a.maximum(b.times(0.3));
            case 13 -> a.times(b.mean());
            case 14 -> a.transpose(1, 0).tanh().transpose(1, 0);
            case 15 -> a.plus(b.max(-1).reshape(Shape.of(Shape.BATCH, 1)));
            case 18 ->
                width == 1
                        ? Node.concatenate(1, List.of(a)).plus(b)
                        : Node.concatenate(1, List.of(a.slice(1, width / 2, width), b.slice(-1, 0, width / 2)));
            case 19 ->
                a.plus(Node.concatenate(
                                0,
                                List.of(
                                        variable(variables, random, "p" + number, 2, width)
                                                .slice(0, 1, 2),
                                        Node.constant(0.5).broadcast(Shape.of(2, width))))
                        .sum(0));
            case 16 -> a.times(variable(variables, random, "g" + number, width)).erf();
            default -> a.minus(a.meanKeepDims(1)).sigmoid().plus(b.stopGradient());
        };
    }

    private static Node variable(List<Variable> variables, SplittableRandom random, String name, int... sizes) {
        Variable variable = Variable.of(name, Shape.of(sizes));
        float[] values = new float[variable.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() / Math.sqrt(sizes[0]));
        }
        variable.assign(values);
        variables.add(variable);
        return Node.read(variable);
    }
}
