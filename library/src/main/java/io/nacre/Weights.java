package io.nacre;

import io.nacre.graph.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The weights of all layers of a network, by path, in the layers' order; and which are frozen. */
final class Weights {
    /**
     * One weight.
     *
     * @param layer the path of the layer that owns it
     * @param own the weight as its layer has it
     * @param held whether this model leaves it as it is
     */
    record Weight(String layer, LayerState owner, LayerState.Weight own, boolean held) {
        /**
         * Where it stands in this model, as {@code dense_1/kernel}; in another that shares it, it may stand elsewhere.
         */
        String path() {
            return layer + "/" + name();
        }

        String name() {
            return own.name();
        }

        Variable variable() {
            return own.variable();
        }

        boolean learned() {
            return own.learned();
        }

        boolean isTrainable() {
            return own.learned() && !held && !owner.isFrozen();
        }
    }

    private final Network network;
    private final Set<LayerState> held;

    /** @param held layers that this model leaves as they are, frozen or not */
    Weights(Network network, Set<LayerState> held) {
        this.network = network;
        this.held = Set.copyOf(held);
    }

    /** Whether a layer is trained here: it is neither frozen, nor held. */
    boolean trains(LayerState layer) {
        return !layer.isFrozen() && !held.contains(layer);
    }

    /** Layers that this model leaves as they are, frozen or not. */
    Set<LayerState> held() {
        return held;
    }

    List<Weight> all() {
        List<Weight> all = new ArrayList<>();
        network.layers()
                .forEach((path, state) -> state.weights()
                        .forEach(weight -> all.add(new Weight(path, state, weight, held.contains(state)))));
        return all;
    }

    /** The kernels, frozen or not. */
    List<Weight> kernels() {
        return all().stream().filter(weight -> weight.own().isKernel()).toList();
    }

    /** The paths of the kernels. */
    Set<String> kernelPaths() {
        return kernels().stream().map(Weight::path).collect(Collectors.toUnmodifiableSet());
    }

    List<Weight> trainable() {
        return all().stream().filter(Weight::isTrainable).toList();
    }

    /** The weights that are trained where no layer is frozen. */
    List<Weight> learned() {
        return all().stream().filter(Weight::learned).toList();
    }

    /** The layers that are frozen now. */
    Set<LayerState> frozen() {
        return network.layers().values().stream().filter(LayerState::isFrozen).collect(Collectors.toUnmodifiableSet());
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
