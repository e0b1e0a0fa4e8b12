package io.nacre.metric;

import io.nacre.graph.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The number of answers, or the sum of their weights, that were answered no, wrongly.
 *
 * @param thresholds above which a prediction is a yes, each from 0 to 1; with several there is a result for each, whose
 *     mean stands in the history; default 0.5
 * @param name under which it stands in logs and history; default {@code false_negatives}
 */
public record FalseNegatives(Optional<List<Double>> thresholds, String name) implements LowerIsBetter {
    /** Checks the numbers. */
    public FalseNegatives {
        Thresholds.require(thresholds);
    }

    /** With Keras's defaults. */
    public static FalseNegatives of() {
        return new FalseNegatives(Optional.empty(), "false_negatives");
    }

    /** The same with these thresholds. */
    public FalseNegatives withThresholds(double... thresholds) {
        return new FalseNegatives(Optional.of(Arrays.stream(thresholds).boxed().toList()), name);
    }

    /** The same under another name. */
    public FalseNegatives withName(String name) {
        return new FalseNegatives(thresholds, name);
    }

    @Override
    public List<Node> sums(Node yTrue, Node yPred, Node weight) {
        return List.of(Confusion.of(yTrue, yPred, weight, Thresholds.of(thresholds, 0.5))
                .falseNegatives());
    }

    @Override
    public double[] results(List<double[]> totals) {
        return totals.get(0);
    }
}
