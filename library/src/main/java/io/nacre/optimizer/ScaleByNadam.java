package io.nacre.optimizer;

import io.nacre.graph.Node;
import java.util.List;

/** Adam's scaling, with the gradient counted as if taken a step ahead: the middle of {@link Nadam}. */
record ScaleByNadam(double beta1, double beta2, double epsilon) implements Transformation {
    private static final double FADING = 0.96;

    ScaleByNadam {
        Require.decay("beta1", beta1);
        Require.decay("beta2", beta2);
        Require.positive("epsilon", epsilon);
    }

    @Override
    public List<Node> apply(Update update, List<Node> gradients) {
        Node one = Node.constant(1);
        List<Node> reserved = Moments.interleaved("momentum", "velocity").apply(update, gradients);
        Node u = momentum(update.step());
        Node next = momentum(update.step().plus(1));
        Node slot = update.slot("u_product", 1);
        Node product = slot.times(u);
        update.assign(slot, product);
        Node ofMean = next.dividedBy(one.minus(product.times(next)));
        Node ofGradient = one.minus(u).dividedBy(one.minus(product));
        Node correction = one.minus(Node.constant(beta2).power(update.step()));
        return Transformation.each((weight, g) -> {
                    Node m = Moments.mean(weight, "momentum", g, beta1);
                    Node v = Moments.mean(weight, "velocity", g.square(), beta2);
                    Node ahead = m.times(ofMean).plus(g.times(ofGradient));
                    return ahead.dividedBy(v.dividedBy(correction).sqrt().plus(epsilon));
                })
                .apply(update, reserved);
    }

    private Node momentum(Node step) {
        return Node.constant(1)
                .minus(Node.constant(FADING).power(step).times(0.5))
                .times(beta1);
    }
}
