package io.nacre.optimizer;

import io.nacre.graph.Node;
import java.util.List;

/**
 * Shortens each gradient that is longer than the norm to it: {@code g * norm / max(|g|, norm)}; its direction stays.
 */
record ClipNorm(double norm) implements Transformation {
    @Override
    public List<Node> apply(Update update, List<Node> gradients) {
        return gradients.stream()
                .map(g -> g.times(norm).dividedBy(g.square().sum().sqrt().maximum(norm)))
                .toList();
    }
}
