package io.nacre;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.layer.Input;
import io.nacre.layer.Layer;
import io.nacre.layer.Named;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Layers in a row, each with a name.
 *
 * @param layers by name, in their order, without the input
 * @param input the shape of one sample, if it was given
 */
record Network(Map<String, Layer> layers, Optional<Shape> input) {
    /** Names layers as Keras does: {@code dense}, {@code dense_1}, ... */
    static Network of(List<Layer> given) {
        if (given.isEmpty()) {
            throw new IllegalArgumentException("a model needs at least one layer");
        }
        Optional<Shape> input = given.get(0) instanceof Input(Shape shape) ? Optional.of(shape) : Optional.empty();
        List<Layer> rest = new ArrayList<>(given.subList(input.isPresent() ? 1 : 0, given.size()));
        Set<String> taken = new HashSet<>();
        for (Layer layer : rest) {
            if (layer instanceof Named(String name, Layer inner) && !taken.add(name)) {
                throw new IllegalArgumentException("two layers of the model have the name " + name);
            }
            if (layer instanceof Input) {
                throw new IllegalArgumentException("an input can only be the first layer of a model");
            }
        }
        Map<String, Layer> layers = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Layer layer : rest) {
            if (layer instanceof Named(String name, Layer inner)) {
                layers.put(name, inner);
                continue;
            }
            String base = LayerNames.snakeCase(layer);
            String name;
            do {
                int count = counts.merge(base, 1, Integer::sum);
                name = count == 1 ? base : base + "_" + (count - 1);
            } while (!taken.add(name));
            layers.put(name, layer);
        }
        return new Network(layers, input);
    }

    /** The result for an input, and the shape after each layer. */
    Node trace(Tracer tracer, Node x, Map<String, Shape> shapes) {
        Node y = x;
        for (var entry : layers.entrySet()) {
            Shape before = y.shape();
            try {
                y = entry.getValue().call(tracer.scope(entry.getKey()), y);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "layer " + entry.getKey() + " ("
                                + LayerNames.typeName(entry.getValue()) + "), given an input of shape " + before + ": "
                                + e.getMessage(),
                        e);
            }
            shapes.put(entry.getKey(), y.shape());
        }
        return y;
    }
}
