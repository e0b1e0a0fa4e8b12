package io.nacre.initializer;

import io.nacre.graph.Shape;
import java.util.random.RandomGenerator;

/**
 * Variance {@code 1 / fanIn}, from a truncated normal distribution.
 *
 * <p>It is {@link VarianceScaling} with scale 1, {@code FAN_IN} and {@code TRUNCATED_NORMAL}. For SELU; a net
 * normalizes itself only with it. Source: LeCun et al., 1998; Klambauer et al., 2017.
 */
public record LecunNormal() implements Initializer {
    @Override
    public float[] values(Shape shape, RandomGenerator random) {
        return new VarianceScaling(1, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.TRUNCATED_NORMAL)
                .values(shape, random);
    }
}
