package io.nacre.parity;

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
        return new LayerCase(layer, LayerRun.of(layer, input.slice(1, input.rank())), report);
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
        Tensor x = Case.tensor(c.get("inputs").get(0));
        LayerCase layer = of(c, x.shape(), report);
        boolean training = c.has("training") && c.get("training").booleanValue();
        LayerRun.Call call = training ? layer.run.training() : layer.run.inference();
        layer.compare(
                "",
                call,
                x,
                Case.tensor(c.get("c").get(0)),
                Case.tensor(c.get("outputs").get(0)));
        layer.gradients(
                "",
                call,
                x,
                Case.tensor(c.get("c").get(0)),
                Case.tensor(c.get("input_gradients").get(0)));
        List<String> learned =
                layer.run.names().stream().filter(layer.run::isLearned).toList();
        report.same("number of learned weights", c.get("weight_gradients").size(), learned.size());
        for (int i = 0; i < learned.size(); i++) {
            layer.gradient(
                    "",
                    learned.get(i),
                    call,
                    x,
                    Case.tensor(c.get("c").get(0)),
                    Case.tensor(c.get("weight_gradients").get(i)));
        }
        layer.penalties(c.get("regularization_losses"), call, x);
    }

    private void penalties(JsonNode theirs, LayerRun.Call call, Tensor x) {
        float[] expected = new float[theirs.size()];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = Case.number(theirs.get(i));
        }
        List<float[]> ours = call.losses().isEmpty() ? List.of() : evaluate(call.losses(), x, x);
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
        report.same(what + "shape of the result", y.shape(), call.y().shape().at(x.size(0)));
        report.compare(
                what + "result", y.values(), evaluate(List.of(call.y()), x, c).get(0));
    }

    /** Compares the gradient by the input. */
    void gradients(String what, LayerRun.Call call, Tensor x, Tensor c, Tensor dx) {
        compareGradient(what + "gradient by the input", call, call.x(), x, c, dx);
    }

    /** Compares the gradient by a weight. */
    void gradient(String what, String name, LayerRun.Call call, Tensor x, Tensor c, Tensor expected) {
        Variable variable = run.variable(name);
        Node read = Traversal.order(List.of(call.y())).stream()
                .filter(node -> node.op() instanceof Op.Read(Variable other) && other == variable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("the result does not depend on " + name));
        compareGradient(what + "gradient by " + name, call, read, x, c, expected);
    }

    private void compareGradient(String what, LayerRun.Call call, Node by, Tensor x, Tensor c, Tensor expected) {
        Node weights = Node.input("c", call.y().shape());
        Node gradient = Gradients.of(call.y().times(weights).sum(), List.of(by)).get(0);
        float[] actual = evaluate(List.of(gradient), x, c).get(0);
        report.compare(what, expected.values(), actual, bound(c, expected));
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
        return Evaluation.fast(nodes, x.size(0), Map.of("x", x, "c", c));
    }
}
