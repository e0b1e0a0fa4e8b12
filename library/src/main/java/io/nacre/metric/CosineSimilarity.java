package io.nacre.metric;

import io.nacre.graph.Node;

/**
 * The cosine of the angle between targets and predictions, the mean over the samples: 1 for vectors of one direction,
 * -1 for opposite ones. Unlike the loss of this name it is not negated.
 *
 * @param axis the axis of a vector's elements; default the last one
 * @param name under which it stands in logs and history; default {@code cosine_similarity}
 */
public record CosineSimilarity(int axis, String name) implements MeanMetric, HigherIsBetter {
    /** With Keras's defaults. */
    public static CosineSimilarity of() {
        return new CosineSimilarity(-1, "cosine_similarity");
    }

    /** The same along another axis. */
    public CosineSimilarity withAxis(int axis) {
        return new CosineSimilarity(axis, name);
    }

    /** The same under another name. */
    public CosineSimilarity withName(String name) {
        return new CosineSimilarity(axis, name);
    }

    @Override
    public Node values(Node yTrue, Node yPred) {
        return io.nacre.loss.CosineSimilarity.of()
                .withAxis(axis)
                .call(yTrue, yPred)
                .negate();
    }
}
