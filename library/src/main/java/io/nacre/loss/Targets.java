package io.nacre.loss;

import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Unary;
import java.util.Optional;
import java.util.stream.IntStream;

/** What losses have in common: fitting answers to predictions, and finding what lies before a last activation. */
final class Targets {
    /** Keras's bound for probabilities: they are kept this far from 0 and 1. */
    static final double EPSILON = 1e-7;

    private Targets() {}

    /** The answers in the shape of the predictions, where only axes of size 1 differ. */
    static Node fit(String loss, Node yTrue, Node yPred) {
        if (yTrue.shape().equals(yPred.shape())) {
            return yTrue;
        }
        boolean lastAxisOfOne = yTrue.shape().equals(yPred.shape().append(1))
                || yPred.shape().equals(yTrue.shape().append(1));
        if (lastAxisOfOne) {
            return yTrue.reshape(yPred.shape());
        }
        throw new IllegalArgumentException(loss + " compares arrays of one shape, but the targets have shape "
                + yTrue.shape() + " and the predictions " + yPred.shape());
    }

    /** The mean over all axes but the batch. */
    static Node meanOverSample(Node losses) {
        return losses.shape().rank() == 1
                ? losses
                : losses.mean(IntStream.range(1, losses.shape().rank()).toArray());
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
        return logits.map(Node::logSoftmax)
                .orElseGet(() -> yPred.dividedBy(yPred.sumKeepDims(-1))
                        .clip(EPSILON, 1 - EPSILON)
                        .log());
    }
}
