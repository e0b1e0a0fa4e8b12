package io.nacre.internal.onnx;

import static io.nacre.internal.onnx.OnnxGraph.BOOL;
import static io.nacre.internal.onnx.OnnxGraph.FLOAT;

import io.nacre.file.WeightFormat;
import io.nacre.graph.Binary;
import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Shape;
import io.nacre.graph.Traversal;
import io.nacre.graph.Unary;
import io.nacre.graph.Variable;
import io.nacre.internal.onnx.OnnxGraph.Attribute;
import io.nacre.internal.quantize.Int8Product;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a graph as an ONNX model, operation by operation. Weights keep their paths as names; the batch has no fixed
 * size.
 *
 * <p>ONNX repeats operands of elementwise operations by itself, so that a {@link Op.Broadcast} is left out where only
 * such operations read it.
 */
public final class OnnxExport {
    private final OnnxGraph graph;
    private final Map<Node, String> names = new IdentityHashMap<>();

    /** Nodes whose value in the file is smaller than their shape says, and yet to be repeated. */
    private final Map<Node, Boolean> unrepeated = new IdentityHashMap<>();

    private final WrittenWeights weights;
    private final Map<String, String> inputs = new LinkedHashMap<>();
    private @Nullable String batchSize;

    private OnnxExport(String name, Weights weights) {
        this.graph = new OnnxGraph(name);
        this.weights = new WrittenWeights(graph, weights);
    }

    /**
     * An input of the graph.
     *
     * @param name its name in the graph
     * @param exported the name that it is to have in the file
     */
    public record Input(String name, String exported, Shape shape) {}

    /**
     * The weights of the graph.
     *
     * @param names the names that variables are to have
     * @param kernels the variables that are held in the format; others are in float32
     * @param format what kernels are held in
     * @param int8 products that are to be computed in int8
     */
    public record Weights(
            Map<Variable, String> names, Set<Variable> kernels, WeightFormat format, Map<Node, Int8Product> int8) {
        String name(Variable variable) {
            return names.getOrDefault(variable, variable.path());
        }
    }

    /**
     * The model file.
     *
     * @param inputs in the order that they are to have
     * @param outputs by the name that each is to have
     * @param metadata what else the file says, by name
     * @throws IllegalArgumentException if the graph has what ONNX cannot say; the message names it all
     */
    public static byte[] bytes(
            String name, List<Input> inputs, Weights weights, Map<String, Node> outputs, Map<String, String> metadata) {
        List<Node> order = Traversal.order(List.copyOf(outputs.values()));
        refuseRandom(order);
        OnnxExport export = new OnnxExport(name, weights);
        for (Input input : inputs) {
            export.graph.input(input.exported, input.shape);
            export.inputs.put(input.name, input.exported);
        }
        order.forEach(export::add);
        outputs.forEach((output, node) -> {
            export.graph.node("Identity", List.of(export.whole(node)), output);
            export.graph.output(output, node.shape());
        });
        metadata.forEach(export.graph::metadata);
        export.graph.metadata(WrittenWeights.UNREAD, export.weights.unread());
        return export.graph.toBytes();
    }

    private static void refuseRandom(List<Node> order) {
        Set<String> streams = new TreeSet<>();
        for (Node node : order) {
            if (node.op() instanceof Op.Uniform(String stream)) {
                streams.add(stream.substring(0, stream.lastIndexOf('/')));
            }
        }
        if (!streams.isEmpty()) {
            throw new IllegalArgumentException("an ONNX model answers the same each time, but these layers draw random"
                    + " numbers in prediction: " + String.join(", ", streams)
                    + "; replace them, as McDropout by Dropout, McAlphaDropout by AlphaDropout");
        }
    }

    private void add(Node node) {
        if (!names.containsKey(node)) {
            names.put(node, written(node));
        }
    }

    private String name(Node node) {
        String name = names.get(node);
        if (name == null) {
            throw new IllegalArgumentException("the graph reads " + node + ", which is not among its inputs");
        }
        return name;
    }

    /** A node's value in its full shape. */
    private String whole(Node node) {
        if (!unrepeated.containsKey(node)) {
            return name(node);
        }
        String repeated = graph.node("Expand", List.of(name(node), sizes(node.shape())));
        names.put(node, repeated);
        unrepeated.remove(node);
        return repeated;
    }

    /** A shape as a row of numbers, which depends on the batch's size. */
    private String sizes(Shape shape) {
        if (!shape.dependsOnBatch()) {
            return graph.constant(IntStream.of(shape.sizes()).asLongStream());
        }
        List<String> parts = IntStream.of(shape.sizes())
                .mapToObj(size -> size >= 0 ? graph.constant(LongStream.of(size)) : batchTimes(-size))
                .toList();
        return graph.node("Concat", parts, Attribute.of("axis", 0));
    }

    private String batchTimes(int factor) {
        String size = batchSize;
        if (size == null) {
            String shape =
                    graph.node("Shape", List.of(inputs.values().iterator().next()));
            size = graph.node("Gather", List.of(shape, graph.constant(LongStream.of(0))), Attribute.of("axis", 0));
            batchSize = size;
        }
        return factor == 1 ? size : graph.node("Mul", List.of(size, graph.constant(LongStream.of(factor))));
    }

    private String written(Node node) {
        List<Node> in = node.inputs();
        return switch (node.op()) {
            case Op.Input(String name) -> {
                String exported = inputs.get(name);
                if (exported == null) {
                    throw new IllegalArgumentException("the graph reads the input " + name + ", which was not given");
                }
                yield exported;
            }
            case Op.Read(Variable variable) -> weights.written(variable);
            case Op.Constant(double value) -> graph.constant(value);
            case Op.Table(List<Double> values) -> {
                float[] numbers = new float[values.size()];
                IntStream.range(0, numbers.length)
                        .forEach(i -> numbers[i] = values.get(i).floatValue());
                yield graph.constant("table_" + names.size(), node.shape(), numbers);
            }
            case Op.Count(Shape counted) -> {
                int factor = counted.at(1).count();
                String count = counted.dependsOnBatch() ? batchTimes(factor) : graph.constant(LongStream.of(factor));
                String scalar = graph.node("Squeeze", List.of(count, graph.constant(LongStream.of(0))));
                yield graph.cast(scalar, FLOAT);
            }
            case Op.Uniform u -> throw new IllegalArgumentException("random numbers cannot be exported: " + node);
            case Op.Map1(Unary function) -> map(node, function, in.get(0));
            case Op.Map2(Binary function) -> map(node, function, in.get(0), in.get(1));
            case Op.Select s -> {
                List<String> operands = List.of(
                        graph.cast(operand(node, in.get(0)), BOOL), operand(node, in.get(1)), operand(node, in.get(2)));
                repeatedLike(node, in);
                yield graph.node("Where", operands);
            }
            case Op.StopGradient s -> {
                repeatedLike(node, in);
                yield name(in.get(0));
            }
            case Op.Broadcast b -> {
                unrepeated.put(node, true);
                yield name(in.get(0));
            }
            case Op.Sum(List<Integer> axes) when axes.isEmpty() -> whole(in.get(0));
            case Op.Max(List<Integer> axes) when axes.isEmpty() -> whole(in.get(0));
            case Op.Sum(List<Integer> axes) ->
                graph.node(
                        "ReduceSum",
                        List.of(whole(in.get(0)), graph.constant(axes.stream().mapToLong(axis -> axis))),
                        Attribute.of("keepdims", 0));
            case Op.Max(List<Integer> axes) ->
                graph.node(
                        "ReduceMax",
                        List.of(whole(in.get(0))),
                        Attribute.ofAll("axes", axes.stream().mapToLong(axis -> axis)),
                        Attribute.of("keepdims", 0));
            case Op.ArgMax a ->
                graph.cast(
                        graph.node(
                                "ArgMax",
                                List.of(whole(in.get(0))),
                                Attribute.of("axis", -1),
                                Attribute.of("keepdims", 0)),
                        FLOAT);
            case Op.Softmax s -> graph.node("Softmax", List.of(whole(in.get(0))), Attribute.of("axis", -1));
            case Op.LogSoftmax s -> graph.node("LogSoftmax", List.of(whole(in.get(0))), Attribute.of("axis", -1));
            case Op.CumulativeSum(boolean reverse) ->
                graph.node(
                        "CumSum",
                        List.of(
                                whole(in.get(0)),
                                graph.constant(LongStream.of(node.shape().rank() - 1))),
                        Attribute.of("reverse", reverse ? 1 : 0));
            case Op.Reshape(Shape shape) ->
                graph.node(
                        "Reshape",
                        List.of(
                                whole(in.get(0)),
                                graph.constant(IntStream.of(shape.sizes()).mapToLong(size -> size < 0 ? -1 : size))));
            case Op.Transpose(List<Integer> permutation) ->
                graph.node(
                        "Transpose",
                        List.of(whole(in.get(0))),
                        Attribute.ofAll("perm", permutation.stream().mapToLong(axis -> axis)));
            case Op.Slice(int axis, int from, int to) ->
                graph.node(
                        "Slice",
                        List.of(
                                whole(in.get(0)),
                                graph.constant(LongStream.of(from)),
                                graph.constant(LongStream.of(to)),
                                graph.constant(LongStream.of(axis))));
            case Op.Concatenate(int axis) ->
                graph.node("Concat", in.stream().map(this::whole).toList(), Attribute.of("axis", axis));
            case Op.MatMul(boolean transposeA, boolean transposeB) -> {
                List<String> operands = List.of(weights.factor(node, whole(in.get(0))), whole(in.get(1)));
                yield transposeA || transposeB
                        ? graph.node(
                                "Gemm",
                                operands,
                                Attribute.of("transA", transposeA ? 1 : 0),
                                Attribute.of("transB", transposeB ? 1 : 0))
                        : graph.node("MatMul", operands);
            }
        };
    }

    /** An operand of an elementwise operation, which ONNX repeats as need be. */
    private String operand(Node user, Node input) {
        return user.shape().rank() == input.shape().rank() || unrepeated.containsKey(input)
                ? name(input)
                : whole(input);
    }

    /** Notes that an elementwise result is yet to be repeated, if all operands are. */
    private void repeatedLike(Node node, List<Node> operands) {
        if (operands.stream().allMatch(unrepeated::containsKey)) {
            unrepeated.put(node, true);
        }
    }

    private String map(Node node, Unary function, Node input) {
        repeatedLike(node, List.of(input));
        List<String> x = List.of(name(input));
        return switch (function) {
            case NEGATE -> graph.node("Neg", x);
            case ABS -> graph.node("Abs", x);
            case SIGN -> graph.node("Sign", x);
            case SQUARE -> graph.node("Mul", List.of(x.get(0), x.get(0)));
            case SQRT -> graph.node("Sqrt", x);
            case RSQRT -> graph.node("Reciprocal", List.of(graph.node("Sqrt", x)));
            case RECIPROCAL -> graph.node("Reciprocal", x);
            case EXP -> graph.node("Exp", x);
            case EXPM1 -> graph.node("Sub", List.of(graph.node("Exp", x), graph.constant(1)));
            case LOG -> graph.node("Log", x);
            case LOG1P -> graph.node("Log", List.of(graph.node("Add", List.of(x.get(0), graph.constant(1)))));
            case SIN -> graph.node("Sin", x);
            case COS -> graph.node("Cos", x);
            case TANH -> graph.node("Tanh", x);
            case SIGMOID -> graph.node("Sigmoid", x);
            case SOFTPLUS -> graph.node("Softplus", x);
            case ERF -> graph.node("Erf", x);
            case FLOOR -> graph.node("Floor", x);
            case RELU -> graph.node("Relu", x);
        };
    }

    private String map(Node node, Binary function, Node a, Node b) {
        List<String> operands = List.of(operand(node, a), operand(node, b));
        repeatedLike(node, List.of(a, b));
        return switch (function) {
            case ADD -> graph.node("Add", operands);
            case SUBTRACT -> graph.node("Sub", operands);
            case MULTIPLY -> graph.node("Mul", operands);
            case DIVIDE -> graph.node("Div", operands);
            case MAXIMUM -> graph.node("Max", operands);
            case MINIMUM -> graph.node("Min", operands);
            case POWER -> graph.node("Pow", operands);
            case LESS -> graph.cast(graph.node("Less", operands), FLOAT);
            case LESS_EQUAL -> graph.cast(graph.node("LessOrEqual", operands), FLOAT);
            case EQUAL -> graph.cast(graph.node("Equal", operands), FLOAT);
            case NOT_EQUAL -> graph.cast(graph.node("Not", List.of(graph.node("Equal", operands))), FLOAT);
        };
    }
}
