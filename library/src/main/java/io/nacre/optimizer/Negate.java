package io.nacre.optimizer;

import io.nacre.graph.Node;
import java.util.List;

/** Turns the other way: from where a loss grows to where it falls. */
public record Negate() implements Transformation {
    @Override
    public List<Node> apply(Update update, List<Node> steps) {
        return steps.stream().map(Node::negate).toList();
    }
}
