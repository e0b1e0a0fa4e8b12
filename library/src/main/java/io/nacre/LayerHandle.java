package io.nacre;

import io.nacre.data.Tensor;
import io.nacre.layer.Layer;
import java.util.List;

/** A layer in a model: its name, its weights, and whether it is frozen. */
public final class LayerHandle {
    private final String name;
    private final Layer layer;
    private final Weights weights;

    LayerHandle(String name, Layer layer, Weights weights) {
        this.name = name;
        this.layer = layer;
        this.weights = weights;
    }

    /** Its name in the model, as {@code dense_1}. */
    public String name() {
        return name;
    }

    /** The layer's description. */
    public Layer layer() {
        return layer;
    }

    /** Copies of its weights, in the order in which the layer asked for them. */
    public List<Tensor> weights() {
        return weights.of(name).stream()
                .map(weight -> Tensor.of(
                        weight.variable().values(), weight.variable().shape().sizes()))
                .toList();
    }

    /**
     * Replaces its weights.
     *
     * @throws IllegalArgumentException if number or shapes differ; the message names both shapes
     */
    public void assign(List<Tensor> values) {
        List<Weights.Weight> own = weights.of(name);
        if (values.size() != own.size()) {
            throw new IllegalArgumentException(
                    "layer " + name + " has " + own.size() + " weights, but " + values.size() + " were given");
        }
        for (int i = 0; i < own.size(); i++) {
            if (!own.get(i).variable().shape().equals(values.get(i).shape())) {
                throw new IllegalArgumentException(own.get(i).variable().path() + " has shape "
                        + own.get(i).variable().shape() + ", but was given "
                        + values.get(i).shape());
            }
        }
        for (int i = 0; i < own.size(); i++) {
            own.get(i).variable().assign(values.get(i).values());
        }
    }

    /** Keeps its weights as they are in training, batch statistics included. The model must then be compiled again. */
    public void freeze() {
        weights.freeze(name, true);
    }

    /** Lets its weights be trained. The model must then be compiled again. */
    public void unfreeze() {
        weights.freeze(name, false);
    }

    /** Whether it is frozen. */
    public boolean isFrozen() {
        return weights.isFrozen(name);
    }

    @Override
    public String toString() {
        return name + " (" + LayerNames.typeName(layer) + ")";
    }
}
