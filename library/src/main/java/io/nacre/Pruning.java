package io.nacre;

import io.nacre.graph.Variable;
import io.nacre.pruning.Magnitudes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Zeros in a model's kernels: made at once, and counted. */
final class Pruning {
    private Pruning() {}

    /** Puts zeros where the masks that are made of its kernels are 0. */
    static void masked(Net net, UnaryOperator<Map<String, float[]>> masks) {
        Map<String, float[]> kernels = kernels(net);
        masks.apply(kernels).forEach((path, mask) -> {
            float[] values = kernels.getOrDefault(path, mask);
            for (int i = 0; i < values.length; i++) {
                values[i] = mask[i] == 0 ? 0 : values[i];
            }
        });
        net.weights().assign(kernels);
    }

    /** Masks that keep magnitudes of at least this. */
    static Map<String, float[]> atLeast(Map<String, float[]> kernels, double threshold) {
        if (!(threshold > 0)) {
            throw new IllegalArgumentException("threshold must be a number above 0, not " + threshold);
        }
        Map<String, float[]> masks = new LinkedHashMap<>();
        kernels.forEach((path, values) -> {
            float[] mask = new float[values.length];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = Math.abs(values[i]) < threshold ? 0 : 1;
            }
            masks.put(path, mask);
        });
        return masks;
    }

    static Map<String, Double> sparsity(Net net) {
        Map<String, Double> sparsity = new LinkedHashMap<>();
        kernels(net).forEach((path, values) -> sparsity.put(path, Magnitudes.sparsity(values)));
        return sparsity;
    }

    private static Map<String, float[]> kernels(Net net) {
        Map<String, float[]> kernels = new LinkedHashMap<>();
        for (Weights.Weight weight : net.weights().kernels()) {
            kernels.put(weight.path(), weight.variable().values());
        }
        return kernels;
    }

    /** The kernels of a layer. */
    static List<Variable> kernels(LayerState layer) {
        return layer.weights().stream()
                .filter(LayerState.Weight::isKernel)
                .map(LayerState.Weight::variable)
                .toList();
    }
}
