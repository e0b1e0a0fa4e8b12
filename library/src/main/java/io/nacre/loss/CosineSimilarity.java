package io.nacre.loss;

import io.nacre.graph.Node;

/**
 * {@code -sum(yTrue yPred / (|yTrue| |yPred|))} over one axis: -1 for vectors of one direction, 0 for a right angle, 1
 * for opposite ones. Lengths count as 1e-7 at the least.
 *
 * <p>For embeddings, whose length is to mean nothing. Targets and predictions have one shape.
 *
 * @param axis the axis of a vector's elements; default the last one
 * @param reduction what is made of the samples' losses; default their mean
 */
public record CosineSimilarity(int axis, Reduction reduction) implements Loss {
    /** With Keras's defaults. */
    public static CosineSimilarity of() {
        return new CosineSimilarity(-1, Reduction.SUM_OVER_BATCH_SIZE);
    }

    /** The same along another axis. */
    public CosineSimilarity withAxis(int axis) {
        return new CosineSimilarity(axis, reduction);
    }

    /** The same, reduced in this way. */
    public CosineSimilarity withReduction(Reduction reduction) {
        return new CosineSimilarity(axis, reduction);
    }

    @Override
    public Node call(Node yTrue, Node yPred) {
        Targets.Pair pair = Targets.fit("cosine similarity", yTrue, yPred);
        return direction(pair.yTrue()).times(direction(pair.yPred())).sum(axis).negate();
    }

    private Node direction(Node vector) {
        Node square = vector.square().sumKeepDims(axis).maximum(Targets.EPSILON * Targets.EPSILON);
        return vector.times(square.rsqrt());
    }
}
