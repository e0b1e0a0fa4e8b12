package io.nacre.internal.compile;

import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import java.util.Set;

/**
 * Decides which matrix products are cut along their inner size, so that a thread always meets the same rows of the
 * weights: in the product, in their gradient and in their update. They then stay in its core's cache from step to step,
 * where otherwise every thread would read all of them, and half from the core that has just written them.
 *
 * <p>That pays where weights are many, are written in every step, and outnumber the results of the parts, which are
 * written and read once more (784-100-100-100-10 on two cores: 141 to 128 microseconds a step; 784-300-100-10 with
 * batch normalization and momentum: 530 to 380; on one core nothing changes).
 */
final class Parts {
    /** How many parts; fixed, since results depend on it. More cores than that still share what follows. */
    static final int COUNT = 4;

    /** Weights that are few are soon fetched. */
    private static final int MANY_WEIGHTS = 32 << 10;

    /** Rows of weights for each row of the product. */
    private static final int LEAST_RATIO = 8;

    private final Set<Variable> assigned;
    private final int capacity;

    Parts(Program program, int capacity) {
        this.assigned = program.assignments().keySet();
        this.capacity = capacity;
    }

    boolean pay(Node product) {
        if (!(product.op() instanceof Op.MatMul(boolean transposeA, boolean transposeB)) || transposeA || transposeB) {
            return false;
        }
        Node weights = product.inputs().get(1);
        if (!(weights.op() instanceof Op.Read(Variable variable)) || !assigned.contains(variable)) {
            return false;
        }
        int k = weights.size(0);
        int rows = Sizes.leading(product.shape()).at(capacity);
        return (long) k * weights.size(1) >= MANY_WEIGHTS && (long) rows * LEAST_RATIO <= k;
    }

    /** A node that stands for the memory of a product's parts. */
    static Node memory(Node product) {
        return Node.input("parts", Shape.of(COUNT).append(product.shape().sizes()));
    }
}
