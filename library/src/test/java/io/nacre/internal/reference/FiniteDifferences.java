package io.nacre.internal.reference;

import io.nacre.graph.Gradients;
import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Shape;
import io.nacre.graph.Traversal;
import io.nacre.graph.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holds the gradients of an expression to central finite differences, {@code (f(x + h) - f(x - h)) / 2h}, in float64.
 *
 * <p>What is differentiated is the sum of the result's elements, each times a weight of its own, so a result of any
 * shape will do. The expression must be smooth within {@code h}, about 1e-5, of the numbers of the run; what is not
 * asked for stays as it is, random numbers too.
 *
 * <pre>{@code
 * FiniteDifferences.of(Reference.of(2).withInput("x", 1, 2, 3, 4)).check(layer.call(scope, x));
 * }</pre>
 *
 * @param run gives the inputs their numbers
 * @param tolerance how far the two may lie apart, relative to the derivative where that is above 1; 1e-7 unless given
 */
public record FiniteDifferences(Reference run, double tolerance) {
    private static final String WEIGHTS = "weights of the checked elements";

    /** The cube root of float64's precision balances the error of the difference with that of rounding. */
    private static final double STEP = 6e-6;

    /** Checks at the numbers of this run. */
    public static FiniteDifferences of(Reference run) {
        return new FiniteDifferences(run, 1e-7);
    }

    /** The same with another tolerance. */
    public FiniteDifferences withTolerance(double tolerance) {
        return new FiniteDifferences(run, tolerance);
    }

    /**
     * Checks the derivatives by every element of every input and variable that the result depends on.
     *
     * @throws AssertionError if some differ; it names them
     */
    public void check(Node result) {
        check(result, sources(result));
    }

    /**
     * Checks the derivatives by every element of these inputs and variables.
     *
     * @throws AssertionError if some differ; it names them
     * @throws IllegalArgumentException if the result does not depend on one of them
     */
    public void check(Node result, List<Node> by) {
        List<String> differences = new ArrayList<>();
        for (Op source : by.stream().map(Node::op).distinct().toList()) {
            differences.addAll(differences(result, source));
        }
        if (!differences.isEmpty()) {
            throw new AssertionError(differences.size() + " derivatives of " + result
                    + " differ from finite differences:\n  "
                    + String.join("\n  ", differences.subList(0, Math.min(10, differences.size()))));
        }
    }

    private List<String> differences(Node result, Op source) {
        List<Node> nodes = sources(result).stream()
                .filter(node -> node.op().equals(source))
                .toList();
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException(result + " does not depend on an input or variable " + source);
        }
        Node scalar = result.times(Node.input(WEIGHTS, result.shape())).sum();
        double[] weights = weights(result.shape());
        List<Node> gradients = Gradients.of(scalar, nodes);
        double[] stated = run.withInput(WEIGHTS, weights)
                .value(gradients.stream().reduce(Node::plus).orElseThrow());
        double[] numbers = run.value(nodes.get(0));

        List<String> differences = new ArrayList<>();
        for (Node gradient : gradients) {
            if (!gradient.shape().equals(nodes.get(0).shape())) {
                return List.of("by " + source + ": shape " + gradient.shape() + ", not "
                        + nodes.get(0).shape());
            }
        }
        for (int i = 0; i < numbers.length; i++) {
            double step = STEP * Math.max(1, Math.abs(numbers[i]));
            double above = numbers[i] + step;
            double below = numbers[i] - step;
            double[] higher = with(source, numbers, i, above).value(result);
            double[] lower = with(source, numbers, i, below).value(result);
            double found = IntStream.range(0, weights.length)
                            .mapToDouble(j -> weights[j] * (higher[j] - lower[j]))
                            .sum()
                    / (above - below);
            if (!(Math.abs(stated[i] - found) <= tolerance * Math.max(1, Math.abs(found)))) {
                differences.add("by element " + i + " of " + source + ", where it is " + numbers[i] + ": " + stated[i]
                        + ", but finite differences give " + found);
            }
        }
        return differences;
    }

    /** This run with one number changed. */
    private Reference with(Op source, double[] numbers, int element, double number) {
        double[] changed = numbers.clone();
        changed[element] = number;
        return switch (source) {
            case Op.Input(String name) -> run.withInput(name, changed);
            case Op.Read(Variable variable) -> run.withVariable(variable, changed);
            default -> throw new AssertionError(source);
        };
    }

    /** Positive, between 1 and 2, and all different. */
    private double[] weights(Shape shape) {
        double[] weights = new double[Math.toIntExact(shape.count(run.batch()))];
        Arrays.setAll(weights, i -> 1 + (0.3 + i * 0.6180339887498949) % 1);
        return weights;
    }

    private static List<Node> sources(Node result) {
        return Traversal.order(List.of(result)).stream()
                .filter(node -> node.op() instanceof Op.Input || node.op() instanceof Op.Read)
                .toList();
    }
}
