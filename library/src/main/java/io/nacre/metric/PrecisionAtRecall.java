package io.nacre.metric;

import io.nacre.graph.Node;
import java.util.List;
import java.util.Optional;

/**
 * The largest precision, {@code tp / (tp + fp)}, where the recall, {@code tp / (tp + fn)}, is at least the given one.
 *
 * <p>Thresholds are tried at equal distances from 0 to 1; predictions are probabilities. 0 if no threshold will do.
 *
 * @param recall the share that is required, from 0 to 1
 * @param numThresholds how many thresholds are tried, at least 1; default 200
 * @param classId the one class that is looked at; default all
 * @param name under which it stands in logs and history; default {@code precision_at_recall}
 */
public record PrecisionAtRecall(double recall, int numThresholds, Optional<Integer> classId, String name)
        implements HigherIsBetter {
    /** Checks the numbers. */
    public PrecisionAtRecall {
        Thresholds.requireShare("recall", recall);
        Thresholds.requireCount(numThresholds, 1);
    }

    /** With 200 thresholds, for all classes. */
    public static PrecisionAtRecall of(double recall) {
        return new PrecisionAtRecall(recall, 200, Optional.empty(), "precision_at_recall");
    }

    /** The same with another number of thresholds. */
    public PrecisionAtRecall withNumThresholds(int numThresholds) {
        return new PrecisionAtRecall(recall, numThresholds, classId, name);
    }

    /** The same for one class. */
    public PrecisionAtRecall withClassId(int classId) {
        return new PrecisionAtRecall(recall, numThresholds, Optional.of(classId), name);
    }

    /** The same under another name. */
    public PrecisionAtRecall withName(String name) {
        return new PrecisionAtRecall(recall, numThresholds, classId, name);
    }

    @Override
    public List<Node> sums(Node yTrue, Node yPred, Node weight) {
        Answers answers = Answers.fit("precision at recall", yTrue, yPred).ofClass(classId);
        return Confusion.of(answers.yTrue(), answers.yPred(), weight, Thresholds.even(numThresholds))
                .all();
    }

    @Override
    public double result(List<double[]> totals) {
        Curves curves = Curves.of(totals);
        return Curves.largestWhere(curves.sensitivity(), recall, curves.precision());
    }
}
