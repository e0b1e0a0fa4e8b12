package io.nacre.layer;

import io.nacre.file.RecordText;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import java.util.List;

/**
 * The mean of its inputs, as of several heads: {@code y = (x0 + x1 + ...) / n}.
 *
 * <p>Inputs of equal shapes, or of such as can be repeated to equal ones; one of {@code (None, 6)} and one of
 * {@code (None, 1)} give {@code (None, 6)}. One input is returned as it is.
 *
 * @see <a href="https://keras.io/api/layers/merging_layers/">Keras, merging layers</a>
 */
public record Average() implements Merging {
    @Override
    public Node call(Scope scope, List<Node> inputs) {
        return Alignment.of(inputs).stream().reduce(Node::plus).orElseThrow().dividedBy(inputs.size());
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
