package io.nacre.file;

import io.nacre.graph.Shape;
import io.nacre.internal.encoding.Int8Kernel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Weights as files hold them in few bits. Of int8 there is Keras's form, which its {@code model.quantize("int8")}
 * writes: a dense layer whose {@code dtype} is a {@code QuantizedDTypePolicy}, and whose arrays are the whole numbers,
 * the bias, and {@code kernel_scale}, by which they are divided. Keras then computes in int8; {@link QuantizedLayers}
 * makes them float32 again.
 */
final class StoredWeights {
    static final String DTYPE = "dtype";
    static final String DENSE = "Dense";
    private static final String POLICY = "QuantizedDTypePolicy";
    private static final Config INT8 = Config.of("keras", POLICY, Map.of("mode", "int8", "source_name", "float32"));

    private StoredWeights() {}

    /** The model as it is held in this format, without the optimizer's variables, which only training needs. */
    static SavedModel in(WeightFormat format, SavedModel model, Set<String> kernels) {
        return switch (format) {
            case FLOAT32 -> model;
            case FLOAT16, BFLOAT16 -> {
                Map<String, List<SavedArray>> weights = new LinkedHashMap<>();
                model.weights()
                        .forEach((path, arrays) -> weights.put(
                                path,
                                arrays.stream()
                                        .map(array -> rounded(path, array, format, kernels))
                                        .toList()));
                yield model.withWeights(weights).withOptimizer(List.of());
            }
            case INT8 -> {
                Map<String, Boolean> dense = new LinkedHashMap<>();
                SavedNetwork network = mapped(model.network(), "", (path, config) -> {
                    boolean quantized = config.className().equals(DENSE)
                            && !model.weights(path).isEmpty();
                    dense.put(path, quantized);
                    return quantized ? config.withValue(DTYPE, INT8) : config;
                });
                Map<String, List<SavedArray>> weights = new LinkedHashMap<>();
                model.weights()
                        .forEach((path, arrays) ->
                                weights.put(path, dense.getOrDefault(path, false) ? quantized(arrays) : arrays));
                yield model.withNetwork(network).withWeights(weights).withOptimizer(List.of());
            }
        };
    }

    private static SavedArray rounded(String path, SavedArray array, WeightFormat format, Set<String> kernels) {
        if (!kernels.contains(path + "/" + array.name())) {
            return array;
        }
        short[] bits = format.bits(path + "/" + array.name(), array.values());
        return new SavedArray(array.name(), array.shape(), format.values(bits), false, 0, format);
    }

    private static List<SavedArray> quantized(List<SavedArray> arrays) {
        List<SavedArray> stored = new ArrayList<>(arrays);
        SavedArray kernel = arrays.get(0);
        Int8Kernel int8 = Int8Kernel.of(kernel.values(), kernel.shape().size(-1));
        stored.set(0, new SavedArray(kernel.name(), kernel.shape(), int8.wholes(), true, 0, WeightFormat.INT8));
        float[] divisors = new float[int8.scales().length];
        for (int i = 0; i < divisors.length; i++) {
            divisors[i] = 1 / int8.scales()[i];
        }
        stored.add(SavedArray.of("kernel_scale", Shape.of(divisors.length), divisors));
        return stored;
    }

    /** Another description for a layer. */
    interface Mapping {
        Config of(String path, Config layer);
    }

    /** The network with other descriptions of its layers, in nested networks too. */
    static SavedNetwork mapped(SavedNetwork network, String above, Mapping mapping) {
        UnaryOperator<SavedLayer> layer = saved -> {
            String path = above + saved.name();
            Described content = switch (saved.content()) {
                case SavedNetwork nested -> mapped(nested, path + "/", mapping);
                case LayerConfig(Config config) -> new LayerConfig(mapping.of(path, config));
            };
            return new SavedLayer(saved.name(), content, saved.calls());
        };
        return network.withLayers(network.layers().stream().map(layer).toList());
    }
}
