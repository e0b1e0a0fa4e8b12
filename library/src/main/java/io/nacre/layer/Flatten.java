package io.nacre.layer;

import io.nacre.file.RecordText;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import io.nacre.graph.Shape;

/**
 * Makes a vector of each sample: {@code (batch, 28, 28)} becomes {@code (batch, 784)}. It has no weights.
 *
 * <p>A sample that is a single number becomes a vector of one.
 */
public record Flatten() implements Layer {
    @Override
    public Node call(Scope scope, Node x) {
        int count = x.shape().slice(1, x.shape().rank()).count();
        return x.reshape(Shape.of(x.size(0), count));
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
