package io.nacre.initializer;

import io.nacre.graph.Shape;
import java.util.random.RandomGenerator;

/**
 * Variance {@code 1 / fanIn}, from a uniform distribution.
 *
 * <p>It is {@link VarianceScaling} with scale 1, {@code FAN_IN} and {@code UNIFORM}. For SELU. Source: LeCun et al.,
 * 1998.
 */
public record LecunUniform() implements Initializer {
    @Override
    public float[] values(Shape shape, RandomGenerator random) {
        return new VarianceScaling(1, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.UNIFORM)
                .values(shape, random);
    }
}
