package io.nacre.metric;

import io.nacre.graph.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The share of what is a yes that was answered so: {@code tp / (tp + fn)}, 0 if there is none.
 *
 * <p>All numbers of a sample count as answers of their own, unless one class is chosen.
 *
 * @param thresholds above which a prediction is a yes, each from 0 to 1; with several there is a result for each, whose
 *     mean stands in the history; default 0.5
 * @param topK takes the k largest predictions of a sample for yes, if they are above a threshold that was given;
 *     default none
 * @param classId the one class that is looked at; default all
 * @param name under which it stands in logs and history; default {@code recall}
 */
public record Recall(Optional<List<Double>> thresholds, Optional<Integer> topK, Optional<Integer> classId, String name)
        implements HigherIsBetter {
    /** Checks the numbers. */
    public Recall {
        Thresholds.require(thresholds);
    }

    /** With Keras's defaults. */
    public static Recall of() {
        return new Recall(Optional.empty(), Optional.empty(), Optional.empty(), "recall");
    }

    /** The same with these thresholds. */
    public Recall withThresholds(double... thresholds) {
        return new Recall(Optional.of(Arrays.stream(thresholds).boxed().toList()), topK, classId, name);
    }

    /** The same, in which the k largest predictions of a sample are a yes. */
    public Recall withTopK(int topK) {
        return new Recall(thresholds, Optional.of(topK), classId, name);
    }

    /** The same for one class. */
    public Recall withClassId(int classId) {
        return new Recall(thresholds, topK, Optional.of(classId), name);
    }

    /** The same under another name. */
    public Recall withName(String name) {
        return new Recall(thresholds, topK, classId, name);
    }

    @Override
    public List<Node> sums(Node yTrue, Node yPred, Node weight) {
        Thresholds limits = Thresholds.of(thresholds, topK.isPresent() ? Answers.NOT_CHOSEN : 0.5);
        Node chosen = topK.map(k -> Answers.keepLargest(yPred, k)).orElse(yPred);
        Answers answers = Answers.fit("recall", yTrue, chosen).ofClass(classId);
        Confusion counts = Confusion.of(answers.yTrue(), answers.yPred(), weight, limits);
        return List.of(counts.truePositives(), counts.falseNegatives());
    }

    @Override
    public double[] results(List<double[]> totals) {
        return Curves.shares(totals.get(0), totals.get(1));
    }
}
