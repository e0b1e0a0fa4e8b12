package io.nacre.diagnosis;

import io.nacre.callback.Probe;
import io.nacre.graph.Interval;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns looks into figures, and remembers which units have long been silent. */
final class Looks {
    /** The share of the range at each end that counts as saturated. */
    private static final double END = 0.02;

    /** Weights that say nothing of how signals pass from layer to layer. */
    private static final Set<String> ASIDE = Set.of("bias", "gamma", "beta", "alpha");

    private final Map<String, int[]> silences = new HashMap<>();

    /**
     * @param before the weights when the look was taken
     * @param after the weights one step later
     */
    Snapshot snapshot(long step, Probe look, Map<String, float[]> before, Map<String, float[]> after) {
        List<LayerReport> layers = new ArrayList<>();
        look.outputs().forEach((path, results) -> layers.add(layer(path, results, look, before, after)));
        return new Snapshot(step, look.loss(), inputDeviation(look, layers), layers);
    }

    private LayerReport layer(
            String path, float[] results, Probe look, Map<String, float[]> before, Map<String, float[]> after) {
        Sums.Moments moments = Sums.Moments.of(results);
        Interval range = look.ranges().getOrDefault(path, new Interval(-1, 1));
        boolean answer = look.answers().contains(path);
        double saturated = range.isBounded() && !answer ? saturated(results, range) : 0;
        boolean halfOpen = range.low() == 0 && !range.isBounded();
        double dead = halfOpen && !answer ? dead(path, results, look.samples()) : 0;
        double squares = 0;
        boolean learns = false;
        String largest = "";
        for (Map.Entry<String, float[]> gradient : look.gradients().entrySet()) {
            String weight = gradient.getKey();
            if (isOf(weight, path)) {
                squares += Sums.squares(gradient.getValue());
                if (!ASIDE.contains(weight.substring(path.length() + 1))
                        && gradient.getValue().length > before.getOrDefault(largest, new float[0]).length) {
                    learns = true;
                    largest = weight;
                }
            }
        }
        if (!learns) {
            return new LayerReport(
                    path,
                    moments.mean(),
                    moments.deviation(),
                    saturated,
                    dead,
                    false,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    false);
        }
        float[] weight = before.getOrDefault(largest, new float[0]);
        double norm = Math.sqrt(Sums.squares(weight));
        double change = Math.sqrt(Sums.change(weight, after.getOrDefault(largest, weight)));
        return new LayerReport(
                path,
                moments.mean(),
                moments.deviation(),
                saturated,
                dead,
                true,
                Math.sqrt(squares),
                norm,
                norm > 0 ? change / norm : Double.NaN,
                isConstant(weight));
    }

    private static boolean isOf(String weight, String layer) {
        return weight.startsWith(layer + "/") && weight.indexOf('/', layer.length() + 1) < 0;
    }

    private static double saturated(float[] results, Interval range) {
        double margin = END * (range.high() - range.low());
        int count = 0;
        for (float result : results) {
            if (result < range.low() + margin || result > range.high() - margin) {
                count++;
            }
        }
        return (double) count / results.length;
    }

    private double dead(String path, float[] results, int samples) {
        int units = results.length / samples;
        int[] silence = silences.computeIfAbsent(path, layer -> new int[units]);
        int dead = 0;
        for (int unit = 0; unit < units; unit++) {
            boolean silent = true;
            for (int i = unit; i < results.length && silent; i += units) {
                silent = results[i] == 0;
            }
            silence[unit] = silent ? silence[unit] + 1 : 0;
            dead += silence[unit] >= Snapshot.MEMORY ? 1 : 0;
        }
        return (double) dead / units;
    }

    /** Of what the first layer that learns is given; NaN if that is one that normalizes. */
    private static double inputDeviation(Probe look, List<LayerReport> layers) {
        for (int i = 0; i < layers.size(); i++) {
            String path = layers.get(i).layer();
            List<String> weights = look.gradients().keySet().stream()
                    .filter(weight -> isOf(weight, path))
                    .map(weight -> weight.substring(path.length() + 1))
                    .toList();
            if (!weights.isEmpty()) {
                boolean normalizes = ASIDE.containsAll(weights);
                return normalizes ? Double.NaN : i > 0 ? layers.get(i - 1).deviation() : largestOfInputs(look);
            }
        }
        return Double.NaN;
    }

    private static double largestOfInputs(Probe look) {
        return look.inputs().stream()
                .mapToDouble(input -> Sums.Moments.of(input).deviation())
                .max()
                .orElse(Double.NaN);
    }

    private static boolean isConstant(float[] weight) {
        for (float value : weight) {
            if (value != weight[0]) {
                return false;
            }
        }
        return weight.length > 1;
    }
}
