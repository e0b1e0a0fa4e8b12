package io.nacre.optimizer;

import io.nacre.graph.Node;
import java.util.List;

/** Divides the mean gradient by the largest gradient so far, which fades: the middle of {@link Adamax}. */
record ScaleByAdamax(double beta1, double beta2, double epsilon) implements Transformation {
    ScaleByAdamax {
        Require.decay("beta1", beta1);
        Require.decay("beta2", beta2);
        Require.positive("epsilon", epsilon);
    }

    @Override
    public List<Node> apply(Update update, List<Node> gradients) {
        Node correction = Node.constant(1).minus(Node.constant(beta1).power(update.step()));
        Transformation scale = Transformation.each((weight, g) -> {
            Node m = Moments.mean(weight, "momentum", g, beta1);
            Node before = weight.slot("norm", 0);
            Node u = before.times(beta2).maximum(g.abs());
            weight.assign(before, u);
            return m.dividedBy(correction.times(u.plus(epsilon)));
        });
        return Moments.interleaved("momentum", "norm").then(scale).apply(update, gradients);
    }
}
