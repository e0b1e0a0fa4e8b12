package io.nacre.optimizer;

import io.nacre.graph.Node;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/** What a model keeps for its optimizer from step to step, and tells it in each. */
public interface Slots {
    /** The weights that are trained, as they were when the step began. */
    List<Node> weights();

    /** Where the weights stand in the model, as {@code dense_1/kernel}. */
    List<String> paths();

    /** The learning rate of this step, a scalar. */
    Node learningRate();

    /**
     * A number that depends on how many steps were made before; a scalar.
     *
     * @param atIteration from the number of steps made before, 0 at first
     */
    Node scalar(String name, LongToDoubleFunction atIteration);

    /** A number that callbacks may change while training runs, such as a momentum; a scalar. */
    Node hyperparameter(String name, double value);

    /** An array of a weight's shape that is kept from step to step; {@code initial} is its value before the first. */
    Node slot(String name, int weight, double initial);

    /** A number that is kept from step to step. */
    Node slot(String name, double initial);

    /** Lets the step end by giving a slot a new value. */
    void assign(Node slot, Node value);
}
