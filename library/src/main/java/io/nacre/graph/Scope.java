package io.nacre.graph;

import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Where a layer's call stands: the layer's path, the weights that it owns, and what kind of run is being described.
 *
 * <p>A layer is called anew for each kind of run. It asks for its weights by name; the first call makes them, later
 * calls find them.
 */
public interface Scope {
    /** Fills a new weight with numbers. */
    @FunctionalInterface
    interface Initial {
        /** The weight's first values, the last axis running fastest. */
        float[] values(Shape shape, RandomGenerator random);
    }

    /** The layer's path, as {@code dense_1}. */
    String path();

    /**
     * Whether this describes training, and the layer is not frozen. Batch statistics are used and updated only then.
     */
    boolean training();

    /** Whether what is random in training is to be random here: in training and in Monte Carlo prediction. */
    boolean stochastic();

    /** A weight that training changes, unless the layer is frozen. */
    Node weight(String name, Shape shape, Initial initial);

    /**
     * A weight by which inputs are multiplied, as those of a dense layer are: one that may be pruned, and that small
     * files hold in fewer bits. Else as {@link #weight}.
     */
    default Node kernel(String name, Shape shape, Initial initial) {
        return weight(name, shape, initial);
    }

    /** A weight that no gradient changes, such as a moving average. */
    Node state(String name, Shape shape, Initial initial);

    /** Lets each training step end by giving a state a new value; without effect where {@link #training} is false. */
    void update(Node state, Node value);

    /** Adds the penalty of a weight to the loss in training, unless the layer is frozen. */
    void regularize(Node weight, UnaryOperator<Node> penalty);

    /** Lets each training step end by putting a weight's new value through a function. */
    void constrain(Node weight, UnaryOperator<Node> constraint);

    /** Adds a scalar to the loss in training. */
    void addLoss(Node loss);

    /** Uniform random numbers in [0, 1), new ones at each step and each call. */
    Node uniform(Shape shape);

    /** Random numbers of the standard normal distribution. */
    default Node normal(Shape shape) {
        Node radius = uniform(shape).negate().log1p().times(-2).sqrt();
        return radius.times(uniform(shape).times(2 * Math.PI).cos());
    }
}
