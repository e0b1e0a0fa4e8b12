package io.nacre.file;

import io.nacre.graph.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Dense layers that Keras quantized, or gave adapters, as plain ones: their kernels become float32.
 *
 * <table>
 * <caption>The arrays of a layer in each mode; the bias only if there is one</caption>
 * <tr><td>int8</td><td>kernel, bias, scale of each unit, by which whole numbers are divided</td></tr>
 * <tr><td>int4 without blocks</td><td>likewise, two numbers a byte</td></tr>
 * <tr><td>int4 with blocks of inputs</td><td>kernel, bias, scale and zero of each block and unit, and the block of each
 * input: {@code w = (value - zero) * scale}</td></tr>
 * <tr><td>float8</td><td>kernel, bias, and six arrays that scale what is computed</td></tr>
 * </table>
 *
 * <p>Of two numbers in a byte the first is in the lower half; both are from -8 to 7, and the last is not used if the
 * units are odd. The adapters of LoRA are within the kernel already where Keras saves one.
 */
final class QuantizedLayers {
    private static final String INT8 = "int8";
    private static final String INT4 = "int4";
    private static final String FLOAT8 = "float8";
    private static final String RANK = "lora_rank";
    private static final String ALPHA = "lora_alpha";

    /** What begins the names of values that Nacre alone writes. */
    private static final String OWN = "nacre_";

    private QuantizedLayers() {}

    /** The model with float32 numbers in the place of others, and notes of what Keras does with these. */
    static SavedModel floats(SavedModel model) {
        Map<String, List<SavedArray>> weights = new LinkedHashMap<>(model.weights());
        Map<String, List<String>> quantized = new LinkedHashMap<>();
        List<String> adapted = new ArrayList<>();
        boolean own = model.network().config().values().keySet().stream().anyMatch(name -> name.startsWith(OWN));
        SavedNetwork network = StoredWeights.mapped(model.network(), "", (path, config) -> {
            if (!config.className().equals(StoredWeights.DENSE)) {
                return config;
            }
            Config plain = config;
            if (config.value(RANK).orElse(None.NONE) instanceof Long) {
                adapted.add(path);
                plain = plain.without(RANK).without(ALPHA);
            }
            String mode = mode(config);
            if (mode.isEmpty()) {
                return plain;
            }
            weights.computeIfPresent(path, (dense, arrays) -> floats(dense, mode, config, arrays));
            if (!(own && mode.equals(INT8))) {
                quantized.computeIfAbsent(mode, _ -> new ArrayList<>()).add(path);
            }
            return plain.withValue(StoredWeights.DTYPE, "float32").without("quantization_config");
        });
        return model.withNetwork(network).withWeights(weights).withNotes(notes(quantized, adapted));
    }

    private static List<String> notes(Map<String, List<String>> quantized, List<String> adapted) {
        List<String> notes = new ArrayList<>();
        quantized.forEach((mode, paths) -> notes.add("the " + mode + " kernel of " + Names.layers(paths)
                + " is read as float32 and trains; Keras "
                + (mode.startsWith(INT4) ? "does not train it" : "also rounds inputs, so results differ")));
        if (!adapted.isEmpty()) {
            notes.add("the LoRA adapters of " + Names.layers(adapted)
                    + " are part of the kernel, which trains whole; Keras trains adapters only");
        }
        return notes;
    }

    /** How a layer is quantized; empty if it is not. */
    private static String mode(Config layer) {
        return layer.value(StoredWeights.DTYPE).orElse(None.NONE) instanceof Config policy
                        && policy.value("mode").orElse(None.NONE) instanceof String mode
                ? mode
                : "";
    }

    private static List<SavedArray> floats(String path, String mode, Config layer, List<SavedArray> arrays) {
        int plain = layer.value("use_bias").orElse(true).equals(false) ? 1 : 2;
        String kind = mode.replaceFirst("/.*", "");
        int more = switch (kind) {
            case INT8 -> 1;
            case INT4 -> arrays.size() == plain + 1 ? 1 : 3;
            case FLOAT8 -> 6;
            default ->
                throw new FileFormatException("layer '" + path + "' is quantized to " + PlainValue.brief(mode)
                        + ", which is not supported; save the model in Keras before it is quantized");
        };
        if (arrays.size() != plain + more || arrays.getFirst().shape().rank() != 2) {
            throw unfit(path, mode, arrays);
        }
        List<SavedArray> floats = new ArrayList<>(arrays.subList(0, plain));
        SavedArray kernel = arrays.getFirst();
        if (kind.equals(FLOAT8)) {
            return floats;
        }
        SavedArray scale = arrays.get(plain);
        int inputs = kernel.shape().size(0);
        int units = scale.shape().rank() == 0 ? 0 : scale.shape().size(-1);
        boolean packed = kind.equals(INT4);
        if (kernel.shape().size(1) != (packed ? (units + 1) / 2 : units)) {
            throw unfit(path, mode, arrays);
        }
        float[] values = packed
                ? unpacked(kernel.values(), inputs, units)
                : kernel.values().clone();
        if (more == 1 && scale.shape().equals(Shape.of(units))) {
            for (int i = 0; i < values.length; i++) {
                values[i] /= scale.values()[i % units];
            }
        } else if (more == 3 && isGrouped(arrays.subList(plain, plain + more), inputs)) {
            float[] zeros = arrays.get(plain + 1).values();
            float[] groups = arrays.get(plain + 2).values();
            for (int i = 0; i < values.length; i++) {
                int of = ((int) groups[i / units]) * units + (i % units);
                values[i] = (values[i] - zeros[of]) * scale.values()[of];
            }
        } else {
            throw unfit(path, mode, arrays);
        }
        floats.set(0, SavedArray.of(kernel.name(), Shape.of(inputs, units), values));
        return floats;
    }

    /** Whether scales, zeros and the groups of inputs fit each other. */
    private static boolean isGrouped(List<SavedArray> arrays, int inputs) {
        Shape scales = arrays.get(0).shape();
        float[] groups = arrays.get(2).values();
        if (scales.rank() != 2 || !arrays.get(1).shape().equals(scales) || groups.length != inputs) {
            return false;
        }
        for (float group : groups) {
            if (!(group >= 0 && group < scales.size(0))) {
                return false;
            }
        }
        return true;
    }

    private static float[] unpacked(float[] bytes, int inputs, int units) {
        float[] values = new float[Math.multiplyExact(inputs, units)];
        int width = (units + 1) / 2;
        for (int i = 0; i < values.length; i++) {
            int pair = (int) bytes[(i / units) * width + (i % units) / 2];
            int half = i % units % 2 == 0 ? pair & 15 : (pair >> 4) & 15;
            values[i] = (half ^ 8) - 8;
        }
        return values;
    }

    private static FileFormatException unfit(String path, String mode, List<SavedArray> arrays) {
        return new FileFormatException("layer '" + path + "' is quantized to " + PlainValue.brief(mode)
                + ", but its arrays are not those that Keras saves then; it has " + PlainValue.brief(arrays));
    }
}
