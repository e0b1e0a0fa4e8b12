package io.nacre.optimizer;

import io.nacre.graph.Node;
import java.util.List;

/** Shortens all gradients, taken as one vector, to the norm if they are longer; their direction stays. */
record ClipGlobalNorm(double norm) implements Transformation {
    @Override
    public List<Node> apply(Update update, List<Node> gradients) {
        return gradients.stream()
                .map(g -> g.square().sum())
                .reduce(Node::plus)
                .map(squares -> Node.constant(norm).dividedBy(squares.sqrt().maximum(norm)))
                .map(scale -> gradients.stream().map(g -> g.times(scale)).toList())
                .orElse(gradients);
    }
}
