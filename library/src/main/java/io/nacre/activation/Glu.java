package io.nacre.activation;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * The gated linear unit: the first half of z along an axis, times the sigmoid of the second; the axis's size is halved.
 *
 * <p>An odd size is an error. Source: Dauphin et al., 2016.
 *
 * @param axis along which; counted from the end if negative; default -1
 */
@KerasName(module = "keras.src.ops.nn")
public record Glu(int axis) implements Activation {
    /** Checks the numbers. */
    public Glu {}

    /** With the defaults. */
    public static Glu of() {
        return new Glu(-1);
    }

    /** The same along another axis. */
    public Glu withAxis(int axis) {
        return new Glu(axis);
    }

    @Override
    public Node apply(Scope scope, Node z) {
        return Axis.along(axis, z, Glu::ofLast);
    }

    private static Node ofLast(Node z) {
        int size = z.size(-1);
        if (size % 2 != 0) {
            throw new IllegalArgumentException(
                    "a gated linear unit halves an axis, whose size must be even, not " + size);
        }
        return z.slice(-1, 0, size / 2).times(z.slice(-1, size / 2, size).sigmoid());
    }
}
