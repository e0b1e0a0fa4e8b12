package io.nacre.activation;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * {@code e^z / sum(e^z)} along an axis: the probabilities of exclusive classes.
 *
 * <p>For the outputs of classifiers. Losses recognise it and compute from what lies before it, so that probabilities
 * which round to 0 still give the exact loss and gradient.
 *
 * @param axis along which; counted from the end if negative; default -1
 */
@KerasName(module = "keras.layers")
public record Softmax(int axis) implements Activation {
    /** Checks the numbers. */
    public Softmax {}

    /** With the defaults. */
    public static Softmax of() {
        return new Softmax(-1);
    }

    /** The same along another axis. */
    public Softmax withAxis(int axis) {
        return new Softmax(axis);
    }

    @Override
    public Node apply(Scope scope, Node z) {
        return Axis.along(axis, z, Node::softmax);
    }
}
