package io.nacre.initializer;

import io.nacre.graph.Shape;
import java.util.random.RandomGenerator;

/**
 * Numbers of a normal distribution; those beyond two deviations are drawn again, which leaves a deviation of 0.87962566
 * times {@code stddev}.
 *
 * @param mean any finite number; default 0
 * @param stddev the deviation before truncation, at least 0; default 0.05
 */
public record TruncatedNormal(double mean, double stddev) implements Initializer {
    private static final double STDDEV = 0.05;

    /** Checks the numbers. */
    public TruncatedNormal {
        Require.finite("mean", mean);
        Require.atLeastZero("stddev", stddev);
    }

    /** Mean 0, deviation 0.05 before truncation. */
    public static TruncatedNormal of() {
        return new TruncatedNormal(0, STDDEV);
    }

    @Override
    public float[] values(Shape shape, RandomGenerator random) {
        return Draws.fill(shape, () -> mean + stddev * Draws.truncatedNormal(random));
    }
}
