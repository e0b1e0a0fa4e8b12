package io.nacre.initializer;

import io.nacre.file.KerasName;
import io.nacre.graph.Shape;
import java.util.random.RandomGenerator;

/**
 * The identity matrix times {@code gain}, so that a layer begins by passing on what it is given. The shape has two
 * axes; numbers beyond the diagonal are 0.
 *
 * @param gain a factor, any finite number; default 1
 */
@KerasName(aliases = {"identity", "IdentityInitializer"})
public record Identity(double gain) implements Initializer {
    /** Checks the gain. */
    public Identity {
        Require.finite("gain", gain);
    }

    /** With gain 1. */
    public static Identity of() {
        return new Identity(1);
    }

    @Override
    public float[] values(Shape shape, RandomGenerator random) {
        if (shape.rank() != 2) {
            throw new IllegalArgumentException(
                    "identity initialization needs a weight with two axes, not one of shape " + shape);
        }
        float[] values = new float[shape.count()];
        for (int i = 0; i < Math.min(shape.size(0), shape.size(1)); i++) {
            values[i * shape.size(1) + i] = (float) gain;
        }
        return values;
    }
}
