package io.nacre.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The layout of legacy {@code .h5} files: one HDF5 file whose attributes hold the model's JSON. */
final class LegacyFile {
    private static final Set<String> RECURRENT = Set.of("LSTM", "GRU", "SimpleRNN");

    private static final String VERSION = "keras_version";

    private LegacyFile() {}

    /** Reads the model that a legacy file holds. */
    static SavedModel read(HdfGroup file) {
        if (!(file.attributes.get("model_config") instanceof String json)) {
            throw new FileFormatException("no model is described in it (the attribute model_config is missing); if it"
                    + " holds weights only, load them into a model that has the same layers");
        }
        Map<String, String> metadata = metadata(file);
        SavedNetwork network;
        try {
            if (metadata.getOrDefault(VERSION, "").startsWith("1.")) {
                throw new FileFormatException("the model was written by Keras " + metadata.get(VERSION)
                        + ", whose files are not read; load it in Keras 2 and save it again");
            }
            network = NetworkJson.read(Json.parseObject(json));
        } catch (FileFormatException e) {
            throw e.in("attribute model_config");
        }
        HdfGroup weights =
                weightGroup(file).orElseThrow(() -> new FileFormatException("the group model_weights is missing"));
        return SavedModel.of(network)
                .withMetadata(metadata)
                .withWeights(weights(network, weights))
                .withCompile(compile(file, network))
                .withOptimizer(optimizer(file));
    }

    /** The group that holds the weights, if it is laid out like a legacy file. */
    static Optional<HdfGroup> weightGroup(HdfGroup file) {
        return file.attributes.containsKey("layer_names") ? Optional.of(file) : file.find("model_weights");
    }

    /** Which version of Keras wrote the file. The first ones did not say. */
    static Map<String, String> metadata(HdfGroup file) {
        return Stream.of(file, weightGroup(file).orElse(file))
                .filter(group -> group.attributes.get(VERSION) instanceof String)
                .findFirst()
                .map(group -> Map.of(
                        VERSION, group.attributes.getOrDefault(VERSION, "").toString()))
                .orElse(Map.of());
    }

    private static Map<String, Object> compile(HdfGroup file, SavedNetwork network) {
        if (!(file.attributes.get("training_config") instanceof String json)) {
            return Map.of();
        }
        try {
            Map<String, Object> compile = new LinkedHashMap<>();
            PlainValue.values(Json.parseObject(json))
                    .forEach((name, value) -> compile.put(name.equals("optimizer_config") ? "optimizer" : name, value));
            SavedModel model =
                    SavedModel.of(network).withMetadata(metadata(file)).withCompile(compile);
            return Keras2Compile.modern(model).compile();
        } catch (FileFormatException e) {
            throw e.in("attribute training_config");
        }
    }

    /** The optimizer that the variables are of: its description, or what their names begin with. */
    static Optional<Object> optimizerKind(HdfGroup file, SavedNetwork network) {
        return Optional.ofNullable(compile(file, network).get("optimizer"))
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

    /**
     * Gathers the arrays of each layer from the group of its name. Those of a model within the model are given to its
     * layers by their names, or are filed as its own if the names do not tell.
     */
    private static Map<String, List<SavedArray>> weights(SavedNetwork network, HdfGroup file) {
        Map<String, List<SavedArray>> weights = new LinkedHashMap<>();
        for (SavedLayer layer : network.layers()) {
            gather(layer, layer.name(), file, weights);
        }
        return weights;
    }

    /**
     * Gathers the arrays for a model that another program may have made: as Keras does, layer by layer in their order,
     * of those that have weights. If the model's own weights are not known, by names.
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
            List<SavedArray> arrays = names(group).stream()
                    .map(name -> group.array(name).named(plain(name)))
                    .toList();
            Map<String, List<String>> inner = new HashMap<>();
            if (layer.content() instanceof SavedNetwork network) {
                gatherPaths(network, layer.name() + "/", inner);
            }
            boolean named = !(layer.content() instanceof SavedNetwork)
                    || arrays.stream()
                            .allMatch(array -> inner.getOrDefault(owner(array, called), List.of())
                                            .size()
                                    == 1);
            for (SavedArray array : arrays) {
                String owner = owner(array, called);
                String path = switch (layer.content()) {
                    case SavedNetwork _ ->
                        named ? inner.getOrDefault(owner, List.of()).getFirst() : layer.name();
                    case LayerConfig(Config _) when owner.equals(called) -> layer.name();
                    case LayerConfig(Config config)
                    when RECURRENT.contains(config.className()) -> layer.name() + "/cell";
                    case LayerConfig(Config _) -> layer.name() + "/" + owner;
                };
                weights.computeIfAbsent(path, _ -> new ArrayList<>())
                        .add(array.named(array.name().substring(array.name().lastIndexOf('/') + 1)));
            }
        }
    }

    /** The name of the layer that the name of an array begins with. */
    private static String owner(SavedArray array, String otherwise) {
        String[] words = array.name().split("/");
        return words.length < 2 ? otherwise : words[words.length - 2];
    }

    /** Gathers, by their names, the paths of the layers of a network and of those nested in it. */
    private static void gatherPaths(SavedNetwork network, String above, Map<String, List<String>> paths) {
        for (SavedLayer layer : network.layers()) {
            switch (layer.content()) {
                case LayerConfig(Config _) ->
                    paths.computeIfAbsent(layer.name(), _ -> new ArrayList<>()).add(above + layer.name());
                case SavedNetwork nested -> gatherPaths(nested, above + layer.name() + "/", paths);
            }
        }
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
