package io.nacre;

import io.nacre.graph.Node;
import io.nacre.graph.Variable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ones and zeros by which a training step multiplies kernels, so that what is pruned stays zero. */
final class WeightMasks {
    /** No masks at all: steps do without the multiplication. */
    static final WeightMasks NONE = new WeightMasks(Map.of());

    private final Map<String, Mask> masks;

    /** The mask of one kernel. */
    private record Mask(Variable kernel, Variable mask) {}

    private WeightMasks(Map<String, Mask> masks) {
        this.masks = masks;
    }

    /** Masks of ones for all kernels that are trained. */
    static WeightMasks of(Weights weights) {
        Map<String, Mask> masks = new LinkedHashMap<>();
        for (Weights.Weight weight : kernels(weights)) {
            Variable mask =
                    Variable.of(weight.path() + "/mask", weight.variable().shape());
            float[] ones = new float[mask.count()];
            Arrays.fill(ones, 1);
            mask.assign(ones);
            masks.put(weight.path(), new Mask(weight.variable(), mask));
        }
        return new WeightMasks(masks);
    }

    /** The kernels that are trained. */
    static List<Weights.Weight> kernels(Weights weights) {
        return weights.kernels().stream().filter(Weights.Weight::isTrainable).toList();
    }

    /** A kernel's new value with zeros where it is pruned. */
    Node masked(Variable kernel, Node value) {
        for (Mask mask : masks.values()) {
            if (mask.kernel == kernel) {
                return value.times(Node.read(mask.mask));
            }
        }
        return value;
    }

    /** Replaces the masks of some kernels, and prunes these now. */
    void put(Map<String, float[]> given) {
        if (this == NONE) {
            throw new IllegalStateException("a callback that masks weights says so by masksWeights(), so that the"
                    + " training step keeps them at zero");
        }
        given.keySet().stream()
                .filter(path -> !masks.containsKey(path))
                .findFirst()
                .ifPresent(path -> {
                    throw new IllegalArgumentException("there is no trained kernel " + path + "; kernels are "
                            + String.join(", ", masks.keySet()));
                });
        masks.forEach((path, mask) -> {
            float[] values = given.get(path);
            if (values != null) {
                mask.mask.assign(values);
            }
        });
        apply();
    }

    /** Sets to zero what is pruned. */
    void apply() {
        for (Mask mask : masks.values()) {
            float[] kernel = mask.kernel.values();
            float[] kept = mask.mask.values();
            for (int i = 0; i < kernel.length; i++) {
                kernel[i] = kept[i] == 0 ? 0 : kernel[i];
            }
            mask.kernel.assign(kernel);
        }
    }
}
