package io.nacre.initializer;

import io.nacre.graph.Shape;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The same value everywhere; for biases and scales. Units of a layer whose kernel is constant learn the same thing.
 *
 * @param value any finite number
 */
public record Constant(double value) implements Initializer {
    /** Checks the value. */
    public Constant {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value must be a finite number, not " + value);
        }
    }

    @Override
    public float[] values(Shape shape, RandomGenerator random) {
        float[] values = new float[shape.count()];
        Arrays.fill(values, (float) value);
        return values;
    }
}
