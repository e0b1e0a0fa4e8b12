package io.nacre.parity;

import io.nacre.LayerRun;
import io.nacre.data.Tensor;
import io.nacre.graph.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Layers that change shapes or scales, that merge inputs, and layers that are random in training. */
final class MiscCases implements Cases {
    private static final int SEED = 5;

    private static final Map<String, String> LATER = Map.ofEntries(
            Map.entry("MaxPooling1D", "convolution"),
            Map.entry("MaxPooling2D", "convolution"),
            Map.entry("AveragePooling1D", "convolution"),
            Map.entry("AveragePooling2D", "convolution"),
            Map.entry("GlobalAveragePooling1D", "convolution"),
            Map.entry("GlobalAveragePooling2D", "convolution"),
            Map.entry("GlobalMaxPooling1D", "convolution"),
            Map.entry("GlobalMaxPooling2D", "convolution"),
            Map.entry("ZeroPadding2D", "convolution"),
            Map.entry("Cropping2D", "convolution"),
            Map.entry("UpSampling2D", "convolution"),
            Map.entry("SpatialDropout1D", "convolution"),
            Map.entry("Embedding", "a gather operation"));

    @Override
    public String group() {
        return "layers_misc";
    }

    @Override
    public double tolerance() {
        return 1e-5;
    }

    @Override
    public Optional<String> later(Case c) {
        return Optional.ofNullable(LATER.get(c.get("layer").get("class_name").asString()));
    }

    @Override
    public void run(Case c, Report report) {
        if (c.has("training_on_constant")) {
            random(c, report);
        } else {
            LayerCase.replay(c, report);
        }
    }

    private static void random(Case c, Report report) {
        Tensor x = c.tensor("x");
        LayerCase layer = LayerCase.of(c, x.shape(), report);
        layer.compare("prediction: ", layer.run().inference(), x, x, c.tensor("inference_y"));
        JsonNode constant = c.get("training_on_constant");
        int n = constant.get("n").intValue();
        float[] same = new float[n / x.row(0).count() * x.row(0).count()];
        Arrays.fill(same, constant.get("constant").floatValue());
        float[] ours = trained(layer, x.shape(), same);
        moments("of a constant ", constant, ours, report);
        TreeSet<Double> distinct = new TreeSet<>();
        int zeros = 0;
        for (float value : ours) {
            zeros += value == 0 ? 1 : 0;
            if (distinct.size() < 100) {
                distinct.add((double) value);
            }
        }
        double share = (double) zeros / ours.length;
        double theirs = constant.get("fraction_exactly_zero").doubleValue();
        check("share of zeros", Math.abs(share - theirs) <= noise(0.5), theirs, share, report);
        if (constant.hasNonNull("distinct_values")) {
            JsonNode values = constant.get("distinct_values");
            report.same("number of distinct values", values.size(), distinct.size());
            for (JsonNode value : values) {
                boolean found = distinct.stream().anyMatch(d -> Math.abs(d - value.doubleValue()) < 1e-5);
                check("distinct value", found, value.doubleValue(), Double.NaN, report);
            }
            report.compare("smallest", constant.get("min").doubleValue(), distinct.first());
            report.compare("largest", constant.get("max").doubleValue(), distinct.last());
        }
        float[] normal = new float[same.length];
        Random random = new Random(SEED);
        for (int i = 0; i < normal.length; i++) {
            normal[i] = (float) random.nextGaussian();
        }
        moments("of normal numbers ", c.get("training_on_standard_normal"), trained(layer, x.shape(), normal), report);
    }

    private static float[] trained(LayerCase layer, Shape shape, float[] numbers) {
        int batch = numbers.length / shape.slice(1, shape.rank()).count();
        Tensor x = Tensor.of(numbers, shape.with(0, batch).sizes());
        LayerRun.Call call = layer.run().training();
        return layer.evaluate(List.of(call.y()), x, x).get(0);
    }

    private static void moments(String what, JsonNode theirs, float[] ours, Report report) {
        double mean = 0;
        for (float value : ours) {
            mean += value / (double) ours.length;
        }
        double variance = 0;
        for (float value : ours) {
            variance += (value - mean) * (value - mean) / ours.length;
        }
        double deviation = Math.sqrt(variance);
        double expected = theirs.get("std").doubleValue();
        double near = noise(expected) + 1e-6;
        double theirMean = theirs.get("mean").doubleValue();
        check("mean " + what, Math.abs(mean - theirMean) <= near, theirMean, mean, report);
        check("deviation " + what, Math.abs(deviation - expected) <= near, expected, deviation, report);
    }

    /**
     * Six deviations of the difference of two means, of samples of about 100,000 numbers of which four may share one
     * draw, as a mask with size 1 on an axis makes them.
     */
    private static double noise(double deviation) {
        return 6 * Math.sqrt(2) * deviation / Math.sqrt(25_000);
    }

    private static void check(String what, boolean fits, double expected, double actual, Report report) {
        report.same(what + ", where Keras has " + expected + " and we " + actual, true, fits);
    }
}
