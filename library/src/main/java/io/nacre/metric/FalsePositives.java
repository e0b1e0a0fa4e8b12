package io.nacre.metric;

import io.nacre.graph.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The number of answers, or the sum of their weights, that were answered yes, wrongly.
 *
 * @param thresholds above which a prediction is a yes, each from 0 to 1; with several there is a result for each, whose
 *     mean stands in the history; default 0.5
 * @param name under which it stands in logs and history; default {@code false_positives}
 */
public record FalsePositives(Optional<List<Double>> thresholds, String name) implements LowerIsBetter {
    /** Checks the numbers. */
    public FalsePositives {
        Thresholds.require(thresholds);
    }

    /** With Keras's defaults. */
    public static FalsePositives of() {
        return new FalsePositives(Optional.empty(), "false_positives");
    }

    /** The same with these thresholds. */
    public FalsePositives withThresholds(double... thresholds) {
        return new FalsePositives(Optional.of(Arrays.stream(thresholds).boxed().toList()), name);
    }

    /** The same under another name. */
    public FalsePositives withName(String name) {
        return new FalsePositives(thresholds, name);
    }

    @Override
    public List<Node> sums(Node yTrue, Node yPred, Node weight) {
        return List.of(Confusion.of(yTrue, yPred, weight, Thresholds.of(thresholds, 0.5))
                .falsePositives());
    }

    @Override
    public double[] results(List<double[]> totals) {
        return totals.get(0);
    }
}
