package io.nacre.layer;

import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import java.util.List;

/** A layer that takes several inputs, as {@link Add} does: two skip connections, two towers. */
public interface Merging extends Layer {
    /**
     * Describes the layer's result.
     *
     * @param scope gives weights and random numbers, and tells training from prediction
     * @param inputs at least one; the first axis of each is the batch
     */
    Node call(Scope scope, List<Node> inputs);

    @Override
    default Node call(Scope scope, Node x) {
        return call(scope, List.of(x));
    }
}
