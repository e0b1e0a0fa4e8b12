package io.nacre.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
        HdfGroup weights =
                weightGroup(file).orElseThrow(() -> new FileFormatException("the group model_weights is missing"));
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

    /** The group that holds the weights, if it is laid out like a legacy file. */
    static Optional<HdfGroup> weightGroup(HdfGroup file) {
        return file.attributes.containsKey("layer_names") ? Optional.of(file) : file.find("model_weights");
    }

    private static Map<String, Object> compile(HdfGroup file) {
        if (!(file.attributes.get("training_config") instanceof String json)) {
            return Map.of();
        }
        try {
            Map<String, Object> compile = new LinkedHashMap<>();
            PlainValue.values(Json.parseObject(json))
                    .forEach((name, value) -> compile.put(name.equals("optimizer_config") ? "optimizer" : name, value));
            return compile;
        } catch (FileFormatException e) {
            throw e.in("attribute training_config");
        }
    }

    /** The optimizer that the variables are of: its description, or what their names begin with. */
    static Optional<Object> optimizerKind(HdfGroup file) {
        return Optional.ofNullable(compile(file).get("optimizer"))
                .or(() -> optimizer(file).stream()
                        .map(SavedArray::name)
                        .filter(name -> name.contains("/"))
                        .findFirst()
                        .map(name -> name.substring(0, name.indexOf('/'))));
    }

    /** The optimizer's variables in order. */
    static List<SavedArray> optimizer(HdfGroup file) {
        if (!(file.groups.get("optimizer_weights") instanceof HdfGroup group)) {
            return List.of();
        }
        List<SavedArray> variables = new ArrayList<>();
        for (String name : names(group)) {
            variables.add(group.array(name).named(plain(name)));
        }
        return variables;
    }

    /** Gathers the arrays of each layer from the group of its name. */
    private static Map<String, List<SavedArray>> weights(SavedNetwork network, HdfGroup file) {
        Map<String, List<SavedArray>> weights = new LinkedHashMap<>();
        for (SavedLayer layer : network.layers()) {
            gather(layer, layer.name(), file, weights);
        }
        return weights;
    }

    /**
     * Gathers the arrays for a model that another program may have made: as Keras does, layer by layer in their order, of
     * those that have weights. If the model's own weights are not known, by names.
     */
    static Map<String, List<SavedArray>> weights(SavedModel model, HdfGroup file, WeightPaths.Match match) {
        if (model.paths().isEmpty()) {
            return weights(model.network(), file);
        }
        List<String> there = texts(file, "layer_names").stream()
                .filter(name -> file.groups.get(name) instanceof HdfGroup group
                        && !names(group).isEmpty())
                .toList();
        List<SavedLayer> here = model.network().layers().stream()
                .filter(layer -> model.paths().stream().anyMatch(path -> (path + "/").startsWith(layer.name() + "/")))
                .toList();
        if (there.size() != here.size()) {
            throw new FileFormatException("it has weights of " + there.size() + " layers (" + PlainValue.brief(there)
                    + "), but the model has " + here.size() + " layers with weights");
        }
        Map<String, List<SavedArray>> weights = new LinkedHashMap<>();
        for (int i = 0; i < here.size(); i++) {
            SavedLayer layer = here.get(i);
            if (!match.test(Names.snakeCase(layer.content().className()), layer.name(), there.get(i))) {
                throw new FileFormatException(WeightPaths.mismatch(there.get(i), there.get(i), layer.name()));
            }
            gather(layer, there.get(i), file, weights);
        }
        return weights;
    }

    private static void gather(SavedLayer layer, String called, HdfGroup file, Map<String, List<SavedArray>> weights) {
        if (file.groups.get(called) instanceof HdfGroup group) {
            for (String name : names(group)) {
                SavedArray array = group.array(name);
                String[] words = plain(name).split("/");
                String owner = words.length < 2 ? called : words[words.length - 2];
                weights.computeIfAbsent(
                                owner.equals(called) ? layer.name() : path(layer, owner), _ -> new ArrayList<>())
                        .add(array.named(words[words.length - 1]));
            }
        }
    }

    /** The path of the owner of a weight that is not the layer itself: a layer nested in it, or a part of it. */
    private static String path(SavedLayer layer, String owner) {
        return switch (layer.content()) {
            case SavedNetwork network ->
                layer.name() + "/" + inner(network, owner).orElse(owner);
            case Config config when RECURRENT.contains(config.className()) -> layer.name() + "/cell";
            case Config _ -> layer.name() + "/" + owner;
        };
    }

    /** The path of a layer of this name in a network or in those nested in it. */
    private static Optional<String> inner(SavedNetwork network, String owner) {
        for (SavedLayer layer : network.layers()) {
            if (layer.name().equals(owner)) {
                return Optional.of(owner);
            }
            if (layer.content() instanceof SavedNetwork nested) {
                Optional<String> path = inner(nested, owner);
                if (path.isPresent()) {
                    return path.map(below -> layer.name() + "/" + below);
                }
            }
        }
        return Optional.empty();
    }

    /** The names of a group's arrays in order; long lists are spread over several attributes. */
    private static List<String> names(HdfGroup group) {
        return texts(group, "weight_names");
    }

    private static List<String> texts(HdfGroup group, String attribute) {
        List<String> names = texts(group.attributes.get(attribute));
        for (int part = 0; group.attributes.get(attribute + part) instanceof Object more; part++) {
            names.addAll(texts(more));
        }
        return names;
    }

    private static List<String> texts(@Nullable Object attribute) {
        List<String> texts = new ArrayList<>();
        if (attribute instanceof List<?> list) {
            list.forEach(text -> texts.add((String) text));
        }
        return texts;
    }

    /** The name without the {@code :0} that Keras 2 put at its end. */
    private static String plain(String name) {
        return name.endsWith(":0") ? name.substring(0, name.length() - 2) : name;
    }
}
