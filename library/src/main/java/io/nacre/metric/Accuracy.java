package io.nacre.metric;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import java.util.Set;

/**
 * The share of right answers. As Keras does for {@code "accuracy"}, it goes by the shapes:
 *
 * <ul>
 *   <li>predictions with a last axis of size 1: an answer is yes above 1/2 ({@link BinaryAccuracy});
 *   <li>targets shaped as the predictions: the largest target is the class ({@link CategoricalAccuracy});
 *   <li>else the target is the number of the class ({@link SparseCategoricalAccuracy}).
 * </ul>
 *
 * @param name under which it stands in logs and history: {@code accuracy}, the default, or {@code acc}
 */
@KerasName(
        value = "accuracy",
        aliases = {"accuracy", "acc", "Accuracy", "Acc", "ACC", "ACCURACY"})
public record Accuracy(String name) implements MeanMetric, HigherIsBetter {
    /** By these names, and no others, Keras knows it. */
    private static final Set<String> NAMES = Set.of("accuracy", "acc", "Accuracy", "Acc", "ACC", "ACCURACY");

    /** Checks the name. */
    public Accuracy {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("this metric is named accuracy or acc, not " + name
                    + "; for another name take binaryAccuracy, categoricalAccuracy or sparseCategoricalAccuracy");
        }
    }

    /** Named {@code accuracy}. */
    public static Accuracy of() {
        return new Accuracy("accuracy");
    }

    @Override
    public Node values(Node yTrue, Node yPred) {
        int rank = yPred.shape().rank();
        if (rank < 2 || yPred.size(-1) == 1) {
            return BinaryAccuracy.of().values(yTrue, yPred);
        }
        return yTrue.shape().rank() < rank || yTrue.size(-1) == 1
                ? SparseCategoricalAccuracy.of().values(yTrue, yPred)
                : CategoricalAccuracy.of().values(yTrue, yPred);
    }
}
