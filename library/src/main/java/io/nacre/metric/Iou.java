package io.nacre.metric;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import java.util.List;
import java.util.Optional;

/**
 * The intersection over the union of what is a class and what is taken for it, {@code tp / (tp + fp + fn)}, the mean
 * over those of the given classes that occur.
 *
 * <p>For segmentation: it is the share of the positions with a class in either array that have it in both. As in Keras,
 * weights are whole numbers: what follows the point is cut off.
 *
 * @param numClasses how many classes there are, at least 2
 * @param targetClassIds the classes that are looked at
 * @param ignoreClass a label whose positions do not count; default none
 * @param sparseYTrue whether targets are labels instead of one number a class; default true
 * @param sparseYPred whether predictions are labels instead of one number a class; default true
 * @param axis the axis of the classes, where there is one; default the last one
 * @param name under which it stands in logs and history; default {@code io_u}
 */
@KerasName(value = "IoU", aliases = "io_u")
public record Iou(
        int numClasses,
        List<Integer> targetClassIds,
        Optional<Integer> ignoreClass,
        @KerasName("sparse_y_true") boolean sparseYTrue,
        @KerasName("sparse_y_pred") boolean sparseYPred,
        int axis,
        String name)
        implements HigherIsBetter {
    /** Checks the numbers. */
    public Iou {
        Overlaps.requireClasses(numClasses);
        targetClassIds = List.copyOf(targetClassIds);
        for (int id : targetClassIds) {
            if (id < 0 || id >= numClasses) {
                throw new IllegalArgumentException(
                        "targetClassIds must lie between 0 and " + (numClasses - 1) + ", but hold " + id);
            }
        }
    }

    /** For labels of this many classes, of which these count. */
    public static Iou of(int numClasses, List<Integer> targetClassIds) {
        return new Iou(numClasses, targetClassIds, Optional.empty(), true, true, -1, "io_u");
    }

    /** The same, in which positions with this label do not count. */
    public Iou withIgnoreClass(int ignoreClass) {
        return new Iou(numClasses, targetClassIds, Optional.of(ignoreClass), sparseYTrue, sparseYPred, axis, name);
    }

    /** The same for targets of this kind. */
    public Iou withSparseYTrue(boolean sparseYTrue) {
        return new Iou(numClasses, targetClassIds, ignoreClass, sparseYTrue, sparseYPred, axis, name);
    }

    /** The same for predictions of this kind. */
    public Iou withSparseYPred(boolean sparseYPred) {
        return new Iou(numClasses, targetClassIds, ignoreClass, sparseYTrue, sparseYPred, axis, name);
    }

    /** The same with the classes along another axis. */
    public Iou withAxis(int axis) {
        return new Iou(numClasses, targetClassIds, ignoreClass, sparseYTrue, sparseYPred, axis, name);
    }

    /** The same under another name. */
    public Iou withName(String name) {
        return new Iou(numClasses, targetClassIds, ignoreClass, sparseYTrue, sparseYPred, axis, name);
    }

    @Override
    public List<Node> sums(Node yTrue, Node yPred, Node weight) {
        return List.of(Overlaps.matrix(
                Overlaps.labels(yTrue, sparseYTrue, axis),
                Overlaps.labels(yPred, sparseYPred, axis),
                weight,
                numClasses,
                ignoreClass));
    }

    @Override
    public double result(List<double[]> totals) {
        return Overlaps.mean(
                totals.get(0),
                targetClassIds.stream().mapToInt(Integer::intValue).toArray());
    }
}
