package io.nacre.optimizer;

import io.nacre.graph.Node;
import java.util.ArrayList;
import java.util.List;

/** One step of an optimizer, as its {@link Transformation}s see it. */
public final class Update {
    private final Slots slots;
    private final Accumulation accumulation;
    private final List<Parameter> parameters = new ArrayList<>();

    Update(Slots slots, Accumulation accumulation, List<Node> weights) {
        this.slots = slots;
        this.accumulation = accumulation;
        for (Node weight : weights) {
            parameters.add(new Parameter(this, slots, parameters.size(), weight));
        }
    }

    /** The weights that are trained. */
    List<Parameter> parameters() {
        return parameters;
    }

    /** The learning rate of this step, a scalar. */
    public Node learningRate() {
        return slots.learningRate();
    }

    /** The number of this step, from 1, a scalar. */
    public Node step() {
        return slots.scalar("step", iterations -> accumulation.updates(iterations) + 1);
    }

    /** A number that callbacks may change while training runs, such as a momentum; a scalar. */
    public Node hyperparameter(String name, double value) {
        return slots.hyperparameter(name, value);
    }

    /**
     * A number that the optimizer keeps from step to step.
     *
     * @param initial its value before the first step
     */
    public Node slot(String name, double initial) {
        return slots.slot(name, initial);
    }

    /** Lets the step end by giving a slot a new value. */
    public void assign(Node slot, Node value) {
        slots.assign(slot, accumulation.unlessWaiting(slots, value, slot));
    }
}
