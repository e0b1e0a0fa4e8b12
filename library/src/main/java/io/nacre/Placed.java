package io.nacre;

import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import io.nacre.layer.Layer;

/** What stands in models with weights that it has already: a model, a layer of one, or a shared layer. */
abstract class Placed implements Layer {
    /** What it stands for. */
    abstract Placement placement();

    /** What messages call it. */
    abstract String what();

    /** Not for use: models place it themselves. */
    @Override
    public final Node call(Scope scope, Node x) {
        throw new IllegalStateException(
                what() + " can be given to Sequential.of, SymbolicTensor.to and Functional.merge,"
                        + " which place it in a model; it cannot be called within a layer of your own");
    }
}
