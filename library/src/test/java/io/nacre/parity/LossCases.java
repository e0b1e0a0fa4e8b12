package io.nacre.parity;

import io.nacre.Replay;
import io.nacre.data.Tensor;
import io.nacre.file.Config;
import io.nacre.graph.Gradients;
import io.nacre.graph.Node;
import io.nacre.loss.Loss;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Losses with all their settings and reductions, weighted and not: values, and gradients by the predictions. */
final class LossCases implements Cases {
    @Override
    public String group() {
        return "losses";
    }

    @Override
    public double tolerance() {
        return 1e-5;
    }

    @Override
    public void run(Case c, Report report) {
        Loss loss = Replay.codec()
                .decode(
                        Loss.class,
                        Config.parse("{\"class_name\": " + c.get("class") + ", \"config\": " + c.get("config") + "}"));
        Map<String, Tensor> inputs = new HashMap<>();
        Node yTrue = input("y_true", c, inputs);
        Node yPred = input("y_pred", c, inputs);
        Optional<Node> weight =
                c.has("sample_weight") ? Optional.of(input("sample_weight", c, inputs)) : Optional.empty();
        Node value = loss.total(yTrue, yPred, weight);
        Node gradient = Gradients.of(value.sum(), List.of(yPred)).get(0);
        int batch = c.tensor("y_pred").size(0);
        compare(c, "", Evaluation.fast(List.of(value, gradient), batch, inputs), value, report);
        if (c.has("value64")) {
            compare(c, "64", Evaluation.reference(List.of(value, gradient), batch, inputs), value, report);
        }
    }

    private static Node input(String name, Case c, Map<String, Tensor> inputs) {
        Tensor tensor = c.tensor(name);
        inputs.put(name, tensor);
        return Node.input(name, tensor.shape().slice(1, tensor.shape().rank()).batched());
    }

    private static void compare(Case c, String digits, List<float[]> ours, Node value, Report report) {
        Tensor theirs = c.tensor("value" + digits);
        report.same(
                "shape of the value",
                theirs.shape(),
                value.shape().at(c.tensor("y_pred").size(0)));
        report.compare("value" + digits, theirs.values(), ours.get(0));
        report.compare("dpred" + digits, c.tensor("dpred" + digits).values(), ours.get(1));
    }
}
