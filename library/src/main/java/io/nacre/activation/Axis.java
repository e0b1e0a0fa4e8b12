package io.nacre.activation;

import io.nacre.graph.Node;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Applies functions of the last axis along another one. */
final class Axis {
    private Axis() {}

    /**
     * The function along an axis, which is counted from the end if negative.
     *
     * @throws IllegalArgumentException if there is no such axis
     */
    static Node along(int axis, Node z, UnaryOperator<Node> ofLast) {
        int rank = z.shape().rank();
        int at = axis < 0 ? axis + rank : axis;
        if (at < 0 || at >= rank) {
            throw new IllegalArgumentException("axis " + axis + " is not one of shape " + z.shape()
                    + "; it must be from " + -rank + " to " + (rank - 1));
        }
        if (at == rank - 1) {
            return ofLast.apply(z);
        }
        int[] swap = IntStream.range(0, rank).toArray();
        swap[at] = rank - 1;
        swap[rank - 1] = at;
        return ofLast.apply(z.transpose(swap)).transpose(swap);
    }
}
