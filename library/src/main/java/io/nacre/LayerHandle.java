package io.nacre;

import io.nacre.data.Tensor;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import io.nacre.layer.Input;
import io.nacre.layer.Layer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A layer in a model: its name, its weights, and whether it is frozen. A model in a model is a layer too.
 *
 * <p>Given to a new model it takes its weights there, and both models share them from then on: {@code Sequential.of(a,
 * b)} with the handles a and b of another model. The same is true of whether it is frozen.
 */
public final class LayerHandle extends Placed {
    private final String path;
    private final Part part;
    private final Function<Network, Layer> models;

    /** @param models makes a model of a network, which shares its weights */
    LayerHandle(String path, Part part, Function<Network, Layer> models) {
        this.path = path;
        this.part = part;
        this.models = models;
    }

    Part part() {
        return part;
    }

    /** Its name in the model, as {@code dense_1}; without the names of the models that it is nested in. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Its place in the model, as {@code encoder/dense_1}. */
    public String path() {
        return path;
    }

    /** The layer's description; a model, which shares its weights, if that is what it is. */
    public Layer layer() {
        return switch (part) {
            case LayerState state -> state.layer();
            case Network network -> models.apply(network);
        };
    }

    /** Copies of its weights, in the order in which the layer asked for them. */
    public List<Tensor> weights() {
        return variables().stream().map(LayerHandle::tensor).toList();
    }

    /**
     * The names of its weights, in the order of {@link #weights}: {@code kernel}, {@code bias}; of a model
     * {@code dense/kernel}, with the layer's path in it.
     */
    public List<String> weightNames() {
        return List.copyOf(named().keySet());
    }

    /**
     * A copy of one of its weights.
     *
     * @throws IllegalArgumentException if it has none of this name; the message lists those that it has
     */
    public Tensor weight(String name) {
        return tensor(owned(name).weight.variable());
    }

    /**
     * Whether training changes a weight by its gradient: it is no moving average or other state, and its layer is not
     * frozen. A model of {@link Model#trainingOnly} leaves some of them alone all the same.
     *
     * @throws IllegalArgumentException if it has none of this name; the message lists those that it has
     */
    public boolean isTrainable(String name) {
        Owned owned = owned(name);
        return owned.weight.learned() && !owned.owner.isFrozen();
    }

    private record Owned(LayerState owner, LayerState.Weight weight) {}

    private Owned owned(String name) {
        Map<String, Owned> weights = named();
        Owned owned = weights.get(name);
        if (owned == null) {
            throw new IllegalArgumentException("layer " + path + " has no weight '" + name + "'; it has "
                    + (weights.isEmpty() ? "none" : String.join(", ", weights.keySet())));
        }
        return owned;
    }

    private Map<String, Owned> named() {
        Map<String, Owned> named = new LinkedHashMap<>();
        switch (part) {
            case LayerState state -> state.weights().forEach(w -> named.put(w.name(), new Owned(state, w)));
            case Network network ->
                network.layers()
                        .forEach((at, state) ->
                                state.weights().forEach(w -> named.put(at + "/" + w.name(), new Owned(state, w))));
        }
        return named;
    }

    private static Tensor tensor(Variable variable) {
        Shape shape = variable.shape();
        return shape.equals(Shape.SCALAR)
                ? Tensor.scalar(variable.values()[0])
                : Tensor.of(variable.values(), shape.sizes());
    }

    /**
     * Replaces its weights.
     *
     * @throws IllegalArgumentException if number or shapes differ; the message names both shapes
     */
    public void assign(List<Tensor> values) {
        List<Variable> own = variables();
        if (values.size() != own.size()) {
            throw new IllegalArgumentException(
                    "layer " + path + " has " + own.size() + " weights, but " + values.size() + " were given");
        }
        for (int i = 0; i < own.size(); i++) {
            if (!own.get(i).shape().equals(values.get(i).shape())) {
                throw new IllegalArgumentException(
                        own.get(i).path() + " has shape " + own.get(i).shape() + ", but was given "
                                + values.get(i).shape());
            }
        }
        for (int i = 0; i < own.size(); i++) {
            own.get(i).assign(values.get(i).values());
        }
    }

    /**
     * Keeps its weights as they are in training, batch statistics included. To be trained on, the model is compiled
     * again.
     */
    public void freeze() {
        states().forEach(state -> state.freeze(true));
    }

    /** Lets its weights be trained. To be trained on, the model is compiled again. */
    public void unfreeze() {
        states().forEach(state -> state.freeze(false));
    }

    /** Whether it is frozen; a model is if all its layers are. */
    public boolean isFrozen() {
        return states().stream().allMatch(LayerState::isFrozen);
    }

    /** The layers that it consists of: itself, or those of the model that it is. */
    List<LayerState> states() {
        return switch (part) {
            case LayerState state -> List.of(state);
            case Network network -> List.copyOf(network.layers().values());
        };
    }

    List<Variable> variables() {
        return states().stream()
                .flatMap(state -> state.weights().stream())
                .map(LayerState.Weight::variable)
                .toList();
    }

    @Override
    Placement placement() {
        return part instanceof LayerState state && state.layer() instanceof Input input
                ? Placement.of(input)
                : Placement.elsewhere(part, name(), PartNames.base(part));
    }

    @Override
    String what() {
        return "a layer of another model";
    }

    @Override
    public String toString() {
        return path + " (" + PartNames.typeName(part) + ")";
    }
}
