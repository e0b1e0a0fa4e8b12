package io.nacre.metric;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The intersection over the union of what is a class and what is taken for it, {@code tp / (tp + fp + fn)}, the mean
 * over the classes that occur.
 *
 * <p>For segmentation: it is the share of the positions with a class in either array that have it in both. As in Keras,
 * weights are whole numbers: what follows the point is cut off.
 *
 * @param numClasses how many classes there are, at least 2
 * @param ignoreClass a label whose positions do not count; default none
 * @param sparseYTrue whether targets are labels instead of one number a class; default true
 * @param sparseYPred whether predictions are labels instead of one number a class; default true
 * @param axis the axis of the classes, where there is one; default the last one
 * @param name under which it stands in logs and history; default {@code mean_io_u}
 */
@KerasName(value = "MeanIoU", aliases = "mean_io_u")
public record MeanIou(
        int numClasses,
        Optional<Integer> ignoreClass,
        @KerasName("sparse_y_true") boolean sparseYTrue,
        @KerasName("sparse_y_pred") boolean sparseYPred,
        int axis,
        String name)
        implements HigherIsBetter {
    /** Checks the numbers. */
    public MeanIou {
        Overlaps.requireClasses(numClasses);
    }

    /** For labels of this many classes. */
    public static MeanIou of(int numClasses) {
        return new MeanIou(numClasses, Optional.empty(), true, true, -1, "mean_io_u");
    }

    /** The same, in which positions with this label do not count. */
    public MeanIou withIgnoreClass(int ignoreClass) {
        return new MeanIou(numClasses, Optional.of(ignoreClass), sparseYTrue, sparseYPred, axis, name);
    }

    /** The same for targets of this kind. */
    public MeanIou withSparseYTrue(boolean sparseYTrue) {
        return new MeanIou(numClasses, ignoreClass, sparseYTrue, sparseYPred, axis, name);
    }

    /** The same for predictions of this kind. */
    public MeanIou withSparseYPred(boolean sparseYPred) {
        return new MeanIou(numClasses, ignoreClass, sparseYTrue, sparseYPred, axis, name);
    }

    /** The same with the classes along another axis. */
    public MeanIou withAxis(int axis) {
        return new MeanIou(numClasses, ignoreClass, sparseYTrue, sparseYPred, axis, name);
    }

    /** The same under another name. */
    public MeanIou withName(String name) {
        return new MeanIou(numClasses, ignoreClass, sparseYTrue, sparseYPred, axis, name);
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
        return Overlaps.mean(totals.get(0), IntStream.range(0, numClasses).toArray());
    }
}
