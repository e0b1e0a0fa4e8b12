package io.nacre.initializer;

import io.nacre.graph.Shape;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/** Arrays of random numbers. */
final class Draws {
    private Draws() {}

    static float[] fill(Shape shape, DoubleSupplier number) {
        float[] values = new float[shape.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) number.getAsDouble();
        }
        return values;
    }

    /** A number of the standard normal distribution, drawn again beyond two deviations. */
    static double truncatedNormal(RandomGenerator random) {
        double value;
        do {
            value = random.nextGaussian();
        } while (Math.abs(value) > 2);
        return value;
    }
}
