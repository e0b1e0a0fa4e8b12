package io.nacre.initializer;

import io.nacre.graph.Shape;
import java.util.random.RandomGenerator;

/**
 * Variance {@code 2 / (fanIn + fanOut)}, from a uniform distribution: the default of dense layers.
 *
 * <p>It is {@link VarianceScaling} with scale 1, {@code FAN_AVG} and {@code UNIFORM}. For layers without activation, or
 * with tanh, sigmoid or softmax. Source: Glorot and Bengio, 2010.
 */
public record GlorotUniform() implements Initializer {
    @Override
    public float[] values(Shape shape, RandomGenerator random) {
        return new VarianceScaling(1, VarianceScaling.Mode.FAN_AVG, VarianceScaling.Distribution.UNIFORM)
                .values(shape, random);
    }
}
