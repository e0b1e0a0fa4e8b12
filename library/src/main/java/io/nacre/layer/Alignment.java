package io.nacre.layer;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import java.util.List;

/** Brings inputs of merging layers to one rank, so that they meet sample by sample. */
final class Alignment {
    private Alignment() {}

    /** The inputs with axes of size 1 after the batch until all have the highest rank, as Keras does it. */
    static List<Node> of(List<Node> inputs) {
        int rank = inputs.stream().mapToInt(x -> x.shape().rank()).max().orElseThrow();
        return inputs.stream().map(x -> raised(x, rank)).toList();
    }

    private static Node raised(Node x, int rank) {
        if (x.shape().rank() == rank) {
            return x;
        }
        Shape raised = x.shape().slice(0, 1);
        for (int i = x.shape().rank(); i < rank; i++) {
            raised = raised.append(1);
        }
        return x.reshape(raised.append(x.shape().slice(1, x.shape().rank()).sizes()));
    }
}
