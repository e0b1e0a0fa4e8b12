package io.nacre.metric;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import java.util.Optional;

/**
 * Targets and predictions of one shape.
 *
 * @param yTrue what is right
 * @param yPred what the model says
 */
record Answers(Node yTrue, Node yPred) {
    /** The largest numbers are chosen one after the other. */
    private static final int MOST_CHOSEN = 1000;

    /** Keras's number for predictions that are not among the largest. */
    static final double NOT_CHOSEN = -1e10;

    /** Drops a last axis of size 1 that only one of both has; where just the batch is left then, both have it. */
    static Answers fit(String metric, Node yTrue, Node yPred) {
        Shape right = yTrue.shape();
        Shape said = yPred.shape();
        if (right.equals(said)) {
            return new Answers(yTrue, yPred);
        }
        if (said.equals(right.append(1))) {
            return right.rank() == 1
                    ? new Answers(yTrue.reshape(said), yPred)
                    : new Answers(yTrue, yPred.reshape(right));
        }
        if (right.equals(said.append(1))) {
            return said.rank() == 1
                    ? new Answers(yTrue, yPred.reshape(right))
                    : new Answers(yTrue.reshape(said), yPred);
        }
        throw new IllegalArgumentException(metric + " compares arrays of one shape, but the targets have shape " + right
                + " and the predictions " + said);
    }

    static void requireSameShape(String metric, Node yTrue, Node yPred) {
        if (!yTrue.shape().equals(yPred.shape())) {
            throw new IllegalArgumentException(metric + " takes targets with one number a class, but the targets have"
                    + " shape " + yTrue.shape() + " and the predictions " + yPred.shape());
        }
    }

    static void requireRank(String metric, Node answers, int rank) {
        if (answers.shape().rank() != rank) {
            throw new IllegalArgumentException(
                    metric + " takes arrays with " + rank + " axes, but was given " + answers.shape());
        }
    }

    /** Labels, one a prediction, without an axis for the classes. */
    static Node labels(String metric, Node yTrue, Node yPred) {
        int rank = yPred.shape().rank();
        Shape labels = yPred.shape().slice(0, Math.max(rank - 1, 0));
        if (rank < 2 || !yTrue.shape().equals(labels) && !yTrue.shape().equals(labels.append(1))) {
            throw new IllegalArgumentException(metric + " takes one label a prediction, but the targets have shape "
                    + yTrue.shape() + " and the predictions " + yPred.shape());
        }
        return yTrue.reshape(labels);
    }

    /** 1 where fewer than k classes are more probable than the one of the label. */
    static Node amongLargest(Node labels, Node yPred, int k) {
        Node chosen = labels.reshape(labels.shape().append(1)).equalTo(Node.range(yPred.size(-1)));
        Node own = chosen.select(yPred, Node.constant(0)).sumKeepDims(-1);
        return yPred.greater(own).sum(-1).less(k);
    }

    /** The k largest numbers along the last axis, of equal ones the first; {@link #NOT_CHOSEN} in place of the rest. */
    static Node keepLargest(Node yPred, int k) {
        int classes = yPred.size(-1);
        if (k > classes) {
            throw new IllegalArgumentException("topK is " + k + ", but there are " + classes + " classes");
        }
        if (k > MOST_CHOSEN) {
            throw new IllegalArgumentException("topK must be at most " + MOST_CHOSEN + ", not " + k);
        }
        Node rest = yPred;
        Node kept = Node.constant(0).broadcast(yPred.shape());
        for (int i = 0; i < k; i++) {
            Node largest = rest.argMax();
            Node hit = largest.reshape(largest.shape().append(1)).equalTo(Node.range(classes));
            kept = kept.plus(hit);
            rest = hit.select(Node.constant(Double.NEGATIVE_INFINITY), rest);
        }
        return kept.select(yPred, Node.constant(NOT_CHOSEN));
    }

    /** The answers of one class, with a last axis of size 1. */
    Answers ofClass(Optional<Integer> classId) {
        return classId.map(id -> new Answers(ofClass(yTrue, id), ofClass(yPred, id)))
                .orElse(this);
    }

    private static Node ofClass(Node answers, int id) {
        if (answers.shape().rank() < 2 || id < 0 || id >= answers.size(-1)) {
            throw new IllegalArgumentException(
                    "classId " + id + " does not exist in predictions of shape " + answers.shape());
        }
        Node chosen = Node.range(answers.size(-1)).equalTo(id);
        return chosen.select(answers, Node.constant(0)).sumKeepDims(-1);
    }
}
