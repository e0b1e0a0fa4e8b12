package io.nacre.parity;

import static java.util.Objects.requireNonNull;

import io.nacre.LayerRun;
import io.nacre.Replay;
import io.nacre.data.Tensor;
import io.nacre.file.Config;
import io.nacre.graph.Gradients;
import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Shape;
import io.nacre.graph.Traversal;
import io.nacre.graph.Variable;
import io.nacre.layer.Layer;
import io.nacre.layer.Normalizing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Replays one call of a layer: its result, and the gradients of {@code sum(c * y)} by input and weights. */
final class LayerCase {
    private final Layer layer;
    private final LayerRun run;
    private final Report report;

    private LayerCase(Layer layer, LayerRun run, Report report) {
        this.layer = layer;
        this.run = run;
        this.report = report;
    }

    /** The layer of a case, with the case's weights, for inputs of this shape. */
    static LayerCase of(Case c, Shape input, Report report) {
        LayerCase made = of(layer(c), input, report);
        if (c.has("weights")) {
            made.assign(c.get("weights"));
        }
        return made;
    }

    /** This layer, for inputs of this shape. */
    static LayerCase of(Layer layer, Shape input, Report report) {
        return of(layer, List.of(input), report);
    }

    private static LayerCase of(Layer layer, List<Shape> inputs, Report report) {
        List<Shape> samples =
                inputs.stream().map(input -> input.slice(1, input.rank())).toList();
        return new LayerCase(layer, LayerRun.of(layer, samples), report);
    }

    /** The layer that a case describes. */
    static Layer layer(Case c) {
        return Replay.codec().decode(Layer.class, Config.parse(c.get("layer").toString()));
    }

    LayerRun run() {
        return run;
    }

    /** Gives weights their numbers; names, order and which are learned must be Keras's. */
    void assign(JsonNode weights) {
        List<String> names = new ArrayList<>();
        weights.forEach(weight -> names.add(weight.get("name").asString()));
        report.same("names of weights", names, run.names());
        for (JsonNode weight : weights) {
            String name = weight.get("name").asString();
            report.same(
                    "whether " + name + " is learned", weight.get("trainable").booleanValue(), run.isLearned(name));
            Tensor value = Case.tensor(weight.get("value"));
            report.same("shape of " + name, value.shape(), run.variable(name).shape());
            run.assign(name, value);
        }
    }

    /** A case with one call, as most files have them. */
    static void replay(Case c, Report report) {
        List<Tensor> inputs = new ArrayList<>();
        c.get("inputs").forEach(input -> inputs.add(Case.tensor(input)));
        LayerCase layer = of(layer(c), inputs.stream().map(Tensor::shape).toList(), report);
        if (c.has("weights")) {
            layer.assign(c.get("weights"));
        }
        LayerRun run = layer.run;
        boolean training = c.has("training") && c.get("training").booleanValue();
        LayerRun.Call call = training ? run.training() : run.inference();
        Map<String, Tensor> given = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            given.put(LayerRun.input(i), inputs.get(i));
        }
        Tensor y = Case.tensor(c.get("outputs").get(0));
        given.put("c", Case.tensor(c.get("c").get(0)));
        layer.compare("", call, given, y);
        for (int i = 0; i < inputs.size(); i++) {
            Tensor gradient = Case.tensor(c.get("input_gradients").get(i));
            layer.compareGradient("gradient by input " + i, call, call.inputs().get(i), given, gradient);
        }
        List<String> learned = run.names().stream().filter(run::isLearned).toList();
        report.same("number of learned weights", c.get("weight_gradients").size(), learned.size());
        for (int i = 0; i < learned.size(); i++) {
            Tensor gradient = Case.tensor(c.get("weight_gradients").get(i));
            layer.compareGradient(
                    "gradient by " + learned.get(i), call, layer.read(learned.get(i), call), given, gradient);
        }
        layer.penalties(c.get("regularization_losses"), call, given);
    }

    private void penalties(JsonNode theirs, LayerRun.Call call, Map<String, Tensor> given) {
        float[] expected = new float[theirs.size()];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = Case.number(theirs.get(i));
        }
        List<float[]> ours = call.losses().isEmpty() ? List.of() : evaluate(call.losses(), given);
        float[] actual = new float[ours.size()];
        for (int i = 0; i < actual.length; i++) {
            actual[i] = ours.get(i)[0];
        }
        Arrays.sort(expected); // Keras names the activity's penalty first
        Arrays.sort(actual);
        report.compare("regularization losses", expected, actual);
    }

    /** Compares a call's result. */
    void compare(String what, LayerRun.Call call, Tensor x, Tensor c, Tensor y) {
        compare(what, call, Map.of("x", x, "c", c), y);
    }

    private void compare(String what, LayerRun.Call call, Map<String, Tensor> given, Tensor y) {
        report.same(what + "shape of the result", y.shape(), call.y().shape().at(batch(given)));
        report.compare(
                what + "result", y.values(), evaluate(List.of(call.y()), given).get(0));
    }

    /** Compares the gradient by the input. */
    void gradients(String what, LayerRun.Call call, Tensor x, Tensor c, Tensor dx) {
        compareGradient(what + "gradient by the input", call, call.inputs().get(0), Map.of("x", x, "c", c), dx);
    }

    /** Compares the gradient by a weight. */
    void gradient(String what, String name, LayerRun.Call call, Tensor x, Tensor c, Tensor expected) {
        compareGradient(what + "gradient by " + name, call, read(name, call), Map.of("x", x, "c", c), expected);
    }

    /** Where a call reads a weight. */
    private Node read(String name, LayerRun.Call call) {
        Variable variable = run.variable(name);
        return Traversal.order(List.of(call.y())).stream()
                .filter(node -> node.op() instanceof Op.Read(Variable other) && other == variable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("the result does not depend on " + name));
    }

    /** Compares the gradient by a weight, computed in float64. */
    void gradientInFloat64(String what, String name, LayerRun.Call call, Tensor x, Tensor c, Tensor expected) {
        Node weights = Node.input("c", call.y().shape());
        Node gradient = Gradients.of(call.y().times(weights).sum(), List.of(read(name, call)))
                .get(0);
        report.compare(
                what + "gradient by " + name,
                expected.values(),
                Evaluation.reference(List.of(gradient), x.size(0), Map.of("x", x, "c", c))
                        .get(0));
    }

    private void compareGradient(String what, LayerRun.Call call, Node by, Map<String, Tensor> given, Tensor expected) {
        Node weights = Node.input("c", call.y().shape());
        Node gradient = Gradients.of(call.y().times(weights).sum(), List.of(by)).get(0);
        float[] actual = evaluate(List.of(gradient), given).get(0);
        report.compare(what, expected.values(), actual, bound(requireNonNull(given.get("c")), expected));
    }

    /**
     * What a normalizing layer passes back is what remains when terms as large as c cancel, down to a hundredth where
     * two numbers are normalized; there Keras itself lies 5e-5 from the same gradient in float64. So its errors are
     * relative to the largest of c, too.
     */
    private double bound(Tensor c, Tensor gradient) {
        double cancelled = layer instanceof Normalizing ? largest(c) / Math.max(largest(gradient), 1e-3) : 1;
        return report.tolerance() * Math.max(1, cancelled);
    }

    private static double largest(Tensor tensor) {
        double largest = 0;
        for (float value : tensor.values()) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /** The numbers of nodes for an input {@code x} and weights {@code c} of the result. */
    List<float[]> evaluate(List<Node> nodes, Tensor x, Tensor c) {
        return evaluate(nodes, Map.of("x", x, "c", c));
    }

    private static List<float[]> evaluate(List<Node> nodes, Map<String, Tensor> given) {
        return Evaluation.fast(nodes, batch(given), given);
    }

    private static int batch(Map<String, Tensor> given) {
        return requireNonNull(given.get("x")).size(0);
    }
}
