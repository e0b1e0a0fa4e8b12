package io.nacre.optimizer;

import io.nacre.graph.Node;
import io.nacre.schedule.Schedule;
import java.util.List;

/**
 * A rule that turns gradients into new weights. It is an expression like any other; the compiler makes one pass over
 * memory of it.
 */
public interface Optimizer {
    /** The learning rate, step by step. */
    Schedule learningRate();

    /**
     * The rule itself.
     *
     * @param update gives the rate, the step, and slots
     * @param weights what is trained
     * @param gradients of the loss by each weight, after clipping
     * @return what is to be added to each weight
     */
    List<Node> steps(Update update, List<Node> weights, List<Node> gradients);
}
