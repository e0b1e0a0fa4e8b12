package io.nacre.layer;

import io.nacre.file.RecordText;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import io.nacre.graph.Shape;

/**
 * Repeats each sample: {@code (batch, features)} becomes {@code (batch, n, features)}. No weights.
 *
 * @param n how often, at least 1
 */
public record RepeatVector(int n) implements Layer {
    /** Checks the number. */
    public RepeatVector {
        Require.atLeast("n", 1, n);
    }

    @Override
    public Node call(Scope scope, Node x) {
        if (x.shape().rank() != 2) {
            throw new IllegalArgumentException(
                    "vectors are repeated, of shape (None, features), not an input of shape " + x.shape());
        }
        Shape apart = Shape.of(x.size(0), 1, x.size(1));
        return x.reshape(apart).broadcast(apart.with(1, n));
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
