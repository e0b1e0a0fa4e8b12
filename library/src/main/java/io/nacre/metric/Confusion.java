package io.nacre.metric;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Weighted counts of right and wrong yes-or-no answers at several thresholds, each of shape {@code (thresholds,)}, or
 * {@code (labels, thresholds)} if the numbers of a sample are counted apart.
 *
 * @param yes the weight of each answer that should be yes, else 0
 * @param no the weight of each answer that should be no, else 0
 * @param said 1 where an answer is yes
 */
record Confusion(Node yes, Node no, Node said) {
    /** Counts all numbers of all samples alike. */
    static Confusion of(Node yTrue, Node yPred, Node weight, Thresholds thresholds) {
        Answers answers = Answers.fit("a count of right answers", yTrue, yPred);
        return of(answers.yTrue(), answers.yPred(), weight, thresholds, false, Optional.empty());
    }

    /**
     * Counts answers.
     *
     * @param yTrue what is right, of the shape of the predictions
     * @param apart whether the numbers of a sample are counted apart
     * @param labelWeights how much each number of a sample counts; without effect if they are counted apart
     */
    static Confusion of(
            Node yTrue,
            Node yPred,
            Node weight,
            Thresholds thresholds,
            boolean apart,
            Optional<List<Double>> labelWeights) {
        Shape shape = yPred.shape();
        Node weights = weight.reshape(alone(weight.size(0), shape.rank()));
        if (labelWeights.isPresent() && !apart) {
            weights = weights.times(Node.table(
                    labelWeights.get().stream().mapToDouble(Double::doubleValue).toArray()));
        }
        weights = weights.broadcast(shape);
        Node isNo = yTrue.equalTo(0);
        Node no = isNo.times(weights);
        Node yes = Node.constant(1).minus(isNo).times(weights);
        Shape counted = apart ? shape : flat(shape);
        return new Confusion(
                yes.reshape(counted.append(1)),
                no.reshape(counted.append(1)),
                thresholds.exceeded(yPred.reshape(counted)));
    }

    /** A first axis, and otherwise axes of size 1. */
    private static Shape alone(int size, int rank) {
        Shape shape = Shape.of(size);
        while (shape.rank() < rank) {
            shape = shape.append(1);
        }
        return shape;
    }

    private static Shape flat(Shape shape) {
        int count = 1;
        for (int size : shape.sizes()) {
            count *= Math.abs(size);
        }
        return Shape.of(shape.dependsOnBatch() ? -count : count);
    }

    Node truePositives() {
        return yes.times(said).sum(0);
    }

    Node falsePositives() {
        return no.times(said).sum(0);
    }

    Node trueNegatives() {
        return no.times(Node.constant(1).minus(said)).sum(0);
    }

    Node falseNegatives() {
        return yes.times(Node.constant(1).minus(said)).sum(0);
    }

    /** True positives, false positives, true negatives and false negatives. */
    List<Node> all() {
        return List.of(truePositives(), falsePositives(), trueNegatives(), falseNegatives());
    }
}
