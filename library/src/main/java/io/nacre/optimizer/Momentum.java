package io.nacre.optimizer;

import io.nacre.graph.Node;
import java.util.List;

/**
 * Goes on in the direction so far: {@code m = momentum * m + step}; Nesterov's variant gives {@code momentum * m +
 * step} with the new m instead of m.
 *
 * <p>With momentum 0 it changes nothing and keeps nothing. Callbacks may change it as the hyperparameter
 * {@code momentum}.
 *
 * @param momentum from 0 to 1
 * @param nesterov whether the step counts as if taken one step ahead
 */
public record Momentum(double momentum, boolean nesterov) implements Transformation {
    private static final String NAME = "momentum";

    /** Checks the momentum. */
    public Momentum {
        Require.fromZeroToOne(NAME, momentum);
    }

    @Override
    public List<Node> apply(Update update, List<Node> steps) {
        return momentum == 0 ? steps : Transformation.each(this::move).apply(update, steps);
    }

    private Node move(Parameter weight, Node step) {
        Node factor = weight.hyperparameter(NAME, momentum);
        Node slot = weight.slot(NAME, 0);
        Node velocity = slot.times(factor).plus(step);
        weight.assign(slot, velocity);
        return nesterov ? velocity.times(factor).plus(step) : velocity;
    }
}
