package io.nacre;

import io.nacre.file.Keys;
import io.nacre.file.Names;
import io.nacre.graph.Shape;
import io.nacre.layer.Input;
import io.nacre.layer.Layer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A model whose layers are connected in any way without circles: skip connections, towers, several inputs and outputs.
 *
 * <pre>{@code
 * SymbolicTensor x = Functional.input(28, 28);
 * SymbolicTensor flat = x.to(flatten());
 * SymbolicTensor deep = flat.to(dense(300, relu())).to(dense(100, relu()));
 * SymbolicTensor y = Functional.merge(concatenate(), flat, deep).to(dense(10, softmax()));
 * Functional model = Functional.of(x, y);
 * }</pre>
 *
 * <p>Two models made of the same tensors share the layers between them, as an encoder and the autoencoder that it is
 * part of. Where layers stand in one row, {@link Sequential} says it shorter. Source: Keras's functional API.
 */
public final class Functional extends Model {
    private Functional(Network network, Set<String> own, long seed) {
        super(network, own, seed);
    }

    private Functional(Network network, Set<String> own, long seed, Set<LayerState> held) {
        super(network, own, seed, held);
    }

    /** The same layers and weights, of which some are left as they are. */
    static Functional of(Network network, long seed, Set<LayerState> held) {
        return new Functional(network, network.parts().keySet(), seed, held);
    }

    /** An input for samples of this shape: {@code input(28, 28)}. */
    public static SymbolicTensor input(int... sizes) {
        return SymbolicTensor.input(Optional.empty(), new Input(Shape.of(sizes)).shape());
    }

    /** An input with a name of its own; control characters in it are escaped. */
    public static SymbolicTensor namedInput(String name, int... sizes) {
        if (name.isBlank() || name.contains("/")) {
            throw new IllegalArgumentException(
                    "an input's name must not be empty or contain a slash, as '" + Names.printable(name) + "'");
        }
        return SymbolicTensor.input(Optional.of(Names.printable(name)), new Input(Shape.of(sizes)).shape());
    }

    /**
     * What a layer makes of several tensors: {@code merge(add(), a, b)}.
     *
     * @param layer a merging layer, or a model with several inputs and one output
     * @throws IllegalArgumentException if the layer cannot take these shapes, or has several results
     */
    public static SymbolicTensor merge(Layer layer, SymbolicTensor... tensors) {
        return only(SymbolicTensor.call(layer, Arrays.asList(tensors)));
    }

    /** All results of a model that is given some tensors, one for each of its inputs. */
    public static List<SymbolicTensor> call(Model model, SymbolicTensor... tensors) {
        return SymbolicTensor.call(model, Arrays.asList(tensors));
    }

    static SymbolicTensor only(List<SymbolicTensor> results) {
        if (results.size() != 1) {
            throw new IllegalArgumentException("the model has " + results.size()
                    + " outputs; take them with Functional.call, which gives them all");
        }
        return results.get(0);
    }

    /** The model from an input to an output, with seed 0. */
    public static Functional of(SymbolicTensor input, SymbolicTensor output) {
        return of(List.of(input), List.of(output));
    }

    /**
     * The model from some inputs to some outputs, with seed 0.
     *
     * @throws IllegalArgumentException if an output depends on an input that is not given, or on none
     */
    public static Functional of(List<SymbolicTensor> inputs, List<SymbolicTensor> outputs) {
        return new Builder(inputs, outputs, Keys.NONE).model();
    }

    /**
     * The model from some inputs to outputs with names, with seed 0: Keras's {@code Model(inputs, {"z": z, "a": a})}.
     * The outputs stand in the order of their names, as in Keras; losses and metrics are reported by the names.
     *
     * <pre>{@code
     * Functional model = Functional.ofNamed(List.of(x), Map.of("z", deep.to(dense(1)), "a", wide.to(dense(1))));
     * model.compileByName(adam(0.001), Map.of("z", OutputLoss.of(meanSquaredError()), "a", OutputLoss.of(mae())));
     * }</pre>
     *
     * @throws IllegalArgumentException if an output depends on an input that is not given, or on none; or if a name is
     *     empty or holds control characters
     */
    public static Functional ofNamed(List<SymbolicTensor> inputs, Map<String, SymbolicTensor> outputs) {
        Map<String, SymbolicTensor> sorted = new TreeMap<>(Keys.ORDER);
        sorted.putAll(outputs);
        return new Builder(inputs, List.copyOf(sorted.values()), Keys.ofOutputs(List.copyOf(sorted.keySet()))).model();
    }

    /** The same layers with first weights, shuffling and dropout drawn from another seed. */
    public Functional withSeed(long seed) {
        Network drawn = network().redrawn(net().own());
        Functional model = new Functional(drawn, net().own(), seed, net().heldIn(drawn));
        model.build(inputShapes());
        return model;
    }

    /** The same layers and weights under another name. */
    public Functional withName(String name) {
        return new Functional(
                network().named(name), net().own(), seed(), weights().held());
    }

    static Functional of(Network network, long seed) {
        return new Functional(network, network.parts().keySet(), seed);
    }

    /** Brings the calls that lead to the outputs into an order, and names their layers. */
    private static final class Builder {
        private final List<SymbolicTensor> inputs;
        private final List<SymbolicTensor> outputs;
        private final Keys keys;
        private final List<SymbolicTensor.Call> calls = new ArrayList<>();
        private final Map<SymbolicTensor.Call, Integer> firstResults = new IdentityHashMap<>();
        private final Map<SymbolicTensor, Integer> inputNumbers = new IdentityHashMap<>();

        Builder(List<SymbolicTensor> inputs, List<SymbolicTensor> outputs, Keys keys) {
            this.keys = keys;
            this.inputs = List.copyOf(inputs);
            this.outputs = List.copyOf(outputs);
            if (inputs.isEmpty() || outputs.isEmpty()) {
                throw new IllegalArgumentException("a model has at least one input and one output, but was given "
                        + inputs.size() + " and " + outputs.size());
            }
            for (SymbolicTensor input : inputs) {
                if (input.call().isPresent()) {
                    throw new IllegalArgumentException("a model begins at inputs made by Functional.input, but " + input
                            + " is the result of a layer");
                }
                if (inputNumbers.put(input, inputNumbers.size()) != null) {
                    throw new IllegalArgumentException("the input " + input + " is given twice");
                }
            }
        }

        Functional model() {
            outputs.forEach(this::reach);
            Set<String> taken = new HashSet<>();
            List<String> inputNames = new ArrayList<>();
            for (SymbolicTensor input : inputs) {
                inputNames.add(inputName(input, taken));
            }
            List<Placement> placements =
                    calls.stream().map(SymbolicTensor.Call::placement).toList();
            Map<Part, String> names = Placement.names(placements, taken);
            Map<String, Part> parts = new LinkedHashMap<>();
            Set<String> own = new HashSet<>();
            List<Network.Call> connected = new ArrayList<>();
            for (SymbolicTensor.Call call : calls) {
                Part part = call.placement().part();
                String name = names.get(part);
                if (name == null) {
                    throw new IllegalStateException("a part without a name: " + part);
                }
                parts.put(name, part);
                if (call.placement().own()) {
                    own.add(name);
                }
                connected.add(new Network.Call(
                        name, call.arguments().stream().map(this::number).toList()));
            }
            Network network = new Network(
                    "functional",
                    false,
                    parts,
                    inputNames,
                    connected,
                    outputs.stream().map(this::number).toList(),
                    keys);
            Functional model = new Functional(network, own, 0);
            model.build(inputs.stream()
                    .map(input -> input.shape().slice(1, input.shape().rank()))
                    .toList());
            return model;
        }

        private static String inputName(SymbolicTensor input, Set<String> taken) {
            if (input.name().isPresent()) {
                if (!taken.add(input.name().get())) {
                    throw new IllegalArgumentException("two inputs of the model have the name "
                            + input.name().get());
                }
                return input.name().get();
            }
            String name = "input_layer";
            for (int i = 1; !taken.add(name); i++) {
                name = "input_layer_" + i;
            }
            return name;
        }

        /** Adds the calls that lead to a tensor, each after those that it depends on; deep nets need no deep stack. */
        private void reach(SymbolicTensor tensor) {
            Deque<SymbolicTensor> waiting = new ArrayDeque<>(List.of(tensor));
            while (!waiting.isEmpty()) {
                SymbolicTensor next = waiting.peek();
                if (next.call().isEmpty()) {
                    if (!inputNumbers.containsKey(next)) {
                        throw new IllegalArgumentException(
                                "the outputs depend on the input " + next + ", which is not among the model's inputs");
                    }
                    waiting.pop();
                    continue;
                }
                SymbolicTensor.Call call = next.call().get();
                List<SymbolicTensor> missing = call.arguments().stream()
                        .filter(argument -> argument.call()
                                .map(from -> !firstResults.containsKey(from))
                                .orElse(!inputNumbers.containsKey(argument)))
                        .toList();
                if (missing.isEmpty() || firstResults.containsKey(call)) {
                    waiting.pop();
                    if (!firstResults.containsKey(call)) {
                        int last = calls.isEmpty() ? inputs.size() : end(calls.getLast());
                        firstResults.put(call, last);
                        calls.add(call);
                    }
                } else {
                    missing.reversed().forEach(waiting::push);
                }
            }
        }

        private int end(SymbolicTensor.Call call) {
            return firstResults.getOrDefault(call, 0)
                    + Network.results(call.placement().part());
        }

        private int number(SymbolicTensor tensor) {
            Integer number = tensor.call()
                    .map(call -> firstResults.getOrDefault(call, 0) + tensor.output())
                    .orElseGet(() -> inputNumbers.getOrDefault(tensor, -1));
            if (number < 0) {
                throw new IllegalArgumentException(
                        "the output " + tensor + " is an input that the model does not have");
            }
            return number;
        }
    }
}
