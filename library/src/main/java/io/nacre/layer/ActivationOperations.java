package io.nacre.layer;

import static io.nacre.layer.OperationRule.nn;
import static java.util.Map.entry;

import io.nacre.activation.Activation;
import io.nacre.activation.Celu;
import io.nacre.activation.Elu;
import io.nacre.activation.Gelu;
import io.nacre.activation.Glu;
import io.nacre.activation.HardShrink;
import io.nacre.activation.HardSigmoid;
import io.nacre.activation.HardSilu;
import io.nacre.activation.HardTanh;
import io.nacre.activation.LeakyRelu;
import io.nacre.activation.LogSigmoid;
import io.nacre.activation.LogSoftmax;
import io.nacre.activation.Relu;
import io.nacre.activation.Relu6;
import io.nacre.activation.Selu;
import io.nacre.activation.Sigmoid;
import io.nacre.activation.Silu;
import io.nacre.activation.SoftShrink;
import io.nacre.activation.Softmax;
import io.nacre.activation.Softplus;
import io.nacre.activation.Softsign;
import io.nacre.activation.SparsePlus;
import io.nacre.activation.SparseSigmoid;
import io.nacre.activation.Sparsemax;
import io.nacre.activation.Squareplus;
import io.nacre.activation.TanhShrink;
import io.nacre.activation.Threshold;
import io.nacre.graph.Node;
import java.util.Map;
import java.util.function.Function;

/** Activations as operations, which have defaults of their own: the slope of a leaky ReLU is 0.2. */
final class ActivationOperations {
    static final Map<String, OperationRule> RULES = Map.ofEntries(
            of("Relu", _ -> Relu.of()),
            of("Relu6", _ -> new Relu6()),
            of("Sigmoid", _ -> new Sigmoid()),
            of("SparseSigmoid", _ -> new SparseSigmoid()),
            of("Softplus", _ -> new Softplus()),
            of("Softsign", _ -> new Softsign()),
            of("SparsePlus", _ -> new SparsePlus()),
            of("Silu", _ -> new Silu()),
            of("LogSigmoid", _ -> new LogSigmoid()),
            of("HardSigmoid", _ -> new HardSigmoid()),
            of("HardSilu", _ -> new HardSilu()),
            of("Selu", _ -> new Selu()),
            of("TanhShrink", _ -> new TanhShrink()),
            of("HardTanh", _ -> new HardTanh()),
            of("LeakyRelu", call -> new LeakyRelu(call.number("negative_slope", 0.2)), "negative_slope"),
            of("Elu", call -> new Elu(call.number("alpha", 1)), "alpha"),
            of("Celu", call -> new Celu(call.number("alpha", 1)), "alpha"),
            of("Squareplus", call -> new Squareplus(call.number("b", 4)), "b"),
            of("SoftShrink", call -> new SoftShrink(call.number("threshold", 0.5)), "threshold"),
            of("HardShrink", call -> new HardShrink(call.number("threshold", 0.5)), "threshold"),
            of(
                    "Threshold",
                    call -> new Threshold(call.number("threshold", 0), call.number("default_value", 0)),
                    "threshold",
                    "default_value"),
            of(
                    "Gelu",
                    call -> new Gelu(call.flag("approximate", true) ? Gelu.Form.TANH : Gelu.Form.EXACT),
                    "approximate"),
            of("Glu", call -> new Glu(call.whole("axis", -1)), "axis"),
            of("Softmax", call -> new Softmax(call.whole("axis", -1)), "axis"),
            of("LogSoftmax", call -> new LogSoftmax(call.whole("axis", -1)), "axis"),
            of("Sparsemax", call -> new Sparsemax(call.whole("axis", -1)), "axis"),
            entry("Normalize", nn(ActivationOperations::normalize, "axis", "order", "epsilon")),
            entry("OneHot", nn(ActivationOperations::oneHot, "num_classes", "axis", "dtype")));

    private ActivationOperations() {}

    private static Map.Entry<String, OperationRule> of(
            String className, Function<OperationCall, Activation> activation, String... settings) {
        return entry(className, nn(call -> activation.apply(call).apply(call.scope(), alongSamples(call)), settings));
    }

    private static Node alongSamples(OperationCall call) {
        Node x = call.x();
        if (call.rule().settings().contains("axis")) {
            OperationCall.keepsBatch(x, x.shape().axis(call.whole("axis", -1)));
        }
        return x;
    }

    private static Node normalize(OperationCall call) {
        Node x = call.x();
        double least = call.number("epsilon", 1e-7);
        if (call.whole("order", 2) != 2) {
            throw new IllegalArgumentException("order must be 2, not " + call.whole("order", 2));
        }
        int[] axes = call.settings().containsKey("axis") ? call.samplesAxes(x) : new int[] {last(x)};
        return x.times(x.square().sumKeepDims(axes).maximum(least * least).rsqrt());
    }

    private static int last(Node x) {
        return x.shape().rank() - 1;
    }

    private static Node oneHot(OperationCall call) {
        Node x = call.x();
        int classes = call.whole("num_classes", 0);
        if (call.whole("axis", -1) != -1 || classes < 1) {
            throw new IllegalArgumentException("num_classes must be at least 1 and axis -1");
        }
        return x.reshape(x.shape().append(1)).equalTo(Node.range(classes));
    }
}
