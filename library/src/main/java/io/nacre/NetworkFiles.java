package io.nacre;

import io.nacre.file.Config;
import io.nacre.file.LayerConfig;
import io.nacre.file.None;
import io.nacre.file.RecordCodec;
import io.nacre.file.SavedCall;
import io.nacre.file.SavedLayer;
import io.nacre.file.SavedNetwork;
import io.nacre.file.SavedSource;
import io.nacre.file.SavedTensor;
import io.nacre.graph.Shape;
import io.nacre.layer.Layer;
import io.nacre.layer.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** Turns networks into the plain descriptions that files hold, and back; without weights. */
final class NetworkFiles {
    /** Where Keras 2 kept the shape of a Sequential's input: with its first layer. */
    private static final String FIRST_SHAPE = "batch_input_shape";

    private NetworkFiles() {}

    /** The description of a network and of those within it. */
    static SavedNetwork describe(Network network, String name) {
        return describe(network, name, layer -> !layer.isFrozen());
    }

    /**
     * The description of a network and of those within it.
     *
     * @param trained which layers are trained, rather than frozen or held
     */
    static SavedNetwork describe(Network network, String name, Predicate<LayerState> trained) {
        return network.isSequential() ? chain(network, name, trained) : connected(network, name, trained);
    }

    private static SavedNetwork chain(Network network, String name, Predicate<LayerState> trained) {
        List<SavedLayer> layers = new ArrayList<>();
        if (network.isBuilt()) {
            String input = network.inputs().get(0);
            layers.add(SavedLayer.of(input, input(input, network.inputShapes().get(0))));
        }
        network.parts().forEach((part, content) -> layers.add(describe(part, content, trained)));
        return SavedNetwork.sequential(name, layers);
    }

    private static SavedNetwork connected(Network network, String name, Predicate<LayerState> trained) {
        List<SavedSource> sources = new ArrayList<>();
        Map<String, SavedLayer> layers = new HashMap<>();
        for (int i = 0; i < network.inputs().size(); i++) {
            String input = network.inputs().get(i);
            sources.add(SavedSource.of(input));
            layers.put(input, SavedLayer.of(input, input(input, network.shapes().get(i))));
        }
        List<SavedSource> inputs = List.copyOf(sources);
        Map<String, List<SavedCall>> calls = new HashMap<>();
        for (Network.Call call : network.calls()) {
            Part part = network.part(call.part());
            List<SavedCall> others = calls.computeIfAbsent(call.part(), p -> new ArrayList<>());
            List<SavedTensor> arguments = call.arguments().stream()
                    .map(value ->
                            SavedTensor.of(sources.get(value), network.shapes().get(value)))
                    .toList();
            for (int output = 0; output < Network.results(part); output++) {
                sources.add(new SavedSource(call.part(), others.size(), output));
            }
            others.add(CallFiles.describe(part, arguments, call.training()));
        }
        network.parts()
                .forEach((part, content) -> layers.put(
                        part, describe(part, content, trained).withCalls(calls.getOrDefault(part, List.of()))));
        return SavedNetwork.functional(
                        name,
                        network.order().stream()
                                .map(part -> Objects.requireNonNull(layers.get(part)))
                                .toList(),
                        inputs,
                        network.outputs().stream().map(sources::get).toList())
                .withKeys(network.keys());
    }

    private static SavedLayer describe(String name, Part part, Predicate<LayerState> trained) {
        return switch (part) {
            case Network network -> SavedLayer.of(name, describe(network, name, trained));
            case LayerState state
            when state.layer() instanceof Operation operation ->
                SavedLayer.of(name, OperationFiles.describe(operation).withValue("name", name));
            case LayerState state ->
                SavedLayer.of(
                        name,
                        encode(name, state.layer())
                                .withValue("name", name)
                                .withValue("trainable", trained.test(state)));
        };
    }

    private static Config encode(String name, Layer layer) {
        if (layer instanceof Record description) {
            return Registry.CODEC.encode(description);
        }
        throw new IllegalArgumentException("layer " + name + " is a lambda, which cannot be saved; write it as a record"
                + " that implements Layer");
    }

    private static Config input(String name, Shape batched) {
        List<Object> batchShape = new ArrayList<>();
        batchShape.add(None.NONE);
        for (int size : batched.slice(1, batched.rank()).sizes()) {
            batchShape.add((long) size);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("batch_shape", batchShape);
        values.put("dtype", "float32");
        values.put("name", name);
        return Config.of("keras.layers", "InputLayer", values);
    }

    /**
     * A network with the shapes of its inputs, as far as they are known.
     *
     * @param samples empty if a chain of layers does not say what it takes
     */
    record Described(Network network, List<Shape> samples) {}

    /**
     * The network that is described.
     *
     * @throws IllegalArgumentException if something is not supported; the message names all that is not
     */
    static Described restore(SavedNetwork saved, RecordCodec codec) {
        Described described =
                new Reader(codec.decodeLayers(Layer.class, saved, OperationFiles::read)).network(saved, "");
        freeze(saved, described.network);
        return described;
    }

    private static void freeze(SavedNetwork saved, Network network) {
        for (SavedLayer layer : saved.layers()) {
            Part part = network.parts().get(layer.name());
            switch (layer.content()) {
                case SavedNetwork inner when part instanceof Network nested -> freeze(inner, nested);
                case LayerConfig(Config config)
                when part instanceof LayerState state
                        && config.value("trainable").equals(Optional.of(false)) -> state.freeze(true);
                default -> {}
            }
        }
    }

    /** Puts layers, by path, together. */
    private record Reader(Map<String, Layer> layers) {
        Described network(SavedNetwork saved, String above) {
            Map<String, Part> parts = new LinkedHashMap<>();
            Map<String, Shape> inputs = new LinkedHashMap<>();
            Optional<Shape> first = Optional.empty();
            for (SavedLayer layer : saved.layers()) {
                String path = above + layer.name();
                boolean isFirst = layer.equals(saved.layers().getFirst());
                switch (layer.content()) {
                    case SavedNetwork nested -> {
                        Described inner = network(nested, path + "/");
                        parts.put(layer.name(), inner.network);
                        if (isFirst && inner.samples.size() == 1) {
                            first = Optional.of(inner.samples.getFirst());
                        }
                    }
                    case LayerConfig(Config config)
                    when config.className().equals("InputLayer") ->
                        inputs.put(layer.name(), sampleShape(config, "batch_shape", path));
                    case LayerConfig(Config config) -> {
                        parts.put(layer.name(), new LayerState(Objects.requireNonNull(layers.get(path))));
                        if (isFirst && config.value(FIRST_SHAPE).isPresent()) {
                            first = Optional.of(sampleShape(config, FIRST_SHAPE, path));
                        }
                    }
                }
            }
            if (saved.isSequential()) {
                if (inputs.isEmpty()
                        && saved.config().value("build_input_shape").isPresent()) {
                    inputs.put("", sampleShape(saved.config(), "build_input_shape", above + saved.name()));
                } else if (inputs.isEmpty()) {
                    first.ifPresent(shape -> inputs.put("", shape));
                }
                return new Described(Network.chain(saved.name(), parts), List.copyOf(inputs.values()));
            }
            List<Shape> samples = saved.inputs().stream()
                    .map(source -> Optional.ofNullable(inputs.get(source.layer()))
                            .orElseThrow(() -> new IllegalArgumentException(
                                    "the model's input " + above + source.layer() + " is no InputLayer")))
                    .toList();
            return new Described(connected(saved, parts, above), samples);
        }

        private static Network connected(SavedNetwork saved, Map<String, Part> parts, String above) {
            Map<SavedSource, Integer> values = new HashMap<>();
            List<String> inputs = new ArrayList<>();
            for (SavedSource input : saved.inputs()) {
                values.put(input, inputs.size());
                inputs.add(input.layer());
            }
            Map<String, SavedLayer> byName = new HashMap<>();
            saved.layers().forEach(layer -> byName.put(layer.name(), layer));
            List<Network.Call> calls = new ArrayList<>();
            for (SavedSource next : saved.callOrder()) {
                Part part = parts.get(next.layer());
                List<SavedCall> own =
                        Objects.requireNonNull(byName.get(next.layer())).calls();
                if (part == null || own.isEmpty()) {
                    continue;
                }
                SavedCall call = own.get(next.call());
                String path = above + next.layer();
                calls.add(new Network.Call(
                        next.layer(),
                        CallFiles.tensors(part, call, path).stream()
                                .map(tensor -> number(values, tensor.source(), path))
                                .toList(),
                        CallFiles.training(part, call)));
                for (int output = 0; output < Network.results(part); output++) {
                    values.put(new SavedSource(next.layer(), next.call(), output), values.size());
                }
            }
            List<Integer> outputs = saved.outputs().stream()
                    .map(source -> number(values, source, "the outputs"))
                    .toList();
            return new Network(saved.name(), false, parts, inputs, calls, outputs, saved.keys());
        }

        private static int number(Map<SavedSource, Integer> values, SavedSource source, String user) {
            Integer number = values.get(source);
            if (number == null) {
                throw new IllegalArgumentException(user + " refers to output " + source.output() + " of call "
                        + source.call() + " of layer " + source.layer() + ", which there is not");
            }
            return number;
        }

        private static Shape sampleShape(Config input, String key, String path) {
            Object batchShape = input.value(key)
                    .orElseThrow(() -> new IllegalArgumentException("the input " + path + " lacks its shape, \"" + key
                            + "\"; give the model's input a shape and save it again"));
            if (batchShape instanceof List<?> sizes
                    && sizes.stream()
                            .skip(1)
                            .allMatch(
                                    size -> size instanceof Long number && number > 0 && number <= Integer.MAX_VALUE)) {
                return Shape.of(sizes.stream()
                        .skip(1)
                        .mapToInt(size -> Math.toIntExact((Long) size))
                        .toArray());
            }
            throw new IllegalArgumentException("the input " + path + " has the shape " + batchShape
                    + "; all its sizes but the first, the batch, must be given");
        }
    }
}
