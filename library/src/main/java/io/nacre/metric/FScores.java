package io.nacre.metric;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the F-scores have in common. */
final class FScores {
    private static final double EPSILON = 1e-7;

    private FScores() {}

    static void requireThreshold(Optional<Double> threshold) {
        threshold.ifPresent(value -> {
            if (!(value > 0 && value <= 1)) {
                throw new IllegalArgumentException("threshold must be above 0 and at most 1, not " + value);
            }
        });
    }

    /** True positives, false positives, false negatives, and what is right, of each class or of all. */
    static List<Node> sums(
            Node yTrue, Node yPred, Node weight, Optional<Double> threshold, Optional<Averaging> average) {
        Answers.requireSameShape("the F-score", yTrue, yPred);
        Answers.requireRank("the F-score", yPred, 2);
        Node said = threshold.map(yPred::greater).orElseGet(() -> largest(yPred));
        Node notSaid = Node.constant(1).minus(said);
        Node counts = weight.reshape(Shape.of(weight.size(0), 1));
        Node wrong = Node.constant(1).minus(yTrue);
        int[] axes = average.equals(Optional.of(Averaging.MICRO)) ? new int[0] : new int[] {0};
        return List.of(
                said.times(yTrue).times(counts).sum(axes),
                said.times(wrong).times(counts).sum(axes),
                notSaid.times(yTrue).times(counts).sum(axes),
                yTrue.times(counts).sum(axes));
    }

    /** 1 for the largest of a sample, of equal ones for all; none where all are 0. */
    private static Node largest(Node yPred) {
        Node isLargest = yPred.maxKeepDims(-1).lessEqual(yPred);
        return isLargest.times(yPred.abs().greater(1e-9));
    }

    static double[] results(List<double[]> totals, double beta, Optional<Averaging> average) {
        double[] tp = totals.get(0);
        double[] right = totals.get(3);
        double square = beta * beta;
        double[] scores = new double[tp.length];
        for (int i = 0; i < scores.length; i++) {
            double precision = tp[i] / (tp[i] + totals.get(1)[i] + EPSILON);
            double recall = tp[i] / (tp[i] + totals.get(2)[i] + EPSILON);
            scores[i] = (1 + square) * precision * recall / (square * precision + recall + EPSILON);
        }
        if (average.isEmpty()) {
            return scores;
        }
        double all = Arrays.stream(right).sum() + EPSILON;
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            sum += average.get() == Averaging.WEIGHTED ? scores[i] * right[i] / all : scores[i] / scores.length;
        }
        return new double[] {sum};
    }
}
