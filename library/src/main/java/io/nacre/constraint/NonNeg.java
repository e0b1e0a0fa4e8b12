package io.nacre.constraint;

import io.nacre.graph.Node;

/** Sets negative weights to 0. */
public record NonNeg() implements Constraint {
    @Override
    public Node apply(Node weight) {
        return weight.relu();
    }
}
