package io.nacre.metric;

import io.nacre.graph.Node;
import java.util.List;
import java.util.Optional;

/**
 * The largest recall, {@code tp / (tp + fn)}, where the precision, {@code tp / (tp + fp)}, is at least the given one.
 *
 * <p>Thresholds are tried at equal distances from 0 to 1; predictions are probabilities. 0 if no threshold will do.
 *
 * @param precision the share that is required, from 0 to 1
 * @param numThresholds how many thresholds are tried, at least 1; default 200
 * @param classId the one class that is looked at; default all
 * @param name under which it stands in logs and history; default {@code recall_at_precision}
 */
public record RecallAtPrecision(double precision, int numThresholds, Optional<Integer> classId, String name)
        implements HigherIsBetter {
    /** Checks the numbers. */
    public RecallAtPrecision {
        Thresholds.requireShare("precision", precision);
        Thresholds.requireCount(numThresholds, 1);
    }

    /** With 200 thresholds, for all classes. */
    public static RecallAtPrecision of(double precision) {
        return new RecallAtPrecision(precision, 200, Optional.empty(), "recall_at_precision");
    }

    /** The same with another number of thresholds. */
    public RecallAtPrecision withNumThresholds(int numThresholds) {
        return new RecallAtPrecision(precision, numThresholds, classId, name);
    }

    /** The same for one class. */
    public RecallAtPrecision withClassId(int classId) {
        return new RecallAtPrecision(precision, numThresholds, Optional.of(classId), name);
    }

    /** The same under another name. */
    public RecallAtPrecision withName(String name) {
        return new RecallAtPrecision(precision, numThresholds, classId, name);
    }

    @Override
    public List<Node> sums(Node yTrue, Node yPred, Node weight) {
        Answers answers = Answers.fit("recall at precision", yTrue, yPred).ofClass(classId);
        return Confusion.of(answers.yTrue(), answers.yPred(), weight, Thresholds.even(numThresholds))
                .all();
    }

    @Override
    public double result(List<double[]> totals) {
        Curves curves = Curves.of(totals);
        return Curves.largestWhere(curves.precision(), precision, curves.sensitivity());
    }
}
