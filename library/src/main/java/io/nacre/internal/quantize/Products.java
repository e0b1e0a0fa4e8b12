package io.nacre.internal.quantize;

import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Traversal;
import io.nacre.graph.Variable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The products of activations with a kernel in a graph, in an order that is the same however often it is traced. */
public final class Products {
    private Products() {}

    /** Products whose right side is a kernel as it is, and whose left side is not one. */
    public static List<Node> of(List<Node> outputs) {
        return Traversal.order(outputs).stream()
                .filter(node -> node.op() instanceof Op.MatMul(boolean left, boolean right) && !left && !right)
                .filter(node -> node.inputs().get(1).op() instanceof Op.Read
                        && !(node.inputs().get(0).op() instanceof Op.Read))
                .toList();
    }

    /** The kernel of such a product. */
    public static Variable kernel(Node product) {
        if (product.inputs().get(1).op() instanceof Op.Read(Variable variable)) {
            return variable;
        }
        throw new IllegalArgumentException("not a product with a kernel: " + product);
    }

    /**
     * The same graph with these products in whole numbers.
     *
     * @param int8 by products of this graph
     */
    public static List<Node> rewritten(List<Node> outputs, Map<Node, Int8Product> int8) {
        Map<Node, Node> made = new IdentityHashMap<>();
        for (Node node : Traversal.order(outputs)) {
            Node[] inputs = node.inputs().stream()
                    .map(input -> made.getOrDefault(input, input))
                    .toArray(Node[]::new);
            Int8Product product = int8.get(node);
            if (product != null) {
                made.put(node, product.of(inputs[0], kernel(node)));
            } else {
                made.put(node, inputs.length == 0 || unchanged(node, inputs) ? node : Node.of(node.op(), inputs));
            }
        }
        List<Node> results = new ArrayList<>();
        outputs.forEach(output -> results.add(made.getOrDefault(output, output)));
        return results;
    }

    private static boolean unchanged(Node node, Node[] inputs) {
        for (int i = 0; i < inputs.length; i++) {
            if (node.inputs().get(i) != inputs[i]) {
                return false;
            }
        }
        return true;
    }
}
