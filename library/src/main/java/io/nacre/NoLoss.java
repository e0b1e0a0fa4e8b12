package io.nacre;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.loss.Loss;

/** Stands where an output of several has no loss. It is never a part of a program. */
record NoLoss() implements Loss {
    @Override
    public Node call(Node yTrue, Node yPred) {
        return Node.constant(0).broadcast(Shape.of(yPred.size(0)));
    }
}
