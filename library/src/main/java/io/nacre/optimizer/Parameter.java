package io.nacre.optimizer;

import io.nacre.graph.Node;

/** One weight in a step of an optimizer: its value, and what is kept for it from step to step. */
public final class Parameter {
    private final Update update;
    private final Slots slots;
    private final int index;
    private final Node value;

    Parameter(Update update, Slots slots, int index, Node value) {
        this.update = update;
        this.slots = slots;
        this.index = index;
        this.value = value;
    }

    /** The weight, after its decay if it has one. */
    public Node value() {
        return value;
    }

    /** The learning rate of this step, a scalar. */
    public Node learningRate() {
        return update.learningRate();
    }

    /** The number of this step, from 1, a scalar. */
    public Node step() {
        return update.step();
    }

    /** A number that callbacks may change while training runs, such as a momentum; a scalar. */
    public Node hyperparameter(String name, double value) {
        return update.hyperparameter(name, value);
    }

    /**
     * An array of the weight's shape that is kept from step to step.
     *
     * @param name as {@code momentum}
     * @param initial its value before the first step
     */
    public Node slot(String name, double initial) {
        return slots.slot(name, index, initial);
    }

    /** Lets the step end by giving a slot a new value. */
    public void assign(Node slot, Node value) {
        update.assign(slot, value);
    }
}
