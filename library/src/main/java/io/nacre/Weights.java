package io.nacre;

import io.nacre.graph.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The weights of all layers of a network, by path, in the layers' order; and which are frozen. */
final class Weights {
    /**
     * One weight.
     *
     * @param layer the path of the layer that owns it
     * @param learned whether gradients change it, unless the layer is frozen
     */
    record Weight(String layer, LayerState owner, String name, Variable variable, boolean learned) {
        /** Where it stands in this model, as {@code dense_1/kernel}; in another that shares it, it may stand elsewhere. */
        String path() {
            return layer + "/" + name;
        }

        boolean isTrainable() {
            return learned && !owner.isFrozen();
        }
    }

    private final Network network;

    Weights(Network network) {
        this.network = network;
    }

    List<Weight> all() {
        List<Weight> all = new ArrayList<>();
        network.layers()
                .forEach((path, state) -> state.weights()
                        .forEach(weight ->
                                all.add(new Weight(path, state, weight.name(), weight.variable(), weight.learned()))));
        return all;
    }

    List<Weight> trainable() {
        return all().stream().filter(Weight::isTrainable).toList();
    }

    /** Grows whenever a layer is frozen or unfrozen. */
    int changes() {
        return network.layers().values().stream().mapToInt(LayerState::changes).sum();
    }

    Map<String, float[]> values() {
        Map<String, float[]> values = new LinkedHashMap<>();
        all().forEach(weight -> values.put(weight.path(), weight.variable().values()));
        return values;
    }

    void assign(Map<String, float[]> values) {
        Map<String, Variable> variables = new LinkedHashMap<>();
        all().forEach(weight -> variables.put(weight.path(), weight.variable()));
        List<String> unknown = new ArrayList<>(values.keySet());
        unknown.removeAll(variables.keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "the model has no weights " + unknown + "; it has " + variables.keySet());
        }
        variables.forEach((path, variable) -> {
            float[] numbers = values.get(path);
            if (numbers != null) {
                variable.assign(numbers);
            }
        });
    }
}
