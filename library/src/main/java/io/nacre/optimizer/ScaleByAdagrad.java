package io.nacre.optimizer;

import io.nacre.graph.Node;
import java.util.List;

/** Divides by the root of the sum of squares so far: the middle of {@link Adagrad}. */
record ScaleByAdagrad(double initialAccumulatorValue, double epsilon) implements Transformation {
    ScaleByAdagrad {
        Require.atLeastZero("initialAccumulatorValue", initialAccumulatorValue);
        Require.positive("epsilon", epsilon);
    }

    @Override
    public List<Node> apply(Update update, List<Node> gradients) {
        return Transformation.each((weight, g) -> {
                    Node slot = weight.slot("accumulator", initialAccumulatorValue);
                    Node sum = slot.plus(g.square());
                    weight.assign(slot, sum);
                    return g.dividedBy(sum.plus(epsilon).sqrt());
                })
                .apply(update, gradients);
    }
}
