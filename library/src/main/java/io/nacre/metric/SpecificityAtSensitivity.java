package io.nacre.metric;

import io.nacre.graph.Node;
import java.util.List;
import java.util.Optional;

/**
 * The largest share of no that is recognised, {@code tn / (tn + fp)}, where at least the given share of yes is found,
 * {@code tp / (tp + fn)}.
 *
 * <p>Thresholds are tried at equal distances from 0 to 1; predictions are probabilities. 0 if no threshold will do.
 *
 * @param sensitivity the share that is required, from 0 to 1
 * @param numThresholds how many thresholds are tried, at least 1; default 200
 * @param classId the one class that is looked at; default all
 * @param name under which it stands in logs and history; default {@code specificity_at_sensitivity}
 */
public record SpecificityAtSensitivity(double sensitivity, int numThresholds, Optional<Integer> classId, String name)
        implements HigherIsBetter {
    /** Checks the numbers. */
    public SpecificityAtSensitivity {
        Thresholds.requireShare("sensitivity", sensitivity);
        Thresholds.requireCount(numThresholds, 1);
    }

    /** With 200 thresholds, for all classes. */
    public static SpecificityAtSensitivity of(double sensitivity) {
        return new SpecificityAtSensitivity(sensitivity, 200, Optional.empty(), "specificity_at_sensitivity");
    }

    /** The same with another number of thresholds. */
    public SpecificityAtSensitivity withNumThresholds(int numThresholds) {
        return new SpecificityAtSensitivity(sensitivity, numThresholds, classId, name);
    }

    /** The same for one class. */
    public SpecificityAtSensitivity withClassId(int classId) {
        return new SpecificityAtSensitivity(sensitivity, numThresholds, Optional.of(classId), name);
    }

    /** The same under another name. */
    public SpecificityAtSensitivity withName(String name) {
        return new SpecificityAtSensitivity(sensitivity, numThresholds, classId, name);
    }

    @Override
    public List<Node> sums(Node yTrue, Node yPred, Node weight) {
        Answers answers =
                Answers.fit("specificity at sensitivity", yTrue, yPred).ofClass(classId);
        return Confusion.of(answers.yTrue(), answers.yPred(), weight, Thresholds.even(numThresholds))
                .all();
    }

    @Override
    public double result(List<double[]> totals) {
        Curves curves = Curves.of(totals);
        return Curves.largestWhere(curves.sensitivity(), sensitivity, curves.specificity());
    }
}
