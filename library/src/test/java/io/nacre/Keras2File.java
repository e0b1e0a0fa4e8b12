package io.nacre;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import io.nacre.data.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** An {@code .h5} file in the form in which Keras 2 wrote it; JSON is given with single quotes. */
final class Keras2File {
    private static final String VERSION = "keras_version";
    private static final String NAMES = "weight_names";

    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final Map<String, Map<String, Tensor>> layers = new LinkedHashMap<>();
    private final Map<String, Object> state = new LinkedHashMap<>();

    Keras2File(String version, String model) {
        attributes.put(VERSION, version);
        attributes.put("backend", "tensorflow");
        attributes.put("model_config", model.replace('\'', '"'));
    }

    Keras2File compiled(String training) {
        attributes.put("training_config", training.replace('\'', '"'));
        return this;
    }

    /** The weights of a layer under names that begin with the layer's. */
    Keras2File weights(String layer, LayerHandle from) {
        List<String> names =
                from.weightNames().stream().map(name -> layer + "/" + name).toList();
        return weights(layer, names, from.weights());
    }

    Keras2File weights(String layer, List<String> names, List<Tensor> weights) {
        Map<String, Tensor> group = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            group.put(names.get(i) + ":0", weights.get(i));
        }
        layers.put(layer, group);
        return this;
    }

    /** A variable of the optimizer: a tensor or a count. */
    Keras2File state(String name, Object value) {
        state.put(name + ":0", value);
        return this;
    }

    Path write(Path file) {
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            attributes.forEach(hdf::putAttribute);
            write(hdf.putGroup("model_weights"));
            if (!state.isEmpty()) {
                write(hdf.putGroup("optimizer_weights"), state);
            }
        }
        return file;
    }

    /** Writes the weights alone, as {@code save_weights} did. */
    Path writeWeights(Path file) {
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            write(hdf);
        }
        return file;
    }

    private void write(WritableGroup group) {
        group.putAttribute("layer_names", layers.keySet().toArray(String[]::new));
        group.putAttribute("backend", "tensorflow");
        group.putAttribute(VERSION, attributes.getOrDefault(VERSION, ""));
        layers.forEach((layer, weights) -> {
            if (!weights.isEmpty()) { // jHDF breaks empty groups
                write(group.putGroup(layer), weights);
            }
        });
    }

    private static void write(WritableGroup group, Map<String, ?> arrays) {
        group.putAttribute(NAMES, arrays.keySet().toArray(String[]::new));
        Map<String, WritableGroup> groups = new HashMap<>();
        arrays.forEach((name, value) -> {
            WritableGroup below = group;
            List<String> words = new ArrayList<>(List.of(name.split("/")));
            String path = "";
            while (words.size() > 1) {
                String word = words.removeFirst();
                path += "/" + word;
                WritableGroup above = below;
                below = groups.computeIfAbsent(path, _ -> above.putGroup(word));
            }
            below.putDataset(words.getFirst(), value instanceof Tensor tensor ? nested(tensor) : value);
        });
    }

    private static Object nested(Tensor tensor) {
        float[] values = tensor.values();
        return switch (tensor.shape().rank()) {
            case 0 -> values[0];
            case 1 -> values;
            default -> {
                int width = tensor.shape().size(1);
                yield IntStream.range(0, tensor.shape().size(0))
                        .mapToObj(row -> Arrays.copyOfRange(values, row * width, (row + 1) * width))
                        .toArray(float[][]::new);
            }
        };
    }
}
