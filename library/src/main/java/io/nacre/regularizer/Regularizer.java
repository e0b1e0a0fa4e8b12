package io.nacre.regularizer;

import io.nacre.graph.Node;

/** A penalty that is added to the loss. One of your own is a record that implements this with one expression. */
public interface Regularizer {
    /** The penalty, a scalar, of a weight of any shape. */
    Node penalty(Node weight);
}
