package io.nacre.optimizer;

import io.nacre.graph.Node;
import java.util.List;

/** Gives each step the length of the steps so far: the middle of {@link Adadelta}. */
record ScaleByAdadelta(double rho, double epsilon) implements Transformation {
    ScaleByAdadelta {
        Require.decay("rho", rho);
        Require.positive("epsilon", epsilon);
    }

    @Override
    public List<Node> apply(Update update, List<Node> gradients) {
        Transformation scale = Transformation.each((weight, g) -> {
            Node squares = Moments.blend(weight, "accumulated_grad", g.square(), rho);
            Node steps = weight.slot("accumulated_delta_var", 0);
            Node step = steps.plus(epsilon)
                    .sqrt()
                    .times(g)
                    .dividedBy(squares.plus(epsilon).sqrt())
                    .negate();
            Node _ = Moments.blend(weight, "accumulated_delta_var", step.square(), rho);
            return step;
        });
        return Moments.interleaved("accumulated_grad", "accumulated_delta_var")
                .then(scale)
                .apply(update, gradients);
    }
}
