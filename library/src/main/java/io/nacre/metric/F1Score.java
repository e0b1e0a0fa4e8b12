package io.nacre.metric;

import io.nacre.graph.Node;
import java.util.List;
import java.util.Optional;

/**
 * The harmonic mean of precision and recall, for each class: {@code 2 p r / (p + r)}.
 *
 * <p>Targets are 0 or 1; targets and predictions have shape {@code (batch, classes)}.
 *
 * @param average how the scores of the classes become one; default not at all, then their mean stands in the history
 * @param threshold above which a prediction is a yes, from 0 to 1; default only the largest of a sample is
 * @param name under which it stands in logs and history; default {@code f1_score}
 */
public record F1Score(Optional<Averaging> average, Optional<Double> threshold, String name) implements HigherIsBetter {
    /** Checks the numbers. */
    public F1Score {
        FScores.requireThreshold(threshold);
    }

    /** With Keras's defaults. */
    public static F1Score of() {
        return new F1Score(Optional.empty(), Optional.empty(), "f1_score");
    }

    /** The same with the scores put together in this way. */
    public F1Score withAverage(Averaging average) {
        return new F1Score(Optional.of(average), threshold, name);
    }

    /** The same with this threshold. */
    public F1Score withThreshold(double threshold) {
        return new F1Score(average, Optional.of(threshold), name);
    }

    /** The same under another name. */
    public F1Score withName(String name) {
        return new F1Score(average, threshold, name);
    }

    @Override
    public List<Node> sums(Node yTrue, Node yPred, Node weight) {
        return FScores.sums(yTrue, yPred, weight, threshold, average);
    }

    @Override
    public double[] results(List<double[]> totals) {
        return FScores.results(totals, 1, average);
    }
}
