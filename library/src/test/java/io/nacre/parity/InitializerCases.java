package io.nacre.parity;

import io.nacre.Replay;
import io.nacre.data.Tensor;
import io.nacre.file.Config;
import io.nacre.graph.Shape;
import io.nacre.initializer.Initializer;
import io.nacre.initializer.VarianceScaling;
import java.util.Arrays;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;

/**
 * Initializers: exact ones by their numbers, random ones by their distribution. Two samples are compared, Keras's and
 * ours, each with its own chance; so what is allowed is 4 deviations of the difference of both.
 */
final class InitializerCases implements Cases {
    /** Of a normal sample of n: the deviation of a percentile, times sqrt(n) and the distribution's deviation. */
    private static final double[] PERCENTS = {1, 5, 25, 50, 75, 95, 99};

    private static final double[] ERRORS = {3.74, 2.12, 1.37, 1.26, 1.37, 2.12, 3.74};
    private static final double SURE = 4 * Math.sqrt(2);

    @Override
    public String group() {
        return "initializers";
    }

    @Override
    public double tolerance() {
        return 1e-5;
    }

    @Override
    public void run(Case c, Report report) {
        Shape shape = Shape.of(Case.ints(c.get("shape")));
        if (!c.has("class")) {
            fans(c, shape, report);
            return;
        }
        String json = "{\"class_name\": " + c.get("class") + ", \"config\": " + c.get("config") + "}";
        Initializer initializer = Replay.codec().decode(Initializer.class, Config.parse(json));
        float[] values = initializer.values(shape, new SplittableRandom(17));
        if (c.has("value")) {
            report.compare("values", c.tensor("value"), Tensor.of(values, shape.sizes()));
        } else if (c.has("singular_values")) {
            orthogonal(c, shape, values, report);
        } else {
            distribution(c, values, report);
        }
    }

    private static void fans(Case c, Shape shape, Report report) {
        for (var mode : new VarianceScaling.Mode[] {VarianceScaling.Mode.FAN_IN, VarianceScaling.Mode.FAN_OUT}) {
            double fan = new VarianceScaling(1, mode, VarianceScaling.Distribution.UNIFORM).fan(shape);
            String name = mode == VarianceScaling.Mode.FAN_IN ? "fan_in" : "fan_out";
            report.same(name, c.get(name).doubleValue(), fan);
        }
    }

    private static void orthogonal(Case c, Shape shape, float[] values, Report report) {
        double gain = c.get("config").get("gain").doubleValue();
        int columns = shape.size(-1);
        int rows = values.length / columns;
        int vectors = Math.min(rows, columns);
        float[] expected = new float[vectors * vectors];
        float[] products = new float[vectors * vectors];
        for (int a = 0; a < vectors; a++) {
            for (int b = 0; b < vectors; b++) {
                double product = 0;
                for (int i = 0; i < Math.max(rows, columns); i++) {
                    product += rows >= columns
                            ? (double) values[i * columns + a] * values[i * columns + b]
                            : (double) values[a * columns + i] * values[b * columns + i];
                }
                products[a * vectors + b] = (float) product;
                expected[a * vectors + b] = a == b ? (float) (gain * gain) : 0;
            }
        }
        report.compare("products of vectors", expected, products);
    }

    private static void distribution(Case c, float[] values, Report report) {
        JsonNode sample = c.get("sample");
        double n = Math.min(values.length, sample.get("n").doubleValue());
        double mean = 0;
        for (float value : values) {
            mean += value / values.length;
        }
        double variance = 0;
        for (float value : values) {
            variance += (value - mean) * (value - mean) / values.length;
        }
        double deviation = sample.get("std").doubleValue();
        near("mean", sample.get("mean").doubleValue(), mean, SURE * deviation / Math.sqrt(n), report);
        near("deviation", deviation, Math.sqrt(variance), SURE * deviation / Math.sqrt(2 * n), report);
        if (c.has("theoretical_stddev")) {
            double theory = c.get("theoretical_stddev").doubleValue();
            near("deviation in theory", theory, Math.sqrt(variance), 4 * theory / Math.sqrt(2 * n), report);
        }
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        JsonNode percentiles = sample.get("percentiles_1_5_25_50_75_95_99");
        for (int i = 0; i < PERCENTS.length; i++) {
            double ours = sorted[(int) Math.round(PERCENTS[i] / 100 * (sorted.length - 1))];
            double allowed = SURE * ERRORS[i] * deviation / Math.sqrt(n);
            near("percentile " + PERCENTS[i], percentiles.get(i).doubleValue(), ours, allowed, report);
        }
        for (String bound : new String[] {"hard_bound", "limit"}) {
            if (c.has(bound)) {
                double limit = c.get(bound).doubleValue() * (1 + 1e-6);
                report.same("within " + bound, true, sorted[0] >= -limit && sorted[sorted.length - 1] <= limit);
            }
        }
    }

    private static void near(String what, double theirs, double ours, double allowed, Report report) {
        report.same(
                what + " " + ours + " lies within " + allowed + " of " + theirs,
                true,
                Math.abs(ours - theirs) <= allowed);
    }
}
