package io.nacre.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The JSON that Keras describes networks with. */
public final class NetworkJson {
    private static final Set<String> NETWORKS = Set.of(SavedNetwork.SEQUENTIAL, SavedNetwork.FUNCTIONAL, "Model");

    private NetworkJson() {}

    /**
     * Reads a network from the JSON that Keras describes it with, as {@code config.json} has it.
     *
     * @throws FileFormatException if it is no such description
     */
    public static SavedNetwork parse(String json) {
        return read(Json.parseObject(json));
    }

    /** Keras's JSON of a network, which {@link #parse} reads. */
    public static String print(SavedNetwork network) {
        return Json.print(write(network));
    }

    /** Reads the object that describes a whole model. */
    static SavedNetwork read(Map<String, Object> json) {
        if (!(described(json, "the model") instanceof SavedNetwork network)) {
            throw new FileFormatException("the model is of class " + json.get("class_name")
                    + "; only Sequential and Functional models can be read, since others are made by Python code");
        }
        return network;
    }

    private static Described described(Map<String, Object> json, String what) {
        if (!(json.get("class_name") instanceof String className) || className.isBlank()) {
            throw new FileFormatException(what + " has no \"class_name\"");
        }
        Map<String, Object> values = values(json, className, what);
        if (!NETWORKS.contains(className)) {
            if (PlainValue.fromJson(json) instanceof Config layer) {
                return new LayerConfig(layer);
            }
            throw new FileFormatException(what + " is of class " + className + ", which is no layer's");
        }
        if (!(values.get("layers") instanceof List<?> layers)) {
            throw new FileFormatException(what + " of class " + className + " has no \"layers\"");
        }
        Map<String, Object> own = new LinkedHashMap<>(values);
        List.of("layers", "input_layers", "output_layers").forEach(own::remove);
        boolean functional = values.containsKey("input_layers");
        Config described = new Config(
                PlainValue.text(json, "module"),
                functional ? SavedNetwork.FUNCTIONAL : SavedNetwork.SEQUENTIAL,
                PlainValue.text(json, "registered_name"),
                PlainValue.values(own));
        List<SavedLayer> read = layers(layers);
        if (!functional) {
            return new SavedNetwork(described, read, List.of(), List.of(), Keys.NONE);
        }
        NamedSources inputs = sources(values, "input_layers");
        NamedSources outputs = sources(values, "output_layers");
        Keys keys = new Keys(inputs.keys, outputs.keys, inputs.nested || outputs.nested);
        if (isOfKeras2(layers)) {
            UnaryOperator<SavedSource> number = Keras2Calls.fromZero(read, outputs.sources);
            return new SavedNetwork(
                    described,
                    read.stream()
                            .map(layer -> layer.withCalls(Keras2Calls.renumbered(layer.calls(), number)))
                            .toList(),
                    inputs.sources.stream().map(input -> input.withCall(0)).toList(),
                    outputs.sources.stream().map(number).toList(),
                    keys);
        }
        return new SavedNetwork(
                described,
                read,
                inputs.sources,
                outputs.sources.stream()
                        .map(source -> callsFromZero(source, read))
                        .toList(),
                keys);
    }

    /** The values of a layer or network. Until Keras 2.2 those of a Sequential were the list of its layers. */
    private static Map<String, Object> values(Map<String, Object> json, String className, String what) {
        return switch (json.get("config")) {
            case Map<?, ?> config -> object(config);
            case List<?> layers
            when className.equals(SavedNetwork.SEQUENTIAL) -> {
                Map<String, Object> values = new LinkedHashMap<>();
                PlainValue.text(json, "name").ifPresent(name -> values.put("name", name));
                values.put("layers", layers);
                yield values;
            }
            case null, default -> throw new FileFormatException(what + " of class " + className + " has no \"config\"");
        };
    }

    private static boolean isOfKeras2(List<?> layers) {
        return layers.stream()
                .anyMatch(layer -> layer instanceof Map<?, ?> json
                        && json.get("inbound_nodes") instanceof List<?> nodes
                        && nodes.stream().anyMatch(Keras2Calls::isCall));
    }

    /**
     * In the list of outputs, and only there, Keras counts the calls of a nested functional model from 1. It takes the
     * last call for call 0.
     */
    private static SavedSource callsFromZero(SavedSource output, List<SavedLayer> layers) {
        return layers.stream()
                .filter(layer -> layer.name().equals(output.layer()) && isFunctional(layer))
                .findFirst()
                .map(layer -> output.withCall(
                        output.call() == 0 ? Math.max(0, layer.calls().size() - 1) : output.call() - 1))
                .orElse(output);
    }

    /** The opposite of {@link #callsFromZero}. */
    private static SavedSource callsFromOne(SavedSource output, List<SavedLayer> layers) {
        boolean nested = layers.stream().anyMatch(layer -> layer.name().equals(output.layer()) && isFunctional(layer));
        return nested ? output.withCall(output.call() + 1) : output;
    }

    private static boolean isFunctional(SavedLayer layer) {
        return layer.content() instanceof SavedNetwork network && !network.isSequential();
    }

    private static List<SavedLayer> layers(List<?> items) {
        List<SavedLayer> layers = new ArrayList<>(items.size());
        for (Object item : items) {
            String what = "layer " + layers.size();
            if (!(item instanceof Map<?, ?> json)) {
                throw new FileFormatException(what + " is " + PlainValue.kind(item) + " instead of an object");
            }
            layers.add(layer(object(json), what));
        }
        return layers;
    }

    private static SavedLayer layer(Map<String, Object> json, String what) {
        String named = PlainValue.text(json, "name")
                .map(name -> what + " ('" + name + "')")
                .orElse(what);
        try {
            Described content = described(json, "it");
            Optional<String> own = switch (content) {
                case LayerConfig(Config config) -> config.value("name").map(Object::toString);
                case SavedNetwork network -> Optional.of(network.name());
            };
            String name = PlainValue.text(json, "name")
                    .or(() -> own)
                    .orElseThrow(() -> new FileFormatException("it has no \"name\""));
            return new SavedLayer(name, content, calls(json.getOrDefault("inbound_nodes", List.of())));
        } catch (FileFormatException e) {
            throw e.in(named);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(named + ": " + e.getMessage(), e);
        }
    }

    private static List<SavedCall> calls(Object json) {
        if (!(json instanceof List<?> nodes)) {
            throw new FileFormatException("\"inbound_nodes\" is " + PlainValue.kind(json) + " instead of a list");
        }
        List<SavedCall> calls = new ArrayList<>(nodes.size());
        for (Object node : nodes) {
            if (Keras2Calls.isCall(node)) {
                calls.add(Keras2Calls.read(node));
                continue;
            }
            if (!(node instanceof Map<?, ?> call)
                    || !(call.get("args") instanceof List<?> args)
                    || !(call.get("kwargs") instanceof Map<?, ?> kwargs)) {
                throw new FileFormatException("\"inbound_nodes\" holds neither calls with \"args\" and \"kwargs\", as"
                        + " Keras 3 writes them, nor lists of tensors, as Keras 2 wrote them; load the model in Keras"
                        + " and save it again");
            }
            calls.add(
                    new SavedCall(args.stream().map(PlainValue::fromJson).toList(), PlainValue.values(object(kwargs))));
        }
        return calls;
    }

    /**
     * Inputs or outputs, and what they are called.
     *
     * @param keys empty if they are not an object
     * @param nested whether there are lists or objects in lists or objects
     */
    private record NamedSources(List<SavedSource> sources, List<String> keys, boolean nested) {}

    /**
     * Reads {@code ["a", 0, 0]}, a list of such triples, or an object of them, which stand in the order of its keys.
     */
    private static NamedSources sources(Map<String, Object> values, String what) {
        Object json = values.getOrDefault(what, None.NONE);
        Collection<?> parts = switch (json) {
            case List<?> list when !isSource(list) -> list;
            case Map<?, ?> named -> named.values();
            default -> List.of();
        };
        boolean nested = !parts.stream().allMatch(part -> part instanceof List<?> list && isSource(list));
        List<String> keys = json instanceof Map<?, ?> named && !nested
                ? List.copyOf(Keys.sorted(named).keySet())
                : List.of();
        return new NamedSources(flat(json), keys, nested);
    }

    private static boolean isSource(List<?> list) {
        return !list.isEmpty() && list.getFirst() instanceof String;
    }

    /** All triples in Keras's order. */
    private static List<SavedSource> flat(Object json) {
        return switch (json) {
            case List<?> list when isSource(list) -> List.of(PlainValue.source(list));
            case List<?> list ->
                list.stream().flatMap(item -> flat(item).stream()).toList();
            case Map<?, ?> named ->
                Keys.sorted(named).values().stream()
                        .flatMap(item -> flat(item).stream())
                        .toList();
            default ->
                throw new FileFormatException("inputs and outputs of the model should be lists [layer, call, output],"
                        + " but are " + PlainValue.kind(json));
        };
    }

    @SuppressWarnings("unchecked") // maps of parsed JSON have string keys only
    private static Map<String, Object> object(Map<?, ?> json) {
        return (Map<String, Object>) json;
    }

    /** Writes a network as the object that describes it. */
    static Map<String, Object> write(SavedNetwork network) {
        Map<String, Object> values = new LinkedHashMap<>(network.config().values());
        values.replaceAll((name, value) -> PlainValue.toJson(value));
        values.put(
                "layers",
                network.layers().stream()
                        .map(layer -> write(layer, !network.isSequential()))
                        .toList());
        if (!network.isSequential()) {
            values.put("input_layers", write(network.inputs(), network.keys().inputs()));
            values.put(
                    "output_layers",
                    write(
                            network.outputs().stream()
                                    .map(output -> callsFromOne(output, network.layers()))
                                    .toList(),
                            network.keys().outputs()));
        }
        return PlainValue.object(network.config(), values);
    }

    private static Map<String, Object> write(SavedLayer layer, boolean connected) {
        Map<String, Object> json = switch (layer.content()) {
            case SavedNetwork network -> write(network);
            case LayerConfig(Config config) -> {
                Config named = config.withValue("name", layer.name());
                yield PlainValue.object(named, PlainValue.toJson(named.values()));
            }
        };
        if (connected) {
            json.put("name", layer.name());
            json.put(
                    "inbound_nodes",
                    layer.calls().stream().map(NetworkJson::write).toList());
        }
        return json;
    }

    private static Map<String, Object> write(SavedCall call) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("args", PlainValue.toJson(call.args()));
        json.put("kwargs", PlainValue.toJson(call.kwargs()));
        return json;
    }

    private static Object write(List<SavedSource> sources, List<String> keys) {
        if (!keys.isEmpty()) {
            Map<String, Object> named = new LinkedHashMap<>();
            keys.forEach(key -> named.put(key, PlainValue.toJson(sources.get(named.size()))));
            return named;
        }
        return sources.size() == 1 ? PlainValue.toJson(sources.getFirst()) : PlainValue.toJson(sources);
    }
}
