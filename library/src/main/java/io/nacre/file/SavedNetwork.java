package io.nacre.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A model, or one nested in another: its layers and how they are connected.
 *
 * @param config its class, {@code Sequential} or {@code Functional}, and its own values, such as {@code name}, without
 *     the layers
 * @param layers the layers in order; {@code InputLayer}s are among them. Weight files number them in this order
 * @param inputs what a functional network takes, in order; empty for a sequential one
 * @param outputs what a functional network gives, in order; empty for a sequential one
 * @param keys the names by which a functional network takes and gives them, if it does so by name
 */
public record SavedNetwork(
        Config config, List<SavedLayer> layers, List<SavedSource> inputs, List<SavedSource> outputs, Keys keys)
        implements Described {

    /** Keras's name for a chain of layers. */
    public static final String SEQUENTIAL = "Sequential";

    /** Keras's name for a network with explicit connections. */
    public static final String FUNCTIONAL = "Functional";

    /**
     * Checks that names are unique and that every connection starts at a call that exists, and that none run in
     * circles.
     */
    public SavedNetwork {
        layers = List.copyOf(layers);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        boolean functional = config.className().equals(FUNCTIONAL);
        if (!functional && !config.className().equals(SEQUENTIAL)) {
            throw new IllegalArgumentException("a network is Sequential or Functional, but was " + config.className());
        }
        Map<String, SavedLayer> named = new HashMap<>();
        for (SavedLayer layer : layers) {
            if (named.put(layer.name(), layer) != null) {
                throw new IllegalArgumentException("two layers have the name '" + layer.name() + "'");
            }
        }
        if (functional && (inputs.isEmpty() || outputs.isEmpty())) {
            throw new IllegalArgumentException("a functional network has at least one input and one output, but had "
                    + inputs.size() + " and " + outputs.size());
        }
        if (!functional && (!inputs.isEmpty() || !outputs.isEmpty())) {
            throw new IllegalArgumentException("a sequential network names no inputs and outputs");
        }
        requireCount(keys.inputs(), inputs, "inputs");
        requireCount(keys.outputs(), outputs, "outputs");
        inputs.forEach(source -> check(named, source, "the inputs"));
        outputs.forEach(source -> check(named, source, "the outputs"));
        for (SavedLayer layer : layers) {
            for (SavedCall call : layer.calls()) {
                call.tensors().forEach(tensor -> check(named, tensor.source(), "layer '" + layer.name() + "'"));
            }
        }
        CallOrder.of(layers);
    }

    /** This network with its layers in the order that follows from its connections, as {@link LayerOrder} has it. */
    SavedNetwork inKerasOrder() {
        List<SavedLayer> nested = layers.stream()
                .map(layer -> layer.content() instanceof SavedNetwork inner
                        ? new SavedLayer(layer.name(), inner.inKerasOrder(), layer.calls())
                        : layer)
                .toList();
        return withLayers(isSequential() ? nested : inKerasOrder(nested));
    }

    private List<SavedLayer> inKerasOrder(List<SavedLayer> layers) {
        Map<SavedSource, Integer> numbers = new LinkedHashMap<>();
        Map<String, SavedLayer> named = new HashMap<>();
        inputs.forEach(input -> numbers.putIfAbsent(CallOrder.call(input), numbers.size()));
        for (SavedLayer layer : layers) {
            named.put(layer.name(), layer);
            for (int call = 0; call < Math.max(1, layer.calls().size()); call++) {
                numbers.putIfAbsent(new SavedSource(layer.name(), call, 0), numbers.size());
            }
        }
        List<LayerOrder.Call> calls = new ArrayList<>();
        for (SavedSource call : numbers.keySet()) {
            List<SavedCall> own =
                    Objects.requireNonNull(named.get(call.layer())).calls();
            List<SavedTensor> tensors =
                    own.isEmpty() ? List.of() : own.get(call.call()).tensors();
            calls.add(new LayerOrder.Call(
                    call.layer(),
                    tensors.stream()
                            .map(tensor -> number(tensor.source(), numbers))
                            .toList()));
        }
        return LayerOrder.of(
                        calls,
                        outputs.stream().map(output -> number(output, numbers)).toList())
                .stream()
                .map(name -> Objects.requireNonNull(named.get(name)))
                .toList();
    }

    private static int number(SavedSource tensor, Map<SavedSource, Integer> numbers) {
        return Objects.requireNonNull(numbers.get(CallOrder.call(tensor)));
    }

    /** A chain of layers. */
    public static SavedNetwork sequential(String name, List<SavedLayer> layers) {
        Config config = Config.of("keras", SEQUENTIAL, Map.of("name", name));
        return new SavedNetwork(config, layers, List.of(), List.of(), Keys.NONE);
    }

    /** A network with explicit connections. */
    public static SavedNetwork functional(
            String name, List<SavedLayer> layers, List<SavedSource> inputs, List<SavedSource> outputs) {
        Config config = new Config(
                Optional.of("keras.src.models.functional"), FUNCTIONAL, Optional.of(FUNCTIONAL), Map.of("name", name));
        return new SavedNetwork(config, layers, inputs, outputs, Keys.NONE);
    }

    /** Returns a copy with the given class and own values. */
    public SavedNetwork withConfig(Config config) {
        return new SavedNetwork(config, layers, inputs, outputs, keys);
    }

    /** Returns a copy with the given layers between the same inputs and outputs. */
    public SavedNetwork withLayers(List<SavedLayer> layers) {
        return new SavedNetwork(config, layers, inputs, outputs, keys);
    }

    /** Returns a copy whose inputs and outputs go by the given names. */
    public SavedNetwork withKeys(Keys keys) {
        return new SavedNetwork(config, layers, inputs, outputs, keys);
    }

    @Override
    public String className() {
        return config.className();
    }

    /** Whether it is a chain of layers. */
    public boolean isSequential() {
        return className().equals(SEQUENTIAL);
    }

    /**
     * The calls of the layers of a functional network in an order in which each comes after those whose outputs it
     * takes. An input, which is not called, stands as a call 0.
     *
     * @return each call's output 0
     */
    public List<SavedSource> callOrder() {
        return CallOrder.of(layers);
    }

    /** Its name; without one, its class in lower case. */
    public String name() {
        return config.value("name").map(Object::toString).orElseGet(() -> Names.snakeCase(className()));
    }

    private static void requireCount(List<String> keys, List<SavedSource> sources, String what) {
        if (!keys.isEmpty() && keys.size() != sources.size()) {
            throw new IllegalArgumentException(
                    "the network has " + sources.size() + " " + what + ", but " + keys.size() + " keys for them");
        }
    }

    private static void check(Map<String, SavedLayer> layers, SavedSource source, String user) {
        SavedLayer layer = layers.get(source.layer());
        if (layer == null) {
            throw new IllegalArgumentException(
                    user + " refer to a layer '" + source.layer() + "' that the network does not have");
        }
        int calls = Math.max(1, layer.calls().size());
        if (source.call() >= calls) {
            throw new IllegalArgumentException(user + " refer to call " + source.call() + " of layer '" + source.layer()
                    + "', which has " + calls);
        }
    }
}
