package io.nacre.loss;

import io.nacre.graph.Node;

/** What the hinge losses have in common. */
final class Margins {
    private Margins() {}

    /** {@code max(1 - yTrue yPred, 0)}: by how much an answer falls short of lying 1 on the right side. */
    static Node shortfall(Targets.Pair pair) {
        return Node.constant(1).minus(signs(pair.yTrue()).times(pair.yPred())).maximum(0);
    }

    /** Targets as they are, unless all of the batch are 0 or 1: these become -1 and 1. */
    private static Node signs(Node yTrue) {
        Node binary = yTrue.equalTo(0).plus(yTrue.equalTo(1));
        Node others = Node.constant(1).minus(binary).max();
        return others.select(yTrue, yTrue.times(2).minus(1));
    }
}
