package io.nacre.internal.compile;

import io.nacre.graph.Binary;
import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Traversal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The nodes of a simplified program in order, who uses each, and what kind of thing each is to the fast executor. */
final class Uses {
    private final List<Node> order;
    private final Map<Node, List<Node>> users = new IdentityHashMap<>();
    private final Set<Node> results = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Node, Node> biased = new IdentityHashMap<>();
    private final Set<Node> absorbed = Collections.newSetFromMap(new IdentityHashMap<>());
    /** What must be in memory: results, and what something other than a loop reads. */
    private final Set<Node> stored = Collections.newSetFromMap(new IdentityHashMap<>());

    Uses(Program program) {
        order = Traversal.order(program.results());
        results.addAll(program.results());
        stored.addAll(program.results());
        for (Node node : order) {
            for (Node input : node.inputs()) {
                users.computeIfAbsent(input, n -> new ArrayList<>()).add(node);
            }
            if (!isOfElements(node)) {
                stored.addAll(node.inputs());
            }
        }
        order.forEach(this::absorbBias);
    }

    List<Node> order() {
        return order;
    }

    List<Node> users(Node node) {
        return users.getOrDefault(node, List.of());
    }

    boolean isResult(Node node) {
        return results.contains(node);
    }

    /** A sum of a matrix product and a repeated row is a matrix product that begins with that row. */
    private void absorbBias(Node node) {
        if (!(node.op() instanceof Op.Map2(var function)) || function != Binary.ADD) {
            return;
        }
        for (int i = 0; i < 2; i++) {
            Node product = node.inputs().get(i);
            Node other = node.inputs().get(1 - i);
            if (product.op() instanceof Op.MatMul
                    && users(product).size() == 1
                    && !isResult(product)
                    && other.op() instanceof Op.Broadcast
                    && other.inputs().get(0).shape().rank() == 1
                    && other.inputs().get(0).size(0) == product.size(1)) {
                biased.put(node, product);
                absorbed.add(product);
                return;
            }
        }
    }

    /**
     * Makes transposes part of the products that read them, where nobody else does and these copy their right side
     * anyway.
     */
    void absorbTransposes(LargeProducts large) {
        for (Node node : order) {
            if (node.op() instanceof Op.Transpose
                    && node.shape().rank() == 2
                    && !isResult(node)
                    && users(node).stream().allMatch(user -> large.canTranspose(user, node))) {
                absorbed.add(node);
            }
        }
    }

    /** The matrix product that a node is once its bias is counted in; the node itself if it is a plain one. */
    Node product(Node node) {
        return biased.getOrDefault(node, node);
    }

    boolean isMatrixProduct(Node node) {
        return product(node).op() instanceof Op.MatMul && !absorbed.contains(node);
    }

    /** Whether a node is part of another node's task and has no value of its own. */
    boolean isAbsorbed(Node node) {
        return absorbed.contains(node);
    }

    /** Whether a node is computed by a loop. */
    boolean isLoop(Node node) {
        if (biased.containsKey(node)) {
            return false;
        }
        return node.op() instanceof Op.OfElements || (node.op() instanceof Op.Repeated && stored.contains(node));
    }

    /** Whether a node reads repeated and constant numbers as they are, without an array of them in memory. */
    private static boolean isOfElements(Node node) {
        return node.op() instanceof Op.OfElements || node.op() instanceof Op.Broadcast;
    }
}
