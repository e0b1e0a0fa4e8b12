package io.nacre;

import io.nacre.file.Keys;
import io.nacre.file.LayerOrder;
import io.nacre.file.Names;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.layer.Input;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Layers, each with a name, and how their calls are connected.
 *
 * <p>What flows between calls are values, which are numbered: first the inputs, then the results of each call. A chain
 * of layers is a network like any other, each of whose calls takes the result of the one before.
 */
final class Network implements Part {
    /**
     * One call of a part.
     *
     * @param part its name
     * @param arguments the numbers of the values that it takes
     * @param training whether it is as in training in any kind of run; none if that follows from the run
     */
    record Call(String part, List<Integer> arguments, Optional<Boolean> training) {
        Call(String part, List<Integer> arguments) {
            this(part, arguments, Optional.empty());
        }
    }

    private final String name;
    private final boolean sequential;
    private final List<String> order;
    private final Map<String, Part> parts;
    private final List<String> inputs;
    private final List<Call> calls;
    private final List<Integer> outputs;
    private final Keys keys;
    private List<Shape> shapes = List.of();

    /**
     * @param sequential whether it is a chain, which files tell apart
     * @param parts by name, a chain's in their order; others are brought into {@linkplain LayerOrder Keras's order}
     * @param inputs names of the inputs
     * @param calls each after those whose results it takes
     * @param outputs the numbers of the values that are the results
     * @param keys names by which inputs are taken and outputs given, if that is so
     */
    Network(
            String name,
            boolean sequential,
            Map<String, Part> parts,
            List<String> inputs,
            List<Call> calls,
            List<Integer> outputs,
            Keys keys) {
        this.keys = keys;
        this.name = Names.printable(name);
        this.sequential = sequential;
        this.inputs = List.copyOf(inputs);
        this.calls = List.copyOf(calls);
        this.outputs = List.copyOf(outputs);
        Set<String> names = new LinkedHashSet<>(sequential ? List.of() : inKerasOrder(parts));
        names.addAll(parts.keySet());
        this.order = List.copyOf(names);
        this.parts = new LinkedHashMap<>();
        for (String next : order) {
            Part part = parts.get(next);
            if (part != null) {
                this.parts.put(next, part);
            }
        }
    }

    /** Names in the order of Keras's files and optimizers, which follows from the connections alone. */
    private List<String> inKerasOrder(Map<String, Part> parts) {
        List<LayerOrder.Call> nodes = new ArrayList<>();
        List<Integer> origins = new ArrayList<>();
        for (String input : inputs) {
            origins.add(nodes.size());
            nodes.add(new LayerOrder.Call(input, List.of()));
        }
        for (Call call : calls) {
            List<Integer> arguments = call.arguments.stream().map(origins::get).toList();
            int results = results(Objects.requireNonNull(parts.get(call.part)));
            origins.addAll(Collections.nCopies(results, nodes.size()));
            nodes.add(new LayerOrder.Call(call.part, arguments));
        }
        return LayerOrder.of(nodes, outputs.stream().map(origins::get).toList());
    }

    /** A chain of layers. */
    static Network chain(String name, Map<String, Part> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a model needs at least one layer");
        }
        List<Call> calls = new ArrayList<>();
        parts.forEach((part, content) -> {
            if (content instanceof Network nested && (nested.inputs.size() != 1 || nested.outputs.size() != 1)) {
                throw new IllegalArgumentException("the model " + part + " has " + nested.inputs.size() + " inputs and "
                        + nested.outputs.size() + " outputs; in a row of layers each has one of both");
            }
            calls.add(new Call(part, List.of(calls.size())));
        });
        return new Network(name, true, parts, List.of("input_layer"), calls, List.of(calls.size()), Keys.NONE);
    }

    String name() {
        return name;
    }

    boolean isSequential() {
        return sequential;
    }

    Map<String, Part> parts() {
        return parts;
    }

    /** The names of the parts in their order, and, unless it is a chain, of the inputs among them. */
    List<String> order() {
        return order;
    }

    List<String> inputs() {
        return inputs;
    }

    /** The parts as users see them: a functional network's inputs are layers too, at Keras's place among them. */
    Map<String, Part> listed() {
        if (sequential || !isBuilt()) {
            return parts;
        }
        Map<String, Part> listed = new LinkedHashMap<>();
        for (String next : order) {
            Part part = parts.get(next);
            if (part == null) {
                Shape shape = shapes.get(inputs.indexOf(next));
                part = new LayerState(new Input(shape.slice(1, shape.rank())));
            }
            listed.put(next, part);
        }
        return listed;
    }

    List<Call> calls() {
        return calls;
    }

    List<Integer> outputs() {
        return outputs;
    }

    /** How many results a part's call has. */
    static int results(Part part) {
        return part instanceof Network network ? network.outputs.size() : 1;
    }

    Keys keys() {
        return keys;
    }

    /** The keys by which inputs are given; without, their names. */
    List<String> inputNames() {
        return keys.inputs().isEmpty() ? inputs : keys.inputs();
    }

    /**
     * The keys by which outputs are given; without, the names of the parts that they come from. Losses and metrics are
     * reported by them.
     */
    List<String> outputNames() {
        if (!keys.outputs().isEmpty()) {
            return keys.outputs();
        }
        List<String> names = new ArrayList<>(inputs);
        for (Call call : calls) {
            int results = results(part(call.part));
            for (int i = 0; i < results; i++) {
                names.add(results == 1 ? call.part : call.part + "_" + i);
            }
        }
        return outputs.stream().map(names::get).toList();
    }

    /** The names of the parts that give the outputs. */
    Set<String> outputParts() {
        List<String> names = new ArrayList<>(inputs);
        calls.forEach(call -> names.addAll(Collections.nCopies(results(part(call.part)), call.part)));
        return outputs.stream().map(names::get).collect(Collectors.toUnmodifiableSet());
    }

    boolean isBuilt() {
        return !shapes.isEmpty();
    }

    /** The shape of each value, with the batch; empty until the network is built. */
    List<Shape> shapes() {
        return shapes;
    }

    List<Shape> inputShapes() {
        return shapes.subList(0, Math.min(inputs.size(), shapes.size()));
    }

    List<Shape> outputShapes() {
        return outputs.stream().map(shapes::get).toList();
    }

    /** The shapes of the results of a part's first call. */
    List<Shape> resultShapes(String part) {
        int value = inputs.size();
        for (Call call : calls) {
            int results = results(part(call.part));
            if (call.part.equals(part)) {
                return shapes.subList(value, value + results);
            }
            value += results;
        }
        throw new IllegalArgumentException("no part " + part);
    }

    /** All layers by path, also those of networks in this one; a layer at two places by the first. */
    Map<String, LayerState> layers() {
        Map<String, LayerState> layers = new LinkedHashMap<>();
        Set<LayerState> seen = new LinkedHashSet<>();
        gather("", layers, seen);
        return layers;
    }

    private void gather(String above, Map<String, LayerState> layers, Set<LayerState> seen) {
        parts.forEach((part, content) -> {
            switch (content) {
                case LayerState layer -> {
                    if (seen.add(layer)) {
                        layers.put(above + part, layer);
                    }
                }
                case Network nested -> nested.gather(above + part + "/", layers, seen);
            }
        });
    }

    /**
     * The paths of layers at their second and further places, each with its first path, by which {@link #layers} has
     * it.
     */
    Map<String, String> otherPlaces() {
        Map<LayerState, String> first = new IdentityHashMap<>();
        layers().forEach((path, layer) -> first.put(layer, path));
        Map<String, String> others = new LinkedHashMap<>();
        gatherPlaces("", (path, layer) -> {
            String known = Objects.requireNonNull(first.get(layer));
            if (!known.equals(path)) {
                others.put(path, known);
            }
        });
        return others;
    }

    private void gatherPlaces(String above, BiConsumer<String, LayerState> place) {
        parts.forEach((part, content) -> {
            switch (content) {
                case LayerState layer -> place.accept(above + part, layer);
                case Network nested -> nested.gatherPlaces(above + part + "/", place);
            }
        });
    }

    /** The part of this name. */
    Part part(String part) {
        Part found = parts.get(part);
        if (found == null) {
            throw new IllegalArgumentException("the network has no part " + part);
        }
        return found;
    }

    /** The same connections between other parts, each of which takes the place of one of these. */
    Network with(BiFunction<String, Part, Part> replacement) {
        Map<String, Part> replaced = new LinkedHashMap<>();
        parts.forEach((part, content) -> replaced.put(part, replacement.apply(part, content)));
        return new Network(name, sequential, replaced, inputs, calls, outputs, keys);
    }

    /**
     * The same connections between other layers, each of which takes the place of one of these, in nested networks too.
     * What is at several places here is so there.
     *
     * @param replacement from a layer and its path to what takes its place, or to the layer itself
     */
    Network withLayers(BiFunction<String, LayerState, LayerState> replacement) {
        return withLayers("", replacement, new IdentityHashMap<>());
    }

    private Network withLayers(
            String above, BiFunction<String, LayerState, LayerState> replacement, Map<Part, Part> known) {
        return with((part, content) -> {
            Part found = known.get(content);
            if (found == null) {
                found = switch (content) {
                    case LayerState layer -> replacement.apply(above + part, layer);
                    case Network nested -> nested.withLayers(above + part + "/", replacement, known);
                };
                known.put(content, found);
            }
            return found;
        });
    }

    /** Returns a copy with new layers of these names, frozen or not as they are, whose weights are yet to be made. */
    Network redrawn(Set<String> names) {
        return with((part, content) ->
                names.contains(part) && content instanceof LayerState state ? state.fresh() : content);
    }

    /** The same parts under another name. */
    Network named(String name) {
        if (name.isBlank() || name.contains("/")) {
            throw new IllegalArgumentException(
                    "a model's name must not be empty or contain a slash, as '" + name + "'");
        }
        Network named = new Network(name, sequential, parts, inputs, calls, outputs, keys);
        named.shapes = shapes;
        return named;
    }

    /**
     * The results for these inputs. The first call makes the weights and settles all shapes.
     *
     * @param above the path of this network in the model, with a slash at its end; empty for the model's own
     */
    List<Node> trace(Tracer tracer, String above, List<Node> given) {
        if (given.size() != inputs.size()) {
            throw new IllegalArgumentException("model "
                    + (above.isEmpty() ? name : above.substring(0, above.length() - 1)) + " has " + inputs.size()
                    + " inputs, but was given " + given.size());
        }
        List<Shape> givenShapes = given.stream().map(Node::shape).toList();
        if (isBuilt() && !givenShapes.equals(inputShapes())) {
            throw new IllegalArgumentException(
                    "model " + (above.isEmpty() ? name : above.substring(0, above.length() - 1))
                            + " takes samples of shape " + text(inputShapes()) + ", but was given samples of shape "
                            + text(givenShapes));
        }
        List<Node> values = new ArrayList<>(given);
        for (Call call : calls) {
            List<Node> arguments = call.arguments.stream().map(values::get).toList();
            String path = above + call.part;
            Optional<Boolean> outer = tracer.called(path, call.training);
            switch (part(call.part)) {
                case LayerState layer -> {
                    Node result = tracer.noted(path, layer.call(tracer.scope(path, layer), arguments));
                    if (!tracer.isOfShapes()) {
                        layer.noteResult(result.shape());
                    }
                    values.add(result);
                }
                case Network nested -> values.addAll(nested.trace(tracer, path + "/", arguments));
            }
            tracer.leave(outer);
        }
        if (!isBuilt() && !tracer.isOfShapes()) {
            shapes = values.stream().map(Node::shape).toList();
        }
        return outputs.stream().map(values::get).toList();
    }

    @Override
    public String toString() {
        return (sequential ? "Sequential '" : "Functional '") + name + "'";
    }

    private static String text(List<Shape> shapes) {
        return shapes.stream().map(Shape::toString).collect(Collectors.joining(", "));
    }
}
