package io.nacre.initializer;

import io.nacre.graph.Shape;
import java.util.random.RandomGenerator;

/**
 * Random values whose variance is {@code scale / fan}, so that signals neither grow nor fade from layer to layer.
 *
 * <p>The fans are {@code fanIn}, the inputs of a unit, and {@code fanOut}, the units it feeds: the last two axes of the
 * shape, times the size of the receptive field (all axes before them). Distributions:
 *
 * <ul>
 *   <li>truncated normal: normal values beyond two deviations are drawn again, and the deviation before truncation is
 *       {@code sqrt(scale / fan) / 0.87962566}, which leaves the variance at {@code scale / fan};
 *   <li>untruncated normal: deviation {@code sqrt(scale / fan)};
 *   <li>uniform between {@code +-sqrt(3 scale / fan)}.
 * </ul>
 *
 * <p>Glorot, He and LeCun initialization are cases of it; {@code Initializers} makes them by name.
 *
 * @param scale a factor above 0
 * @param mode which fan
 * @param distribution which distribution
 */
public record VarianceScaling(double scale, Mode mode, Distribution distribution) implements Initializer {
    /** Which fan the variance is divided by. */
    public enum Mode {
        /** the inputs of a unit */
        FAN_IN,
        /** the units that it feeds */
        FAN_OUT,
        /** the mean of both */
        FAN_AVG
    }

    /** Which distribution the values are drawn from. */
    public enum Distribution {
        /** normal, drawn again beyond two deviations */
        TRUNCATED_NORMAL,
        /** normal */
        UNTRUNCATED_NORMAL,
        /** uniform */
        UNIFORM
    }

    /** The deviation of a standard normal distribution that is cut at two deviations. */
    private static final double TRUNCATED_DEVIATION = 0.87962566103423978;

    /** Checks the scale. */
    public VarianceScaling {
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("scale must be a number above 0, not " + scale);
        }
    }

    @Override
    public float[] values(Shape shape, RandomGenerator random) {
        double variance = scale / Math.max(1, fan(shape));
        double deviation = Math.sqrt(variance);
        double limit = Math.sqrt(3 * variance);
        float[] values = new float[shape.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float)
                    switch (distribution) {
                        case TRUNCATED_NORMAL -> deviation / TRUNCATED_DEVIATION * Draws.truncatedNormal(random);
                        case UNTRUNCATED_NORMAL -> deviation * random.nextGaussian();
                        case UNIFORM -> limit * (2 * random.nextDouble() - 1);
                    };
        }
        return values;
    }

    /**
     * The fan by which the variance is divided, of a weight of this shape: units in or out, times the receptive field.
     */
    public double fan(Shape shape) {
        int rank = shape.rank();
        if (rank < 2) {
            return rank == 0 ? 1 : shape.size(0);
        }
        double field = shape.slice(0, rank - 2).count();
        double fanIn = shape.size(-2) * field;
        double fanOut = shape.size(-1) * field;
        return switch (mode) {
            case FAN_IN -> fanIn;
            case FAN_OUT -> fanOut;
            case FAN_AVG -> (fanIn + fanOut) / 2;
        };
    }
}
