package io.nacre.optimizer;

import io.nacre.graph.Node;
import java.util.List;

/** Multiplies by the learning rate. */
public record ScaleByRate() implements Transformation {
    @Override
    public List<Node> apply(Update update, List<Node> steps) {
        return steps.stream().map(step -> step.times(update.learningRate())).toList();
    }
}
