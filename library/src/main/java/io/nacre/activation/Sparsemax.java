package io.nacre.activation;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * The point of the probability simplex nearest to z, {@code max(z - t, 0)} with the t for which it sums to 1: like
 * softmax, but most probabilities are exactly 0.
 *
 * <p>Keras 3.16 has another threshold, with which results do not sum to 1 unless one of them is 1; this is the function
 * of the paper. Its cost grows with the square of the axis's size. Source: Martins and Astudillo, 2016.
 *
 * @param axis along which; counted from the end if negative; default -1
 */
@KerasName(module = "keras.src.ops.nn")
public record Sparsemax(int axis) implements Activation {
    /** Checks the numbers. */
    public Sparsemax {}

    /** With the defaults. */
    public static Sparsemax of() {
        return new Sparsemax(-1);
    }

    /** The same along another axis. */
    public Sparsemax withAxis(int axis) {
        return new Sparsemax(axis);
    }

    @Override
    public Node apply(Scope scope, Node z) {
        return Axis.along(axis, z, Sparsemax::ofLast);
    }

    /** t is the largest of (sum of the k largest - 1) / k over all k; each number in turn is the k-th largest. */
    private static Node ofLast(Node given) {
        // The threshold lies less than 1 below the largest, so what lies 2 below need not be told apart.
        Node z = given.minus(given.maxKeepDims(-1).stopGradient()).maximum(-2);
        int rank = z.shape().rank();
        int n = z.size(-1);
        Node each = z.reshape(z.shape().append(1));
        Node others = z.reshape(z.shape().slice(0, rank - 1).append(1, n));
        Node larger = each.lessEqual(others);
        Node threshold = larger.times(others).sum(-1).minus(1).dividedBy(larger.sum(-1));
        return z.minus(threshold.maxKeepDims(-1)).relu();
    }
}
