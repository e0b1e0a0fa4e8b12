package io.nacre.optimizer;

import io.nacre.graph.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers the gradients of several steps, and moves the weights once by their mean: a larger batch than memory holds at
 * once.
 *
 * @param steps to one update, at least 1, which is no gathering
 */
record Accumulation(int steps) {
    /** How many updates were made in so many steps. */
    long updates(long iterations) {
        return iterations / steps;
    }

    /** The value in a step that moves the weights, {@code otherwise} in one that only gathers. */
    Node unlessWaiting(Slots slots, Node value, Node otherwise) {
        return steps == 1 ? value : isUpdate(slots).select(value, otherwise);
    }

    private Node isUpdate(Slots slots) {
        return slots.scalar("is_update", iterations -> (iterations + 1) % steps == 0 ? 1 : 0);
    }

    /** The mean gradients, which count in a step that moves the weights only. */
    List<Node> gather(Slots slots, List<Node> gradients) {
        if (steps == 1) {
            return gradients;
        }
        List<Node> means = new ArrayList<>();
        for (Node gradient : gradients) {
            Node gathered = slots.slot("gradient_accumulator", means.size(), 0);
            Node sum = gathered.plus(gradient);
            slots.assign(gathered, isUpdate(slots).select(Node.constant(0), sum));
            means.add(sum.dividedBy(steps));
        }
        return means;
    }
}
