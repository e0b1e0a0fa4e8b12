package io.nacre.layer;

import io.nacre.data.Tensor;
import io.nacre.file.RecordText;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * Moves numbers to another range: {@code y = x * scale + offset}, as {@code 1 / 255.0} for the bytes of images. The
 * same in training and in prediction; no weights. Input and result have the same shape.
 *
 * @param scale one number, or as many as broadcast to a sample, as one for each channel
 * @param offset in the same way; default 0
 */
public record Rescaling(Tensor scale, Tensor offset) implements Layer {
    /** Checks that the numbers are finite. */
    public Rescaling {
        finite("scale", scale);
        finite("offset", offset);
    }

    private static void finite(String name, Tensor given) {
        for (float number : given.values()) {
            if (!Float.isFinite(number)) {
                throw new IllegalArgumentException(name + " must be finite, but has " + number);
            }
        }
    }

    /** Multiplies by one number. */
    public static Rescaling of(double scale) {
        return of(Tensor.scalar((float) scale));
    }

    /** Multiplies by these numbers. */
    public static Rescaling of(Tensor scale) {
        return new Rescaling(scale, Tensor.scalar(0));
    }

    /** The same, then adding one number. */
    public Rescaling withOffset(double offset) {
        return withOffset(Tensor.scalar((float) offset));
    }

    /** The same, then adding these numbers. */
    public Rescaling withOffset(Tensor offset) {
        return new Rescaling(scale, offset);
    }

    @Override
    public Node call(Scope scope, Node x) {
        Node y = x.times(Constants.node(scale)).plus(Constants.node(offset));
        if (!y.shape().equals(x.shape())) {
            throw new IllegalArgumentException("scale of shape " + scale.shape() + " and offset of shape "
                    + offset.shape() + " do not broadcast to an input of shape " + x.shape());
        }
        return y;
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
