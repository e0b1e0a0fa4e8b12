package io.nacre.layer;

import io.nacre.file.Names;
import io.nacre.file.RecordText;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * A layer with a name of its own instead of a numbered one.
 *
 * @param name unique in its model, not empty, without slashes; control characters in it become Unicode escapes
 * @param layer the layer
 */
public record Named(String name, Layer layer) implements Layer {
    /** Checks the name. */
    public Named {
        if (name.isBlank() || name.contains("/")) {
            throw new IllegalArgumentException(
                    "a layer's name must not be empty or contain a slash, as '" + Names.printable(name) + "'");
        }
        name = Names.printable(name);
        if (layer instanceof Named(String inner, var l)) {
            throw new IllegalArgumentException("layer " + name + " already has the name " + inner);
        }
    }

    @Override
    public Node call(Scope scope, Node x) {
        return layer.call(scope, x);
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
