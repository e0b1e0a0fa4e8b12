package io.nacre.metric;

import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Shape;
import java.util.Optional;

/** What the intersections over unions have in common. */
final class Overlaps {
    /** A matrix has a number for each pair of classes. */
    private static final int MOST_CLASSES = 4096;

    private Overlaps() {}

    static void requireClasses(int numClasses) {
        if (numClasses < 2 || numClasses > MOST_CLASSES) {
            throw new IllegalArgumentException("numClasses must be from 2 to " + MOST_CLASSES + ", not " + numClasses);
        }
    }

    /** Labels, or the position of the largest number along an axis. */
    static Node labels(Node answers, boolean sparse, int axis) {
        if (sparse) {
            return answers;
        }
        int rank = answers.shape().rank();
        int classes = answers.shape().axis(axis);
        int[] order = new int[rank];
        for (int i = 0; i < rank - 1; i++) {
            order[i] = i < classes ? i : i + 1;
        }
        order[rank - 1] = classes;
        return answers.transpose(order).argMax();
    }

    /** How often each label, by rows, was taken for each, by columns. */
    static Node matrix(Node yTrue, Node yPred, Node weight, int numClasses, Optional<Integer> ignoreClass) {
        Node right = whole(flat(yTrue));
        Node said = whole(flat(yPred));
        if (!right.shape().equals(said.shape())) {
            throw new IllegalArgumentException("intersection over union takes one prediction a target, but the targets"
                    + " have shape " + yTrue.shape() + " and the predictions " + yPred.shape());
        }
        Node counts =
                flat(weight.reshape(first(weight.size(0), yTrue.shape().rank())).broadcast(yTrue.shape()));
        Node weights = whole(counts);
        if (ignoreClass.isPresent()) {
            weights = weights.times(Node.constant(1).minus(right.equalTo(ignoreClass.get())));
        }
        Node column = weights.reshape(weights.shape().append(1));
        return Node.of(new Op.MatMul(true, false), oneHot(right, numClasses).times(column), oneHot(said, numClasses));
    }

    private static Shape first(int size, int rank) {
        Shape shape = Shape.of(size);
        while (shape.rank() < rank) {
            shape = shape.append(1);
        }
        return shape;
    }

    private static Node flat(Node x) {
        int count = 1;
        for (int size : x.shape().sizes()) {
            count *= Math.abs(size);
        }
        return x.reshape(Shape.of(x.shape().dependsOnBatch() ? -count : count));
    }

    /** What stands before the point. */
    private static Node whole(Node x) {
        return x.abs().floor().times(x.sign());
    }

    private static Node oneHot(Node labels, int classes) {
        return labels.reshape(labels.shape().append(1)).equalTo(Node.range(classes));
    }

    /** The mean over those of the classes that occur, of which each has {@code tp / (tp + fp + fn)}. */
    static double mean(double[] matrix, int[] classes) {
        int size = (int) Math.round(Math.sqrt(matrix.length));
        double sum = 0;
        int occurring = 0;
        for (int label : classes) {
            double union = -matrix[label * size + label];
            for (int other = 0; other < size; other++) {
                union += matrix[label * size + other] + matrix[other * size + label];
            }
            if (union > 1e-9) {
                sum += matrix[label * size + label] / (union + 1e-7);
                occurring++;
            }
        }
        return sum / (occurring + 1e-7);
    }
}
