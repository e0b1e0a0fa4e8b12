package io.nacre.metric;

import io.nacre.graph.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The number of answers, or the sum of their weights, that were answered yes, rightly.
 *
 * @param thresholds above which a prediction is a yes, each from 0 to 1; with several there is a result for each, whose
 *     mean stands in the history; default 0.5
 * @param name under which it stands in logs and history; default {@code true_positives}
 */
public record TruePositives(Optional<List<Double>> thresholds, String name) implements HigherIsBetter {
    /** Checks the numbers. */
    public TruePositives {
        Thresholds.require(thresholds);
    }

    /** With Keras's defaults. */
    public static TruePositives of() {
        return new TruePositives(Optional.empty(), "true_positives");
    }

    /** The same with these thresholds. */
    public TruePositives withThresholds(double... thresholds) {
        return new TruePositives(Optional.of(Arrays.stream(thresholds).boxed().toList()), name);
    }

    /** The same under another name. */
    public TruePositives withName(String name) {
        return new TruePositives(thresholds, name);
    }

    @Override
    public List<Node> sums(Node yTrue, Node yPred, Node weight) {
        return List.of(Confusion.of(yTrue, yPred, weight, Thresholds.of(thresholds, 0.5))
                .truePositives());
    }

    @Override
    public double[] results(List<double[]> totals) {
        return totals.get(0);
    }
}
