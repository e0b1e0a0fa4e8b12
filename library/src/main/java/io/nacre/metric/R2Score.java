package io.nacre.metric;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The coefficient of determination: {@code 1 - sum((yTrue - yPred)^2) / sum((yTrue - mean(yTrue))^2)}. 1 is perfect, 0
 * is what the mean of the targets would reach, and worse models lie below.
 *
 * <p>Targets and predictions have shape {@code (batch, n)}; each of the n has a score of its own.
 *
 * @param classAggregation how the n scores become one; empty for none, then their mean stands in the history; default
 *     their mean
 * @param numRegressors how many inputs the model has, for the adjusted score; default 0, not adjusted
 * @param name under which it stands in logs and history; default {@code r2_score}
 */
public record R2Score(Optional<Aggregation> classAggregation, int numRegressors, String name)
        implements HigherIsBetter {
    /** Checks the numbers. */
    public R2Score {
        if (numRegressors < 0) {
            throw new IllegalArgumentException("numRegressors must be 0 or more, not " + numRegressors);
        }
    }

    /** With Keras's defaults. */
    public static R2Score of() {
        return new R2Score(Optional.of(Aggregation.UNIFORM_AVERAGE), 0, "r2_score");
    }

    /** The same with the scores put together in this way. */
    public R2Score withClassAggregation(Aggregation classAggregation) {
        return new R2Score(Optional.of(classAggregation), numRegressors, name);
    }

    /** The same, adjusted for this many inputs of the model. */
    public R2Score withNumRegressors(int numRegressors) {
        return new R2Score(classAggregation, numRegressors, name);
    }

    /** The same under another name. */
    public R2Score withName(String name) {
        return new R2Score(classAggregation, numRegressors, name);
    }

    /** How the scores of several outputs become one. */
    public enum Aggregation {
        /** Their mean. */
        UNIFORM_AVERAGE,
        /** Their mean, weighted by the variance of the targets. */
        VARIANCE_WEIGHTED_AVERAGE
    }

    @Override
    public List<Node> sums(Node yTrue, Node yPred, Node weight) {
        Answers answers = Answers.fit("R2", yTrue, yPred);
        Node y = answers.yTrue();
        Answers.requireRank("R2", y, 2);
        Node counts = weight.reshape(Shape.of(y.size(0), 1)).broadcast(y.shape());
        Node weighted = y.times(counts);
        Node samples = Node.constant(1).minus(weight.equalTo(0)).sum();
        Node errors = y.minus(answers.yPred()).square().times(counts);
        return List.of(samples, y.times(weighted).sum(0), weighted.sum(0), errors.sum(0), counts.sum(0));
    }

    @Override
    public double[] results(List<double[]> totals) {
        int outputs = totals.get(1).length;
        double[] scores = new double[outputs];
        double[] variances = new double[outputs];
        for (int i = 0; i < outputs; i++) {
            double sum = totals.get(2)[i];
            variances[i] = totals.get(1)[i] - sum * sum / totals.get(4)[i];
            double score = 1 - totals.get(3)[i] / variances[i];
            scores[i] = Double.isInfinite(score) ? 0 : score;
        }
        double[] result = classAggregation
                .map(aggregation -> new double[] {
                    switch (aggregation) {
                        case UNIFORM_AVERAGE -> Arrays.stream(scores).average().orElseThrow();
                        case VARIANCE_WEIGHTED_AVERAGE -> weightedMean(scores, variances);
                    }
                })
                .orElse(scores);
        return Arrays.stream(result)
                .map(score -> adjusted(score, totals.get(0)[0]))
                .toArray();
    }

    private static double weightedMean(double[] scores, double[] weights) {
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            sum += scores[i] * weights[i];
        }
        return sum / Arrays.stream(weights).sum();
    }

    private double adjusted(double score, double samples) {
        boolean possible = numRegressors > 0 && numRegressors < samples - 1;
        return possible ? 1 - (1 - score) * (samples - 1) / (samples - numRegressors - 1) : score;
    }
}
