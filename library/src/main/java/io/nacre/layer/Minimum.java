package io.nacre.layer;

import io.nacre.file.RecordText;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import java.util.List;

/**
 * The smallest of its inputs, number by number: {@code y = min(x0, x1, ...)}.
 *
 * <p>Inputs of equal shapes, or of such as can be repeated to equal ones; one of {@code (None, 6)} and one of
 * {@code (None, 1)} give {@code (None, 6)}. Where inputs are equal they share the gradient.
 *
 * @see <a href="https://keras.io/api/layers/merging_layers/">Keras, merging layers</a>
 */
public record Minimum() implements Merging {
    @Override
    public Node call(Scope scope, List<Node> inputs) {
        return Alignment.of(inputs).stream().reduce(Node::minimum).orElseThrow();
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
