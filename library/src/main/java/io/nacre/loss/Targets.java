package io.nacre.loss;

import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Shape;
import io.nacre.graph.Unary;
import java.util.Optional;
import java.util.function.DoublePredicate;

/** What losses have in common: fitting answers to predictions, and finding what lies before a last activation. */
final class Targets {
    /** Keras's bound for probabilities: they are kept this far from 0 and 1. */
    static final double EPSILON = 1e-7;

    private Targets() {}

    /** Answers and predictions in one shape. */
    record Pair(Node yTrue, Node yPred) {}

    /**
     * Both in one shape. Where only one of them has a last axis of size 1, it is dropped, or if nothing but the batch
     * is left then, given to both.
     */
    static Pair fit(String loss, Node yTrue, Node yPred) {
        Shape right = yTrue.shape();
        Shape said = yPred.shape();
        if (right.equals(said)) {
            return new Pair(yTrue, yPred);
        }
        if (said.equals(right.append(1))) {
            return right.rank() == 1 ? new Pair(yTrue.reshape(said), yPred) : new Pair(yTrue, yPred.reshape(right));
        }
        if (right.equals(said.append(1))) {
            return said.rank() == 1 ? new Pair(yTrue, yPred.reshape(right)) : new Pair(yTrue.reshape(said), yPred);
        }
        throw new IllegalArgumentException(loss + " compares arrays of one shape, but the targets have shape " + right
                + " and the predictions " + said);
    }

    /** The mean over the last axis; the batch stays. */
    static Node mean(Node losses) {
        return mean(losses, -1);
    }

    /** The mean over one axis; the batch stays. */
    static Node mean(Node losses, int axis) {
        return losses.shape().rank() == 1 ? losses : losses.mean(axis);
    }

    /** {@code x} within bounds; the derivative is 1 up to the bounds and on them, as Keras has it. */
    static Node clip(Node x, double low, double high) {
        return x.less(low).select(Node.constant(low), x.greater(high).select(Node.constant(high), x));
    }

    /** The same with this axis as the last one, the others in their order. */
    static Node last(Node x, int axis) {
        int moved = x.shape().axis(axis);
        int rank = x.shape().rank();
        if (moved == rank - 1) {
            return x;
        }
        int[] permutation = new int[rank];
        for (int i = 0; i < rank - 1; i++) {
            permutation[i] = i < moved ? i : i + 1;
        }
        permutation[rank - 1] = moved;
        return x.transpose(permutation);
    }

    /** What a prediction was before its softmax. */
    static Optional<Node> beforeSoftmax(Node prediction) {
        return prediction.op() instanceof Op.Softmax
                ? Optional.of(prediction.inputs().get(0))
                : Optional.empty();
    }

    /** What a prediction was before its sigmoid. */
    static Optional<Node> beforeSigmoid(Node prediction) {
        return prediction.op() instanceof Op.Map1(Unary function) && function == Unary.SIGMOID
                ? Optional.of(prediction.inputs().get(0))
                : Optional.empty();
    }

    /** The logarithms of predicted class probabilities. */
    static Node logProbabilities(Node yPred, boolean fromLogits) {
        Optional<Node> logits = fromLogits ? Optional.of(yPred) : beforeSoftmax(yPred);
        return logits.map(Node::logSoftmax).orElseGet(() -> shares(yPred).log());
    }

    /** Predicted class probabilities divided by their sum, and kept from 0 and 1. */
    static Node shares(Node yPred) {
        return clip(yPred.dividedBy(yPred.sumKeepDims(-1)), EPSILON, 1 - EPSILON);
    }

    /** Targets moved towards equal shares of the classes. */
    static Node smooth(Node yTrue, double smoothing, int classes) {
        return smoothing == 0 ? yTrue : yTrue.times(1 - smoothing).plus(smoothing / classes);
    }

    /** Refuses a smoothing outside 0 to 1. */
    static void requireSmoothing(double labelSmoothing) {
        if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
            throw new IllegalArgumentException("labelSmoothing must be between 0 and 1, not " + labelSmoothing);
        }
    }

    /** Refuses a number that is not finite and above 0. */
    static void requirePositive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be a number above 0, not " + value);
        }
    }

    /** Refuses a number that is not finite, or below 0. */
    static void requireNotNegative(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be a number from 0 on, not " + value);
        }
    }

    /**
     * Refuses targets that a loss has no use for.
     *
     * @param each how many targets a sample has
     * @param takes what the loss takes, in words
     */
    static void check(float[] targets, int each, int firstSample, DoublePredicate allowed, String takes) {
        for (int i = 0; i < targets.length; i++) {
            if (!allowed.test(targets[i])) {
                throw new IllegalArgumentException("the target of sample " + (firstSample + i / Math.max(1, each))
                        + " is " + targets[i] + ", but " + takes);
            }
        }
    }
}
