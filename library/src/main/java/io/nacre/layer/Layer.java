package io.nacre.layer;

import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * A part of a net: what it computes from its input, and which weights it owns.
 *
 * <p>A layer is a description and holds no numbers; the model that it becomes part of does, under the layer's path. Two
 * equal layers in a model are two layers. One of your own is a record that implements {@link #call} with an expression.
 */
@FunctionalInterface
public interface Layer {
    /**
     * Describes the layer's result.
     *
     * @param scope gives weights and random numbers, and tells training from prediction
     * @param x the input; its first axis is the batch
     */
    Node call(Scope scope, Node x);
}
