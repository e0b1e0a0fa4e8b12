package io.nacre.metric;

import io.nacre.graph.Node;
import java.util.List;
import java.util.Optional;

/**
 * {@code (1 + beta^2) p r / (beta^2 p + r)}, for each class, where p is the precision and r the recall.
 *
 * <p>Targets are 0 or 1; targets and predictions have shape {@code (batch, classes)}.
 *
 * @param average how the scores of the classes become one; default not at all, then their mean stands in the history
 * @param beta how many times as important recall is as precision, above 0; default 1
 * @param threshold above which a prediction is a yes, from 0 to 1; default only the largest of a sample is
 * @param name under which it stands in logs and history; default {@code fbeta_score}
 */
public record FBetaScore(Optional<Averaging> average, double beta, Optional<Double> threshold, String name)
        implements HigherIsBetter {
    /** Checks the numbers. */
    public FBetaScore {
        FScores.requireThreshold(threshold);
        if (!(beta > 0)) {
            throw new IllegalArgumentException("beta must be above 0, not " + beta);
        }
    }

    /** With Keras's defaults. */
    public static FBetaScore of() {
        return new FBetaScore(Optional.empty(), 1, Optional.empty(), "fbeta_score");
    }

    /** The same with the scores put together in this way. */
    public FBetaScore withAverage(Averaging average) {
        return new FBetaScore(Optional.of(average), beta, threshold, name);
    }

    /** The same with another weight of recall. */
    public FBetaScore withBeta(double beta) {
        return new FBetaScore(average, beta, threshold, name);
    }

    /** The same with this threshold. */
    public FBetaScore withThreshold(double threshold) {
        return new FBetaScore(average, beta, Optional.of(threshold), name);
    }

    /** The same under another name. */
    public FBetaScore withName(String name) {
        return new FBetaScore(average, beta, threshold, name);
    }

    @Override
    public List<Node> sums(Node yTrue, Node yPred, Node weight) {
        return FScores.sums(yTrue, yPred, weight, threshold, average);
    }

    @Override
    public double[] results(List<double[]> totals) {
        return FScores.results(totals, beta, average);
    }
}
