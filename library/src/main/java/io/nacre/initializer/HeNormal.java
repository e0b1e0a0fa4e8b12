package io.nacre.initializer;

import io.nacre.graph.Shape;
import java.util.random.RandomGenerator;

/**
 * Variance {@code 2 / fanIn}, from a truncated normal distribution.
 *
 * <p>It is {@link VarianceScaling} with scale 2, {@code FAN_IN} and {@code TRUNCATED_NORMAL}. For ReLU and its
 * variants. Source: He et al., 2015.
 */
public record HeNormal() implements Initializer {
    @Override
    public float[] values(Shape shape, RandomGenerator random) {
        return new VarianceScaling(2, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.TRUNCATED_NORMAL)
                .values(shape, random);
    }
}
