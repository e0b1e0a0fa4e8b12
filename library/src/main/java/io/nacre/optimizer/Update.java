package io.nacre.optimizer;

import io.nacre.graph.Node;

/** What an optimizer has at hand while it describes a step. */
public interface Update {
    /** The learning rate of this step, a scalar. */
    Node learningRate();

    /** The number of this step, from 1, a scalar. */
    Node step();

    /** A number that callbacks may change while training runs, such as a momentum; a scalar. */
    Node hyperparameter(String name, double value);

    /**
     * An array that the optimizer keeps for a weight from step to step.
     *
     * @param name as {@code momentum}
     * @param weight whose shape it has
     * @param initial its value before the first step
     */
    Node slot(String name, Node weight, double initial);

    /** Lets the step end by giving a slot a new value. */
    void assign(Node slot, Node value);
}
