package io.nacre.file;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keras's order of the layers of a graph. Weight files number layers in this order, and optimizers list their variables
 * in it.
 *
 * <p>A layer stands by its depth, deepest first: the number of calls on the longest way from it to an output. Layers of
 * equal depth stand in the order in which a search from the outputs, depth first and arguments in order, meets them.
 * Source: Keras 3, {@code map_graph} in {@code keras/src/ops/function.py}.
 */
public final class LayerOrder {
    private final List<Call> calls;
    private final Map<String, Integer> met = new HashMap<>();
    private final List<Integer> finished = new ArrayList<>();

    private LayerOrder(List<Call> calls) {
        this.calls = calls;
    }

    /**
     * One call of a layer.
     *
     * @param layer its name
     * @param arguments the numbers of the calls whose results it takes, in order; none for an input of the graph
     */
    public record Call(String layer, List<Integer> arguments) {
        /** Copies the numbers. */
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * Returns the names of all layers in Keras's order. Layers that no output depends on, which Keras does not keep,
     * stand at the end.
     *
     * @param calls the inputs in their order, and all calls, without circles
     * @param outputs the numbers of the calls that give the outputs, in order
     */
    public static List<String> of(List<Call> calls, List<Integer> outputs) {
        LayerOrder order = new LayerOrder(List.copyOf(calls));
        order.search(outputs);
        Map<String, Integer> depths = order.depths();
        for (Call call : calls) {
            if (call.arguments().isEmpty() && depths.putIfAbsent(call.layer(), 0) == null) {
                order.met.put(call.layer(), -1); // an input that no output depends on
            }
        }
        List<String> sorted = new ArrayList<>(depths.keySet());
        sorted.sort(Comparator.<String>comparingInt(layer -> -depths.getOrDefault(layer, 0))
                .thenComparingInt(layer -> order.met.getOrDefault(layer, 0)));
        Set<String> all = new LinkedHashSet<>(sorted);
        calls.forEach(call -> all.add(call.layer()));
        return List.copyOf(all);
    }

    /** Visits the calls that lead to the outputs; deep graphs need no deep stack. */
    private void search(List<Integer> outputs) {
        boolean[] seen = new boolean[calls.size()];
        int[] next = new int[calls.size()];
        Deque<Integer> open = new ArrayDeque<>();
        for (int output : outputs) {
            visit(output, seen, open);
            while (!open.isEmpty()) {
                int call = open.element();
                List<Integer> arguments = calls.get(call).arguments();
                if (next[call] < arguments.size()) {
                    visit(arguments.get(next[call]++), seen, open);
                } else {
                    finished.add(open.remove());
                }
            }
        }
    }

    private void visit(int call, boolean[] seen, Deque<Integer> open) {
        if (!seen[call]) {
            seen[call] = true;
            met.putIfAbsent(calls.get(call).layer(), met.size());
            open.push(call);
        }
    }

    private Map<String, Integer> depths() {
        int[] ofCalls = new int[calls.size()];
        Map<String, Integer> depths = new LinkedHashMap<>();
        List<Integer> fromOutputs = new ArrayList<>(finished);
        Collections.reverse(fromOutputs);
        for (int number : fromOutputs) {
            Call call = calls.get(number);
            int depth = depths.merge(call.layer(), ofCalls[number], Math::max);
            for (int argument : call.arguments()) {
                ofCalls[argument] = Math.max(ofCalls[argument], depth + 1);
            }
        }
        return depths;
    }
}
