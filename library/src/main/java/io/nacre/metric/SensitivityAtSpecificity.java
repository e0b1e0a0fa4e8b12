package io.nacre.metric;

import io.nacre.graph.Node;
import java.util.List;
import java.util.Optional;

/**
 * The largest share of yes that is found, {@code tp / (tp + fn)}, where at least the given share of no is recognised,
 * {@code tn / (tn + fp)}.
 *
 * <p>Thresholds are tried at equal distances from 0 to 1; predictions are probabilities. 0 if no threshold will do.
 *
 * @param specificity the share that is required, from 0 to 1
 * @param numThresholds how many thresholds are tried, at least 1; default 200
 * @param classId the one class that is looked at; default all
 * @param name under which it stands in logs and history; default {@code sensitivity_at_specificity}
 */
public record SensitivityAtSpecificity(double specificity, int numThresholds, Optional<Integer> classId, String name)
        implements HigherIsBetter {
    /** Checks the numbers. */
    public SensitivityAtSpecificity {
        Thresholds.requireShare("specificity", specificity);
        Thresholds.requireCount(numThresholds, 1);
    }

    /** With 200 thresholds, for all classes. */
    public static SensitivityAtSpecificity of(double specificity) {
        return new SensitivityAtSpecificity(specificity, 200, Optional.empty(), "sensitivity_at_specificity");
    }

    /** The same with another number of thresholds. */
    public SensitivityAtSpecificity withNumThresholds(int numThresholds) {
        return new SensitivityAtSpecificity(specificity, numThresholds, classId, name);
    }

    /** The same for one class. */
    public SensitivityAtSpecificity withClassId(int classId) {
        return new SensitivityAtSpecificity(specificity, numThresholds, Optional.of(classId), name);
    }

    /** The same under another name. */
    public SensitivityAtSpecificity withName(String name) {
        return new SensitivityAtSpecificity(specificity, numThresholds, classId, name);
    }

    @Override
    public List<Node> sums(Node yTrue, Node yPred, Node weight) {
        Answers answers =
                Answers.fit("sensitivity at specificity", yTrue, yPred).ofClass(classId);
        return Confusion.of(answers.yTrue(), answers.yPred(), weight, Thresholds.even(numThresholds))
                .all();
    }

    @Override
    public double result(List<double[]> totals) {
        Curves curves = Curves.of(totals);
        return Curves.largestWhere(curves.specificity(), specificity, curves.sensitivity());
    }
}
