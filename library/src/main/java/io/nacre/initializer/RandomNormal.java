package io.nacre.initializer;

import io.nacre.graph.Shape;
import java.util.random.RandomGenerator;

/**
 * Numbers of a normal distribution. Its deviation does not follow from the layer's width, so that signals fade or
 * explode in deep nets; take {@link HeNormal}, {@link GlorotNormal} or {@link LecunNormal} there.
 *
 * @param mean any finite number; default 0
 * @param stddev the deviation, at least 0; default 0.05
 */
public record RandomNormal(double mean, double stddev) implements Initializer {
    private static final double STDDEV = 0.05;

    /** Checks the numbers. */
    public RandomNormal {
        Require.finite("mean", mean);
        Require.atLeastZero("stddev", stddev);
    }

    /** Mean 0, deviation 0.05. */
    public static RandomNormal of() {
        return new RandomNormal(0, STDDEV);
    }

    @Override
    public float[] values(Shape shape, RandomGenerator random) {
        return Draws.fill(shape, () -> mean + stddev * random.nextGaussian());
    }
}
