package io.nacre.constraint;

import io.nacre.graph.Node;

/** A limit that a weight is held to after each step. One of your own is a record with one expression. */
public interface Constraint {
    /** The weight within its limits. */
    Node apply(Node weight);
}
