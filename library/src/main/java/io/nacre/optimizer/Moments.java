package io.nacre.optimizer;

import io.nacre.graph.Node;

/** Moving averages of gradients and of their squares. */
final class Moments {
    private Moments() {}

    /** {@code m = m + (1 - decay) * (x - m)} */
    static Node mean(Parameter weight, String slot, Node x, double decay) {
        Node before = weight.slot(slot, 0);
        Node mean = before.plus(x.minus(before).times(1 - decay));
        weight.assign(before, mean);
        return mean;
    }

    /** {@code m = decay * m + (1 - decay) * x}, which is the same but for rounding. */
    static Node blend(Parameter weight, String slot, Node x, double decay) {
        Node before = weight.slot(slot, 0);
        Node mean = before.times(decay).plus(x.times(1 - decay));
        weight.assign(before, mean);
        return mean;
    }

    /** Keeps slots weight by weight, as files hold them. */
    static Transformation interleaved(String... names) {
        return Transformation.each((weight, step) -> {
            for (String name : names) {
                Node _ = weight.slot(name, 0);
            }
            return step;
        });
    }
}
