package io.nacre.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Walks a graph without recursion, so that a net of any depth can be walked. */
public final class Traversal {
    private Traversal() {}

    /** All nodes that some results depend on, the results included, each after its inputs and once. */
    public static List<Node> order(List<Node> results) {
        List<Node> order = new ArrayList<>();
        Set<Node> done = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Node> open = new ArrayDeque<>();
        for (Node result : results) {
            open.push(result);
            while (!open.isEmpty()) {
                Node node = open.peek();
                if (done.contains(node)) {
                    open.pop();
                    continue;
                }
                boolean ready = true;
                for (Node input : node.inputs().reversed()) {
                    if (!done.contains(input)) {
                        open.push(input);
                        ready = false;
                    }
                }
                if (ready) {
                    open.pop();
                    done.add(node);
                    order.add(node);
                }
            }
        }
        return order;
    }
}
