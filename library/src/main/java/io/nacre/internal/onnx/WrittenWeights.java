package io.nacre.internal.onnx;

import io.nacre.file.WeightFormat;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import io.nacre.internal.encoding.Int8Kernel;
import io.nacre.internal.onnx.OnnxGraph.Attribute;
import io.nacre.internal.quantize.ActivationRange;
import io.nacre.internal.quantize.Int8Product;
import io.nacre.internal.quantize.Products;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The weights of a graph in an ONNX model, each in the format that it is to have, and once. */
final class WrittenWeights {
    /** What the file calls the list of the weights that are not in it. */
    static final String UNREAD = "nacre.unread";

    /** What the scales of a kernel in int8 are called, after the kernel. */
    static final String SCALE = "_scale";

    private final OnnxGraph graph;
    private final OnnxExport.Weights weights;
    private final Map<Variable, String> written = new IdentityHashMap<>();

    WrittenWeights(OnnxGraph graph, OnnxExport.Weights weights) {
        this.graph = graph;
        this.weights = weights;
    }

    /** A weight in float32, whatever the file holds it in. */
    String written(Variable variable) {
        String known = written.get(variable);
        if (known == null) {
            known = made(weights.name(variable), variable);
            written.put(variable, known);
        }
        return known;
    }

    private String made(String name, Variable variable) {
        Shape shape = variable.shape();
        WeightFormat format = weights.kernels().contains(variable) ? weights.format() : WeightFormat.FLOAT32;
        return switch (format) {
            case FLOAT32 -> graph.constant(name, shape, variable.values());
            case FLOAT16, BFLOAT16 -> {
                int type = format == WeightFormat.FLOAT16 ? OnnxGraph.FLOAT16 : OnnxGraph.BFLOAT16;
                graph.constant(name, type, shape, format.bits(name, variable.values()));
                yield graph.cast(name, OnnxGraph.FLOAT);
            }
            case INT8 -> {
                Int8Kernel kernel = Int8Kernel.of(variable.values(), shape.size(-1));
                Shape channels = Shape.of(kernel.scales().length);
                graph.constant(name, OnnxGraph.INT8, shape, kernel.values());
                String scales = graph.constant(name + SCALE, channels, kernel.scales());
                if (!isInInt8Product(variable)) {
                    // As arithmetic it is done once, when a model is loaded; DequantizeLinear is taken for leave to
                    // quantize the activations, too.
                    yield graph.node("Mul", List.of(graph.cast(name, OnnxGraph.FLOAT), scales));
                }
                String zeros = name + "_zero_point";
                graph.constant(zeros, OnnxGraph.INT8, channels, new byte[kernel.scales().length]);
                yield graph.node(
                        "DequantizeLinear", List.of(name, scales, zeros), Attribute.of("axis", shape.rank() - 1));
            }
        };
    }

    private boolean isInInt8Product(Variable variable) {
        return weights.int8().keySet().stream().anyMatch(product -> Products.kernel(product) == variable);
    }

    /** A value rounded to what 8 bits can hold. */
    private String quantized(String value, ActivationRange range) {
        String scale = graph.constant(range.scale());
        String zero = graph.constant(OnnxGraph.UINT8, range.zeroPoint());
        String bytes = graph.node("QuantizeLinear", List.of(value, scale, zero));
        return graph.node("DequantizeLinear", List.of(bytes, scale, zero));
    }

    /** The left side of a product: rounded to what 8 bits can hold, if the product is to be computed in int8. */
    String factor(Node product, String left) {
        Int8Product int8 = weights.int8().get(product);
        return int8 == null ? left : quantized(left, int8.range());
    }

    /**
     * Weights that predictions do not depend on. Constants that nobody reads would make ONNX Runtime print warnings.
     */
    String unread() {
        return weights.names().keySet().stream()
                .filter(variable -> !written.containsKey(variable))
                .map(weights::name)
                .sorted()
                .collect(Collectors.joining(","));
    }
}
