package io.nacre.optimizer;

import io.nacre.graph.Node;
import java.util.List;

/** The sign of a blend of the gradient and the mean gradient: the middle of {@link Lion}. */
record ScaleByLion(double beta1, double beta2) implements Transformation {
    ScaleByLion {
        Require.decay("beta1", beta1);
        Require.decay("beta2", beta2);
    }

    @Override
    public List<Node> apply(Update update, List<Node> gradients) {
        return Transformation.each((weight, g) -> {
                    Node m = weight.slot("momentum", 0);
                    Node _ = Moments.blend(weight, "momentum", g, beta2);
                    return m.times(beta1).plus(g.times(1 - beta1)).sign();
                })
                .apply(update, gradients);
    }
}
