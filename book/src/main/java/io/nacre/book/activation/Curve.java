package io.nacre.book.activation;

import static io.nacre.layer.Layers.activation;
import static io.nacre.layer.Layers.input;

import io.nacre.Sequential;
import io.nacre.activation.Activation;
import io.nacre.data.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * An activation function as a model computes it whose only layer it is.
 *
 * @param zs inputs
 * @param values an output for each
 */
record Curve(double[] zs, double[] values) {
    private static final int POINTS = 401;
    private static final double STEP = 1e-2;

    /** The function from {@code low} to {@code high}. */
    static Curve of(Activation function, double low, double high) {
        double[] zs = IntStream.range(0, POINTS)
                .mapToDouble(i -> low + (high - low) * i / (POINTS - 1))
                .toArray();
        return new Curve(zs, values(function, zs));
    }

    /** The function at these places. */
    static double[] values(Activation function, double... zs) {
        float[] inputs = new float[zs.length];
        for (int i = 0; i < zs.length; i++) {
            inputs[i] = (float) zs[i];
        }
        Sequential model = Sequential.of(input(1), activation(function));
        float[] outputs = model.predict(Tensor.of(inputs, zs.length, 1)).values();
        return IntStream.range(0, outputs.length).mapToDouble(i -> outputs[i]).toArray();
    }

    /** The function's slope at a place, from its values at both sides. */
    static double slope(Activation function, double z) {
        double[] sides = values(function, z - STEP, z + STEP);
        return (sides[1] - sides[0]) / (2 * STEP);
    }

    /** The lowest point of the curve: its z, and its value. */
    double[] lowest() {
        double least = Arrays.stream(values).min().orElseThrow();
        int at = (int) DoubleStream.of(values).takeWhile(value -> value > least).count();
        return new double[] {zs[at], least};
    }

    /** With three digits after the point. */
    static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
