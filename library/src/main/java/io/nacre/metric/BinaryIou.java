package io.nacre.metric;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import java.util.List;
import java.util.Optional;

/**
 * The intersection over the union, {@code tp / (tp + fp + fn)}, of yes and of no, and their mean; a prediction from the
 * threshold on is a yes.
 *
 * <p>For segmentation: it is the share of the positions with a class in either array that have it in both. As in Keras,
 * weights are whole numbers: what follows the point is cut off.
 *
 * @param targetClassIds the classes that are looked at: 0 is no, 1 is yes; default both
 * @param threshold from which on a prediction is a yes; default 0.5
 * @param name under which it stands in logs and history; default {@code binary_io_u}
 */
@KerasName(value = "BinaryIoU", aliases = "binary_io_u")
public record BinaryIou(List<Integer> targetClassIds, double threshold, String name) implements HigherIsBetter {
    /** Checks the numbers. */
    public BinaryIou {
        targetClassIds = List.copyOf(targetClassIds);
    }

    /** With Keras's defaults. */
    public static BinaryIou of() {
        return new BinaryIou(List.of(0, 1), 0.5, "binary_io_u");
    }

    /** The same for these classes. */
    public BinaryIou withTargetClassIds(List<Integer> targetClassIds) {
        return new BinaryIou(targetClassIds, threshold, name);
    }

    /** The same with another threshold. */
    public BinaryIou withThreshold(double threshold) {
        return new BinaryIou(targetClassIds, threshold, name);
    }

    /** The same under another name. */
    public BinaryIou withName(String name) {
        return new BinaryIou(targetClassIds, threshold, name);
    }

    @Override
    public List<Node> sums(Node yTrue, Node yPred, Node weight) {
        return List.of(Overlaps.matrix(yTrue, yPred.greaterEqual(threshold), weight, 2, Optional.empty()));
    }

    @Override
    public double result(List<double[]> totals) {
        return Overlaps.mean(
                totals.get(0),
                targetClassIds.stream().mapToInt(Integer::intValue).toArray());
    }
}
