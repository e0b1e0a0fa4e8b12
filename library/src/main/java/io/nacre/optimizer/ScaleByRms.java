package io.nacre.optimizer;

import io.nacre.graph.Node;
import java.util.List;

/**
 * Divides by the root of the mean square of the gradients so far:
 *
 * <pre>{@code
 * v = rho * v + (1 - rho) * g^2;   a = rho * a + (1 - rho) * g
 * g / sqrt(v + epsilon);           centered: g / sqrt(v - a^2 + epsilon)
 * }</pre>
 *
 * @param rho from 0 to below 1
 * @param epsilon above 0
 * @param centered whether the variance divides instead of the mean square
 */
public record ScaleByRms(double rho, double epsilon, boolean centered) implements Transformation {
    /** Checks the numbers. */
    public ScaleByRms {
        Require.decay("rho", rho);
        Require.positive("epsilon", epsilon);
    }

    @Override
    public List<Node> apply(Update update, List<Node> gradients) {
        return Transformation.each(this::scale).apply(update, gradients);
    }

    private Node scale(Parameter weight, Node g) {
        Node v = Moments.blend(weight, "velocity", g.square(), rho);
        Node divisor = centered
                ? v.minus(Moments.blend(weight, "average_gradient", g, rho).square())
                : v;
        return g.dividedBy(divisor.plus(epsilon).sqrt());
    }
}
