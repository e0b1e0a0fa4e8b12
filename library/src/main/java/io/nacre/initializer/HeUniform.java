package io.nacre.initializer;

import io.nacre.graph.Shape;
import java.util.random.RandomGenerator;

/**
 * Variance {@code 2 / fanIn}, from a uniform distribution.
 *
 * <p>It is {@link VarianceScaling} with scale 2, {@code FAN_IN} and {@code UNIFORM}. For ReLU and its variants. Source:
 * He et al., 2015.
 */
public record HeUniform() implements Initializer {
    @Override
    public float[] values(Shape shape, RandomGenerator random) {
        return new VarianceScaling(2, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.UNIFORM)
                .values(shape, random);
    }
}
