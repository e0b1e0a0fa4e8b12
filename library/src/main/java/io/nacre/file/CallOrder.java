package io.nacre.file;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Puts the calls of layers in an order in which each comes after those that it depends on. */
final class CallOrder {
    private CallOrder() {}

    /**
     * The calls in order, otherwise as the layers stand.
     *
     * @throws IllegalArgumentException if connections run in a circle
     */
    @CanIgnoreReturnValue // that there is an order is worth knowing by itself
    static List<SavedSource> of(List<SavedLayer> layers) {
        Map<SavedSource, Integer> waiting = new LinkedHashMap<>();
        Map<SavedSource, List<SavedSource>> users = new HashMap<>();
        for (SavedLayer layer : layers) {
            waiting.put(SavedSource.of(layer.name()), 0);
            for (int call = 0; call < layer.calls().size(); call++) {
                SavedSource user = new SavedSource(layer.name(), call, 0);
                List<SavedTensor> tensors = layer.calls().get(call).tensors();
                waiting.put(user, tensors.size());
                for (SavedTensor tensor : tensors) {
                    users.computeIfAbsent(call(tensor.source()), _ -> new ArrayList<>())
                            .add(user);
                }
            }
        }
        Queue<SavedSource> ready = new ArrayDeque<>();
        waiting.forEach((call, count) -> {
            if (count == 0) {
                ready.add(call);
            }
        });
        List<SavedSource> order = new ArrayList<>(waiting.size());
        for (SavedSource call = ready.poll(); call != null; call = ready.poll()) {
            order.add(call);
            waiting.remove(call);
            for (SavedSource user : users.getOrDefault(call, List.of())) {
                if (waiting.merge(user, -1, Integer::sum) == 0) {
                    ready.add(user);
                }
            }
        }
        if (!waiting.isEmpty()) {
            throw new IllegalArgumentException("the connections run in a circle through layer '"
                    + waiting.keySet().iterator().next().layer() + "'");
        }
        return order;
    }

    /** The call that a tensor comes from, as its output 0. */
    static SavedSource call(SavedSource source) {
        return new SavedSource(source.layer(), source.call(), 0);
    }
}
