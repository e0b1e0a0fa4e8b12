package io.nacre.initializer;

import io.nacre.graph.Shape;
import java.util.random.RandomGenerator;

/**
 * Numbers of a uniform distribution. Its width does not follow from the layer's, so that signals fade or explode in
 * deep nets; take {@link HeUniform}, {@link GlorotUniform} or {@link LecunUniform} there.
 *
 * @param minval the least; default -0.05
 * @param maxval the bound above, at least {@code minval}; default 0.05
 */
public record RandomUniform(double minval, double maxval) implements Initializer {
    private static final double LIMIT = 0.05;

    /** Checks the numbers. */
    public RandomUniform {
        Require.finite("minval", minval);
        Require.finite("maxval", maxval);
        if (minval > maxval) {
            throw new IllegalArgumentException("minval must be at most maxval, that is " + maxval + ", not " + minval);
        }
    }

    /** Between -0.05 and 0.05. */
    public static RandomUniform of() {
        return new RandomUniform(-LIMIT, LIMIT);
    }

    @Override
    public float[] values(Shape shape, RandomGenerator random) {
        return Draws.fill(shape, () -> minval + (maxval - minval) * random.nextDouble());
    }
}
