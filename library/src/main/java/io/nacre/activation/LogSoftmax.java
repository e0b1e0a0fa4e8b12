package io.nacre.activation;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * {@code log(softmax(z))} along an axis, exact where a probability is nearly 0.
 *
 * @param axis along which; counted from the end if negative; default -1
 */
@KerasName(module = "keras.src.ops.nn")
public record LogSoftmax(int axis) implements Activation {
    /** Checks the numbers. */
    public LogSoftmax {}

    /** With the defaults. */
    public static LogSoftmax of() {
        return new LogSoftmax(-1);
    }

    /** The same along another axis. */
    public LogSoftmax withAxis(int axis) {
        return new LogSoftmax(axis);
    }

    @Override
    public Node apply(Scope scope, Node z) {
        return Axis.along(axis, z, Node::logSoftmax);
    }
}
