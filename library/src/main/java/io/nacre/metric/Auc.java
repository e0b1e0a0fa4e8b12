package io.nacre.metric;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The area under a curve that shows, at each threshold, how well yes and no are told apart: 1 is perfect, and 0.5 under
 * the ROC curve is chance.
 *
 * <p>The curve is drawn through a fixed number of thresholds at equal distances, so its area is close to, but not
 * exactly, the one over all thresholds; predictions are probabilities, or logits if it is so said. Source: Davis and
 * Goadrich, 2006.
 *
 * @param numThresholds how many thresholds, at least 2; default 200
 * @param curve which curve; default ROC
 * @param summationMethod how the area between two thresholds is taken; default by interpolation
 * @param thresholds thresholds of one's own, from 0 to 1, which replace those at equal distances; default none
 * @param multiLabel whether each number of a sample has a curve of its own, whose areas are averaged; default false
 * @param numLabels how many numbers a sample has, which Keras asks for; default unsaid
 * @param labelWeights how much each number of a sample counts; default all alike
 * @param fromLogits whether predictions are logits instead of probabilities; default false
 * @param name under which it stands in logs and history; default {@code auc}
 */
@KerasName("AUC")
public record Auc(
        int numThresholds,
        Curve curve,
        Summation summationMethod,
        Optional<List<Double>> thresholds,
        boolean multiLabel,
        Optional<Integer> numLabels,
        Optional<List<Double>> labelWeights,
        boolean fromLogits,
        String name)
        implements HigherIsBetter {
    /** Checks the numbers. */
    public Auc {
        Thresholds.requireCount(numThresholds, 2);
        Thresholds.require(thresholds);
    }

    /** With Keras's defaults. */
    public static Auc of() {
        return new Auc(
                200,
                Curve.ROC,
                Summation.INTERPOLATION,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                "auc");
    }

    /** The same with another number of thresholds. */
    public Auc withNumThresholds(int numThresholds) {
        return new Auc(
                numThresholds,
                curve,
                summationMethod,
                thresholds,
                multiLabel,
                numLabels,
                labelWeights,
                fromLogits,
                name);
    }

    /** The same under another curve. */
    public Auc withCurve(Curve curve) {
        return new Auc(
                numThresholds,
                curve,
                summationMethod,
                thresholds,
                multiLabel,
                numLabels,
                labelWeights,
                fromLogits,
                name);
    }

    /** The same with another summation. */
    public Auc withSummationMethod(Summation summationMethod) {
        return new Auc(
                numThresholds,
                curve,
                summationMethod,
                thresholds,
                multiLabel,
                numLabels,
                labelWeights,
                fromLogits,
                name);
    }

    /** The same with these thresholds. */
    public Auc withThresholds(double... thresholds) {
        return new Auc(
                numThresholds,
                curve,
                summationMethod,
                Optional.of(Arrays.stream(thresholds).boxed().toList()),
                multiLabel,
                numLabels,
                labelWeights,
                fromLogits,
                name);
    }

    /** The same with a curve for each number of a sample. */
    public Auc withMultiLabel(boolean multiLabel) {
        return new Auc(
                numThresholds,
                curve,
                summationMethod,
                thresholds,
                multiLabel,
                numLabels,
                labelWeights,
                fromLogits,
                name);
    }

    /** The same for this many numbers a sample. */
    public Auc withNumLabels(int numLabels) {
        return new Auc(
                numThresholds,
                curve,
                summationMethod,
                thresholds,
                multiLabel,
                Optional.of(numLabels),
                labelWeights,
                fromLogits,
                name);
    }

    /** The same with weights for the numbers of a sample. */
    public Auc withLabelWeights(double... labelWeights) {
        return new Auc(
                numThresholds,
                curve,
                summationMethod,
                thresholds,
                multiLabel,
                numLabels,
                Optional.of(Arrays.stream(labelWeights).boxed().toList()),
                fromLogits,
                name);
    }

    /** The same for logits. */
    public Auc withFromLogits(boolean fromLogits) {
        return new Auc(
                numThresholds,
                curve,
                summationMethod,
                thresholds,
                multiLabel,
                numLabels,
                labelWeights,
                fromLogits,
                name);
    }

    /** The same under another name. */
    public Auc withName(String name) {
        return new Auc(
                numThresholds,
                curve,
                summationMethod,
                thresholds,
                multiLabel,
                numLabels,
                labelWeights,
                fromLogits,
                name);
    }

    /** Which two shares are drawn against each other. */
    public enum Curve {
        /** The share of yes that is found over the share of no that is taken for yes. */
        @KerasName("ROC")
        ROC,
        /** Precision over recall. */
        @KerasName("PR")
        PR,
        /** Precision gain over recall gain (Flach and Kull, 2015). */
        @KerasName("PRGAIN")
        PRGAIN
    }

    /** How the area between two thresholds is taken. */
    public enum Summation {
        /** Halfway between both; under the PR curve by the interpolation of Davis and Goadrich. */
        INTERPOLATION,
        /** From below. */
        MINORING,
        /** From above. */
        MAJORING
    }

    @Override
    public List<Node> sums(Node yTrue, Node yPred, Node weight) {
        Answers answers = Answers.fit("AUC", yTrue, fromLogits ? yPred.sigmoid() : yPred);
        Thresholds limits = thresholds.map(Thresholds::around).orElseGet(() -> Thresholds.around(numThresholds));
        return Confusion.of(answers.yTrue(), answers.yPred(), weight, limits, multiLabel, labelWeights)
                .all();
    }

    @Override
    public double result(List<double[]> totals) {
        int each = thresholds.map(List::size).orElse(numThresholds - 2) + 2;
        int labels = totals.get(0).length / each;
        double sum = 0;
        double weights = 0;
        for (int label = 0; label < labels; label++) {
            int from = label * each;
            Curves curves = Curves.of(totals.stream()
                    .map(counts -> Arrays.copyOfRange(counts, from, from + each))
                    .toList());
            double labelWeight =
                    multiLabel && labelWeights.isPresent() ? labelWeights.get().get(label) : 1;
            sum += labelWeight * curves.area(curve, summationMethod);
            weights += labelWeight;
        }
        return weights == 0 ? 0 : sum / weights;
    }
}
