package io.nacre.layer;

import io.nacre.file.RecordText;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import java.util.List;

/**
 * Its inputs one after the other along an axis, as where a wide and a deep path meet.
 *
 * <p>Inputs of one shape but for the size of that axis: {@code (None, 6)} and {@code (None, 20)} give {@code (None,
 * 26)}.
 *
 * @param axis counted with the batch as axis 0, and from the end if negative; not the batch; default -1
 * @see <a href="https://keras.io/api/layers/merging_layers/">Keras, merging layers</a>
 */
public record Concatenate(int axis) implements Merging {
    /** Checks that the axis is not the batch. */
    public Concatenate {
        if (axis == 0) {
            throw new IllegalArgumentException("axis must be another than 0, which is the batch; -1 is the last one");
        }
    }

    /** Along the last axis. */
    public static Concatenate of() {
        return new Concatenate(-1);
    }

    /** The same along another axis. */
    public Concatenate withAxis(int axis) {
        return new Concatenate(axis);
    }

    @Override
    public Node call(Scope scope, List<Node> inputs) {
        return Node.concatenate(axis, inputs);
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
