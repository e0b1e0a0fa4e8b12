package io.nacre.optimizer;

import io.nacre.graph.Node;

/**
 * A moving average of the weights: {@code average = momentum * average + (1 - momentum) * w} after each step, also one
 * that only gathers gradients, as in Keras. It is what a fit leaves behind, and which may take the weights' place from
 * time to time.
 *
 * @param momentum from 0 to 1
 * @param overwriteFrequency updates from one taking of places to the next; 0 for never
 */
record WeightAverage(double momentum, int overwriteFrequency) {
    static final String SLOT = "average";

    /** The weight after a step, whose average goes on. */
    Node follow(Slots slots, int weight, Node moved, Accumulation accumulation) {
        Node average = slots.slot(SLOT, weight, 0);
        Node factor = slots.scalar("ema_momentum", i -> accumulation.updates(i) == 0 ? 0 : momentum);
        Node next = average.times(factor).plus(moved.times(Node.constant(1).minus(factor)));
        slots.assign(average, next);
        if (overwriteFrequency == 0) {
            return moved;
        }
        Node overwrites =
                slots.scalar("ema_overwrite", i -> (accumulation.updates(i) + 1) % overwriteFrequency == 0 ? 1 : 0);
        return overwrites.select(next, moved);
    }
}
