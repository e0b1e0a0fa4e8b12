package io.nacre.optimizer;

import io.nacre.graph.Node;
import java.util.List;

/**
 * Divides the mean gradient by the root of the mean square, both corrected for having begun at 0:
 *
 * <pre>{@code
 * m = m + (1 - beta1) * (g - m);   v = v + (1 - beta2) * (g^2 - v)
 * sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + epsilon)
 * }</pre>
 *
 * @param beta1 from 0 to below 1
 * @param beta2 from 0 to below 1
 * @param epsilon above 0
 * @param amsgrad whether the largest v so far divides instead of v
 */
public record ScaleByAdam(double beta1, double beta2, double epsilon, boolean amsgrad) implements Transformation {
    /** Checks the numbers. */
    public ScaleByAdam {
        Require.decay("beta1", beta1);
        Require.decay("beta2", beta2);
        Require.positive("epsilon", epsilon);
    }

    @Override
    public List<Node> apply(Update update, List<Node> gradients) {
        Node one = Node.constant(1);
        Node unbias = one.minus(Node.constant(beta2).power(update.step()))
                .sqrt()
                .dividedBy(one.minus(Node.constant(beta1).power(update.step())));
        Transformation scale = Transformation.each((weight, g) -> {
            Node m = Moments.mean(weight, "momentum", g, beta1);
            Node v = Moments.mean(weight, "velocity", g.square(), beta2);
            Node divisor = v;
            if (amsgrad) {
                Node slot = weight.slot("velocity_hat", 0);
                divisor = slot.maximum(v);
                weight.assign(slot, divisor);
            }
            return m.times(unbias).dividedBy(divisor.sqrt().plus(epsilon));
        });
        return Moments.interleaved("momentum", "velocity").then(scale).apply(update, gradients);
    }
}
