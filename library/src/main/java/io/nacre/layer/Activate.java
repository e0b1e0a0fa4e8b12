package io.nacre.layer;

import io.nacre.activation.Activation;
import io.nacre.file.KerasName;
import io.nacre.file.RecordText;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * An activation as a layer of its own, as when batch normalization stands between a dense layer and its activation.
 * Keras calls it {@code Activation}. Input and result have the same shape.
 *
 * @param activation which function
 */
@KerasName("Activation")
public record Activate(Activation activation) implements Layer {
    @Override
    public Node call(Scope scope, Node x) {
        return activation.apply(scope, x);
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
