package io.nacre.parity;

import io.nacre.Replay;
import io.nacre.constraint.Constraint;
import io.nacre.data.Tensor;
import io.nacre.file.Config;
import io.nacre.graph.Gradients;
import io.nacre.graph.Node;
import io.nacre.layer.Dense;
import io.nacre.regularizer.Regularizer;
import java.util.List;
import java.util.Map;

/** Dense layers with all regularizers and constraints, and constraints by themselves. */
final class DenseCases implements Cases {
    @Override
    public String group() {
        return "layers_dense";
    }

    @Override
    public double tolerance() {
        return 1e-5;
    }

    @Override
    public void run(Case c, Report report) {
        if (c.has("constraint")) {
            Constraint constraint = Replay.codec()
                    .decode(Constraint.class, Config.parse(c.get("constraint").toString()));
            compare("weight", c.tensor("w_after"), constraint.apply(input(c.tensor("w"))), c.tensor("w"), report);
            return;
        }
        LayerCase.replay(c, report);
        LayerCase layer = LayerCase.of(c, Case.tensor(c.get("inputs").get(0)).shape(), report);
        Tensor kernel = Case.tensor(c.get("weights").get(0).get("value"));
        if (c.has("kernel_regularizer_value")) {
            Regularizer regularizer =
                    ((Dense) LayerCase.layer(c)).kernel().regularizer().orElseThrow();
            Node w = input(kernel);
            Node penalty = regularizer.penalty(w);
            Tensor value = Tensor.scalar(Case.number(c.get("kernel_regularizer_value")));
            compare("penalty", value, penalty, kernel, report);
            Node gradient = Gradients.of(penalty, List.of(w)).get(0);
            compare("gradient of the penalty", c.tensor("kernel_regularizer_gradient"), gradient, kernel, report);
        }
        if (c.has("kernel_after_constraint")) {
            Node limited = layer.run().constrained("kernel", input(kernel));
            compare("kernel within its limits", c.tensor("kernel_after_constraint"), limited, kernel, report);
        }
    }

    private static Node input(Tensor weight) {
        return Node.input("w", weight.shape());
    }

    private static void compare(String what, Tensor theirs, Node ours, Tensor weight, Report report) {
        report.compare(
                what,
                theirs.values(),
                Evaluation.fast(List.of(ours), 1, Map.of("w", weight)).get(0));
    }
}
