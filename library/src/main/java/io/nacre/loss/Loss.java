package io.nacre.loss;

import io.nacre.file.WrittenAs;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;

/** What training makes small. One of your own is a record that implements {@link #call} with an expression. */
@WrittenAs(WrittenAs.Form.TEXT)
public interface Loss {
    /**
     * The loss of each sample, of shape {@code (batch,)}.
     *
     * @param yTrue what is right
     * @param yPred what the model says
     * @throws IllegalArgumentException if the shapes do not fit; the message names both
     */
    Node call(Node yTrue, Node yPred);

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
