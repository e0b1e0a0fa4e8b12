package io.nacre.internal.reference;

import io.nacre.graph.Binary;
import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Shape;
import io.nacre.graph.Traversal;
import io.nacre.graph.Unary;
import io.nacre.graph.Variable;
import io.nacre.internal.kernel.KernelChoice;
import io.nacre.internal.run.Streams;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Evaluates nodes in float64 with plain loops: what every operation means.
 *
 * <p>Arrays are given and returned flat, the last axis running fastest. Nothing is remembered between two calls, and
 * equal runs give equal numbers.
 *
 * @param batch the number of samples that {@link Shape#BATCH} stands for
 * @param seed where all random streams start; 0 unless given
 * @param step which part of each random stream is drawn; 0 unless given
 * @param inputs the arrays of {@link Op.Input}, by name
 * @param variables numbers that stand in for those which a variable holds
 */
public record Reference(
        int batch, long seed, long step, Map<String, double[]> inputs, Map<Variable, double[]> variables) {
    /** Checks that there is a sample. */
    public Reference {
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be at least 1, but is " + batch);
        }
        inputs = Map.copyOf(inputs);
        variables = Map.copyOf(variables);
    }

    /** A run with this many samples and no inputs yet. */
    public static Reference of(int batch) {
        return new Reference(batch, 0, 0, Map.of(), Map.of());
    }

    /** The same with another seed. */
    public Reference withSeed(long seed) {
        return new Reference(batch, seed, step, inputs, variables);
    }

    /** The same at another step. */
    public Reference withStep(long step) {
        return new Reference(batch, seed, step, inputs, variables);
    }

    /** The same with this array for an input. */
    public Reference withInput(String name, double... values) {
        return new Reference(batch, seed, step, with(inputs, name, values), variables);
    }

    /** The same with these numbers for a variable, which itself stays as it is. */
    public Reference withVariable(Variable variable, double... values) {
        return new Reference(batch, seed, step, inputs, with(variables, variable, values));
    }

    private static <K> Map<K, double[]> with(Map<K, double[]> map, K key, double[] values) {
        Map<K, double[]> changed = new HashMap<>(map);
        changed.put(key, values.clone());
        return changed;
    }

    /**
     * The numbers of one node.
     *
     * @throws IllegalArgumentException if an input is missing, or an array does not have as many numbers as its shape
     */
    public double[] value(Node node) {
        return values(List.of(node)).get(0);
    }

    /**
     * The numbers of several nodes; what they share is computed once.
     *
     * @throws IllegalArgumentException if an input is missing, or an array does not have as many numbers as its shape
     */
    public List<double[]> values(List<Node> nodes) {
        Map<Node, double[]> known = new IdentityHashMap<>();
        for (Node node : Traversal.order(nodes)) {
            known.put(
                    node, evaluate(node, node.inputs().stream().map(known::get).toList()));
        }
        return nodes.stream().map(known::get).map(double[]::clone).toList();
    }

    private double[] evaluate(Node node, List<double[]> in) {
        return switch (node.op()) {
            case Op.Input(String name) -> given(name, node.shape());
            case Op.Read(Variable variable) -> read(variable);
            case Op.Constant(double value) -> new double[] {value};
            case Op.Table(List<Double> values) -> fill(values.size(), values::get);
            case Op.Count(Shape counted) -> new double[] {counted.count(batch)};
            case Op.Uniform(String stream) -> uniform(stream, node.shape());
            case Op.Map1(Unary function) -> fill(in.get(0).length, i -> Functions.apply(function, in.get(0)[i]));
            case Op.Map2(Binary function) ->
                fill(in.get(0).length, i -> Functions.apply(function, in.get(0)[i], in.get(1)[i]));
            case Op.Select s -> fill(in.get(0).length, i -> in.get(in.get(0)[i] != 0 ? 1 : 2)[i]);
            case Op.StopGradient s -> in.get(0);
            case Op.Broadcast b -> gather(in.get(0), Axes.repeated(inputSizes(node), sizes(node)));
            case Op.Sum(List<Integer> axes) -> reduce(in.get(0), Axes.reduced(inputSizes(node), axes), 0, Double::sum);
            case Op.Max(List<Integer> axes) ->
                reduce(in.get(0), Axes.reduced(inputSizes(node), axes), Double.NEGATIVE_INFINITY, Math::max);
            case Op.ArgMax a -> rows(node, in.get(0), row -> new double[] {Rows.argMax(row)});
            case Op.Softmax s -> rows(node, in.get(0), Rows::softmax);
            case Op.LogSoftmax s -> rows(node, in.get(0), Rows::logSoftmax);
            case Op.CumulativeSum(boolean reverse) -> rows(node, in.get(0), row -> cumulativeSum(row, reverse));
            case Op.Reshape r -> in.get(0);
            case Op.Transpose(List<Integer> permutation) ->
                gather(in.get(0), Axes.transposed(inputSizes(node), permutation));
            case Op.Slice(int axis, int from, int to) ->
                gather(in.get(0), Axes.sliced(inputSizes(node), axis, from, to));
            case Op.Concatenate(int axis) -> concatenate(node, in, axis);
            case Op.MatMul(boolean transposeA, boolean transposeB) ->
                matmul(in.get(0), transposeA, in.get(1), transposeB, sizes(node)[0], sizes(node)[1]);
        };
    }

    /** The sums of the first elements, or of the last. */
    private static double[] cumulativeSum(double[] row, boolean reverse) {
        double[] sums = new double[row.length];
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            int at = reverse ? row.length - 1 - i : i;
            sum += row[at];
            sums[at] = sum;
        }
        return sums;
    }

    private double[] given(String name, Shape shape) {
        if (!inputs.containsKey(name)) {
            throw new IllegalArgumentException("input '" + name + "' of shape " + shape + " is missing; given are "
                    + inputs.keySet().stream().sorted().toList());
        }
        return checked("input '" + name + "'", shape, inputs.get(name));
    }

    private double[] read(Variable variable) {
        if (variables.containsKey(variable)) {
            return checked("variable " + variable.path(), variable.shape(), variables.get(variable));
        }
        float[] values = variable.values();
        return fill(values.length, i -> values[i]);
    }

    private double[] uniform(String stream, Shape shape) {
        float[] numbers = new float[Math.toIntExact(shape.count(batch))];
        KernelChoice.best().uniform(numbers.length, Streams.atStep(Streams.key(seed, stream), step), 0, numbers, 0);
        return fill(numbers.length, i -> numbers[i]);
    }

    private double[] checked(String what, Shape shape, double[] values) {
        if (values.length != shape.count(batch)) {
            throw new IllegalArgumentException(what + " has shape " + shape + ", that is " + shape.count(batch)
                    + " numbers for a batch of " + batch + ", but " + values.length + " were given");
        }
        return values;
    }

    private int[] sizes(Node node) {
        return node.shape().at(batch).sizes();
    }

    private int[] inputSizes(Node node) {
        return sizes(node.inputs().get(0));
    }

    private static double[] fill(int count, IntToDoubleFunction element) {
        return IntStream.range(0, count).mapToDouble(element).toArray();
    }

    private static double[] gather(double[] from, int[] positions) {
        return fill(positions.length, i -> from[positions[i]]);
    }

    /** Takes the elements in order into the results at these positions, of which the last is the last result. */
    private static double[] reduce(double[] from, int[] positions, double start, DoubleBinaryOperator operator) {
        double[] results = new double[positions[positions.length - 1] + 1];
        Arrays.fill(results, start);
        for (int i = 0; i < from.length; i++) {
            results[positions[i]] = operator.applyAsDouble(results[positions[i]], from[i]);
        }
        return results;
    }

    /** The results of a function of each row along the last axis, one after the other. */
    private static double[] rows(Node node, double[] from, UnaryOperator<double[]> function) {
        int size = node.inputs().get(0).size(-1);
        return IntStream.range(0, from.length / size)
                .mapToObj(row -> Arrays.copyOfRange(from, row * size, (row + 1) * size))
                .map(function)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    private double[] concatenate(Node node, List<double[]> in, int axis) {
        int blocks = Arrays.stream(sizes(node)).limit(axis).reduce(1, Math::multiplyExact);
        return IntStream.range(0, blocks)
                .boxed()
                .flatMapToDouble(block -> in.stream().flatMapToDouble(part -> {
                    int length = part.length / blocks;
                    return Arrays.stream(part, block * length, (block + 1) * length);
                }))
                .toArray();
    }

    private static double[] matmul(double[] a, boolean transposeA, double[] b, boolean transposeB, int m, int n) {
        int inner = a.length / m;
        double[] product = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < inner; k++) {
                    double left = a[transposeA ? k * m + i : i * inner + k];
                    double right = b[transposeB ? j * inner + k : k * n + j];
                    product[i * n + j] += left * right;
                }
            }
        }
        return product;
    }
}
