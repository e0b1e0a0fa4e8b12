package io.nacre.loss;

import io.nacre.file.WrittenAs;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import java.util.Optional;

/** What training makes small. One of your own is a record that implements {@link #call} with an expression. */
@WrittenAs(WrittenAs.Form.TEXT)
public interface Loss {
    /**
     * The loss of each sample, of shape {@code (batch,)}; of each position of a sample, {@code (batch, ...)}, where
     * samples have several.
     *
     * @param yTrue what is right
     * @param yPred what the model says
     * @throws IllegalArgumentException if the shapes do not fit; the message names both
     */
    Node call(Node yTrue, Node yPred);

    /** What is made of the samples' losses; {@link Reduction#SUM_OVER_BATCH_SIZE} unless a loss says otherwise. */
    default Reduction reduction() {
        return Reduction.SUM_OVER_BATCH_SIZE;
    }

    /** Where a loss counts at all: 1 or 0 for each number that {@link #call} gives; empty if all count. */
    default Optional<Node> mask(Node yTrue, Node yPred) {
        return Optional.empty();
    }

    /**
     * The loss of a batch: what {@link #call} gives, weighted and reduced.
     *
     * @param weight how much each sample counts, of shape {@code (batch,)}
     */
    default Node total(Node yTrue, Node yPred, Optional<Node> weight) {
        return reduction().apply(call(yTrue, yPred), weight, mask(yTrue, yPred));
    }

    /**
     * Looks at right answers before training begins.
     *
     * @param targets the answers of some samples, one after the other
     * @param prediction the shape of the model's answer to one sample
     * @param firstSample the number of the first of the samples, for messages
     * @throws IllegalArgumentException if one of them can never be right; the message names it
     */
    default void check(float[] targets, Shape prediction, int firstSample) {}
}
