package io.nacre.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The layout of legacy {@code .h5} files: one HDF5 file whose attributes hold the model's JSON. */
final class LegacyFile {
    private static final Set<String> RECURRENT = Set.of("LSTM", "GRU", "SimpleRNN");

    private LegacyFile() {}

    /** Reads the model that a legacy file holds. */
    static SavedModel read(HdfGroup file) {
        if (!(file.attributes.get("model_config") instanceof String json)) {
            throw new FileFormatException("no model is described in it (the attribute model_config is missing); if it"
                    + " holds weights only, load them into a model that has the same layers");
        }
        SavedNetwork network;
        try {
            network = NetworkJson.read(Json.parseObject(json));
        } catch (FileFormatException e) {
            throw e.in("attribute model_config");
        }
        HdfGroup weights = file.find("model_weights")
                .orElseThrow(() -> new FileFormatException("the group model_weights is missing"));
        Map<String, String> metadata = new LinkedHashMap<>();
        if (file.attributes.get("keras_version") instanceof String version) {
            metadata.put("keras_version", version);
        }
        return SavedModel.of(network)
                .withWeights(weights(network, weights))
                .withCompile(compile(file))
                .withOptimizer(optimizer(file))
                .withMetadata(metadata);
    }

    private static Map<String, Object> compile(HdfGroup file) {
        if (!(file.attributes.get("training_config") instanceof String json)) {
            return Map.of();
        }
        try {
            Map<String, Object> compile = new LinkedHashMap<>();
            if (Json.parseObject(json).remove("optimizer_config") instanceof Map<?, ?> optimizer) {
                compile.put("optimizer", PlainValue.fromJson(optimizer));
            }
            PlainValue.values(Json.parseObject(json)).forEach((name, value) -> {
                if (!name.equals("optimizer_config")) {
                    compile.put(name, value);
                }
            });
            return compile;
        } catch (FileFormatException e) {
            throw e.in("attribute training_config");
        }
    }

    private static List<SavedArray> optimizer(HdfGroup file) {
        if (!(file.groups.get("optimizer_weights") instanceof HdfGroup group)) {
            return List.of();
        }
        List<SavedArray> variables = new ArrayList<>();
        for (String name : names(group)) {
            SavedArray array = group.array(name);
            variables.add(new SavedArray(plain(name), array.shape(), array.values(), array.whole()));
        }
        return variables;
    }

    private static Map<String, List<SavedArray>> weights(SavedNetwork network, HdfGroup file) {
        Map<String, List<SavedArray>> weights = new LinkedHashMap<>();
        for (SavedLayer layer : network.layers()) {
            if (file.groups.get(layer.name()) instanceof HdfGroup group) {
                for (String name : names(group)) {
                    SavedArray array = group.array(name);
                    String[] words = plain(name).split("/");
                    String owner = words.length < 2 ? layer.name() : words[words.length - 2];
                    weights.computeIfAbsent(path(layer, owner), _ -> new ArrayList<>())
                            .add(new SavedArray(words[words.length - 1], array.shape(), array.values(), array.whole()));
                }
            }
        }
        return weights;
    }

    /** The path of the owner of a weight: the layer, a layer nested in it, or a part of it. */
    private static String path(SavedLayer layer, String owner) {
        if (owner.equals(layer.name())) {
            return layer.name();
        }
        return switch (layer.content()) {
            case SavedNetwork network -> layer.name() + "/" + inner(network, owner);
            case Config config when RECURRENT.contains(config.className()) -> layer.name() + "/cell";
            case Config _ -> layer.name() + "/" + owner;
        };
    }

    private static String inner(SavedNetwork network, String owner) {
        for (SavedLayer layer : network.layers()) {
            if (layer.name().equals(owner)) {
                return owner;
            }
            if (layer.content() instanceof SavedNetwork nested
                    && !inner(nested, owner).equals(owner)) {
                return layer.name() + "/" + inner(nested, owner);
            }
        }
        return owner;
    }

    private static List<String> names(HdfGroup group) {
        List<String> names = new ArrayList<>();
        if (group.attributes.get("weight_names") instanceof List<?> list) {
            list.forEach(name -> names.add((String) name));
        }
        return names;
    }

    /** The name without the {@code :0} that Keras 2 put at its end. */
    private static String plain(String name) {
        return name.endsWith(":0") ? name.substring(0, name.length() - 2) : name;
    }
}
