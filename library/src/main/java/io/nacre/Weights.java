package io.nacre;

import io.nacre.graph.Scope;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import io.nacre.internal.run.CounterRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The weights that a model owns, by path, in the order in which the layers asked for them; and which are frozen. */
final class Weights {
    /**
     * One weight.
     *
     * @param layer the path of the layer that owns it
     * @param learned whether gradients change it, unless the layer is frozen
     */
    record Weight(String layer, String name, Variable variable, boolean learned) {}

    private final long seed;
    private final Map<String, Weight> byPath = new LinkedHashMap<>();
    private final Set<String> frozen = new HashSet<>();
    private int changes;

    Weights(long seed) {
        this.seed = seed;
    }

    /** The weight of this name, made at the first call. */
    Weight weight(String layer, String name, Shape shape, boolean learned, Scope.Initial initial) {
        String path = layer + "/" + name;
        Weight known = byPath.get(path);
        if (known == null) {
            Variable variable = Variable.of(path, shape);
            variable.assign(initial.values(shape, CounterRandom.of(seed, path)));
            known = new Weight(layer, name, variable, learned);
            byPath.put(path, known);
        } else if (!known.variable.shape().equals(shape)) {
            throw new IllegalArgumentException("its weight " + name + " has shape " + known.variable.shape()
                    + ", but this input wants one of shape " + shape);
        }
        return known;
    }

    Collection<Weight> all() {
        return byPath.values();
    }

    List<Weight> of(String layer) {
        return byPath.values().stream()
                .filter(weight -> weight.layer.equals(layer))
                .toList();
    }

    boolean isTrainable(Weight weight) {
        return weight.learned && !frozen.contains(weight.layer);
    }

    List<Weight> trainable() {
        return byPath.values().stream().filter(this::isTrainable).toList();
    }

    boolean isFrozen(String layer) {
        return frozen.contains(layer);
    }

    void freeze(String layer, boolean freeze) {
        boolean changed = freeze ? frozen.add(layer) : frozen.remove(layer);
        if (changed) {
            changes++;
        }
    }

    /** Grows whenever a layer is frozen or unfrozen. */
    int changes() {
        return changes;
    }

    Map<String, float[]> values() {
        Map<String, float[]> values = new LinkedHashMap<>();
        byPath.forEach((path, weight) -> values.put(path, weight.variable.values()));
        return values;
    }

    void assign(Map<String, float[]> values) {
        List<String> unknown = new ArrayList<>(values.keySet());
        unknown.removeAll(byPath.keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("the model has no weights " + unknown + "; it has " + byPath.keySet());
        }
        byPath.forEach((path, weight) -> {
            float[] numbers = values.get(path);
            if (numbers != null) {
                weight.variable.assign(numbers);
            }
        });
    }
}
