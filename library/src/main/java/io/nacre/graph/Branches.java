package io.nacre.graph;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds what is computed for one branch of a select alone, and keeps its derivatives in where the branch is not chosen.
 *
 * <p>There a select passes back 0, but 0 times an infinite derivative is NaN: without care
 * {@code x.greater(0).select(x.log(), zero)} has no derivative at 0. So what a branch passes back to the rest of the
 * graph is selected once more. A branch reaches up through functions of elements, as long as nothing else uses their
 * results.
 */
final class Branches {
    private static final Branch WHOLE = new Branch(Node.constant(0), 0, 0);

    private final Map<Node, Branch> branches = new IdentityHashMap<>();

    /** What is computed for one input of a select: its second or third. Depth 0 is the whole graph. */
    private record Branch(Node select, int side, int depth) {}

    /** The branches of a graph; the nodes {@code by} which it is differentiated belong to the whole. */
    Branches(List<Node> order, List<Node> by) {
        by.forEach(node -> branches.put(node, WHOLE));
        for (Node node : order.reversed()) {
            if (!(node.op() instanceof Op.OfElements)) {
                branches.put(node, WHOLE);
            }
            Branch own = of(node);
            for (int i = 0; i < node.inputs().size(); i++) {
                boolean chosen = node.op() instanceof Op.Select && i > 0;
                Branch use = chosen ? new Branch(node, i, own.depth() + 1) : own;
                branches.merge(node.inputs().get(i), use, this::common);
            }
        }
    }

    /** The innermost branch that contains both. */
    private Branch common(Branch a, Branch b) {
        while (!a.equals(b)) {
            if (a.depth() >= b.depth()) {
                a = outer(a);
            } else {
                b = outer(b);
            }
        }
        return a;
    }

    private Branch outer(Branch branch) {
        return of(branch.select());
    }

    private Branch of(Node node) {
        return branches.getOrDefault(node, WHOLE);
    }

    /** What a node passes back to one of its inputs: 0 wherever a branch that is left on the way was not chosen. */
    Node passed(Node node, Node input, Node derivative) {
        Node kept = derivative;
        for (Branch left = of(node); left.depth() > of(input).depth(); left = outer(left)) {
            Node condition = left.select().inputs().get(0);
            Node zero = Node.constant(0);
            kept = left.side() == 1 ? condition.select(kept, zero) : condition.select(zero, kept);
        }
        return kept;
    }
}
