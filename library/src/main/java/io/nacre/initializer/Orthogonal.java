package io.nacre.initializer;

import io.nacre.file.KerasName;
import io.nacre.graph.Shape;
import java.util.random.RandomGenerator;

/**
 * A random orthogonal matrix times {@code gain}: with all axes but the last as rows, columns are orthogonal and of
 * length gain, or rows are if there are fewer of them. Signals keep their length through it, however many there are in
 * a row.
 *
 * <p>The shape has at least two axes. Source: Saxe, McClelland and Ganguli, 2013.
 *
 * @param gain a factor, any finite number; default 1
 */
@KerasName(aliases = {"orthogonal", "OrthogonalInitializer"})
public record Orthogonal(double gain) implements Initializer {
    /** Checks the gain. */
    public Orthogonal {
        Require.finite("gain", gain);
    }

    /** With gain 1. */
    public static Orthogonal of() {
        return new Orthogonal(1);
    }

    @Override
    public float[] values(Shape shape, RandomGenerator random) {
        if (shape.rank() < 2) {
            throw new IllegalArgumentException(
                    "orthogonal initialization needs a weight with at least two axes, not one of shape " + shape);
        }
        int columns = shape.size(-1);
        int rows = shape.count() / columns;
        int length = Math.max(rows, columns);
        double[][] vectors = new double[Math.min(rows, columns)][length];
        for (int v = 0; v < vectors.length; v++) {
            draw(vectors, v, random);
        }
        float[] values = new float[shape.count()];
        for (int i = 0; i < values.length; i++) {
            int row = i / columns;
            int column = i % columns;
            values[i] = (float) (gain * (rows >= columns ? vectors[column][row] : vectors[row][column]));
        }
        return values;
    }

    /** A direction at random among those that are orthogonal to the vectors before. */
    private static void draw(double[][] vectors, int v, RandomGenerator random) {
        double[] vector = vectors[v];
        double length;
        do {
            for (int i = 0; i < vector.length; i++) {
                vector[i] = random.nextGaussian();
            }
            // Twice, since once leaves rounding errors as large as what remains of the vector is small.
            project(vectors, v);
            project(vectors, v);
            length = Math.sqrt(dot(vector, vector));
        } while (length < 1e-6);
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
    }

    private static void project(double[][] vectors, int v) {
        for (int other = 0; other < v; other++) {
            double share = dot(vectors[v], vectors[other]);
            for (int i = 0; i < vectors[v].length; i++) {
                vectors[v][i] -= share * vectors[other][i];
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
