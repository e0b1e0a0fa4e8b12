package io.nacre.optimizer;

import io.nacre.graph.Node;
import java.util.List;

/** Keeps each number of a gradient between minus and plus the value; the gradient's direction may change. */
record ClipValue(double value) implements Transformation {
    @Override
    public List<Node> apply(Update update, List<Node> gradients) {
        return gradients.stream().map(g -> g.clip(-value, value)).toList();
    }
}
