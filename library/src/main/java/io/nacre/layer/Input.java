package io.nacre.layer;

import io.nacre.file.KerasName;
import io.nacre.file.RecordText;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import io.nacre.graph.Shape;

/**
 * Says, as a model's first layer, which shape a sample has, so that the model is built at once instead of when it first
 * sees data. Keras calls it {@code InputLayer}.
 *
 * @param shape the shape of one sample, without the batch
 */
@KerasName("InputLayer")
public record Input(Shape shape) implements Layer {
    /** Checks that the shape is that of one sample. */
    public Input {
        if (shape.dependsOnBatch()) {
            throw new IllegalArgumentException(
                    "an input is given by the shape of one sample, without the batch, not " + shape);
        }
    }

    @Override
    public Node call(Scope scope, Node x) {
        if (!x.shape().equals(shape.batched())) {
            throw new IllegalArgumentException(
                    "the model takes samples of shape " + shape + ", but was given " + x.shape());
        }
        return x;
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
