package io.nacre;

import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import io.nacre.layer.Layer;
import io.nacre.layer.Merging;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A layer with its weights, and whether they are frozen. There is one however often a layer is called, and however many
 * models it is part of: that is how they share it.
 */
final class LayerState implements Part {
    /** What a weight is to its layer. */
    enum Kind {
        /** By it inputs are multiplied; gradients change it, unless the layer is frozen. */
        KERNEL,
        /** Gradients change it, unless the layer is frozen. */
        LEARNED,
        /** No gradient changes it. */
        STATE
    }

    /** One weight. */
    record Weight(String name, Variable variable, Kind kind) {
        boolean learned() {
            return kind != Kind.STATE;
        }

        boolean isKernel() {
            return kind == Kind.KERNEL;
        }
    }

    private final Layer layer;
    private final Map<String, Weight> weights = new LinkedHashMap<>();
    private Optional<Shape> resultShape = Optional.empty();
    private boolean frozen;

    LayerState(Layer layer) {
        this.layer = layer;
    }

    /** The same layer, frozen or not, whose weights are yet to be made. */
    LayerState fresh() {
        return fresh(layer);
    }

    /** Another layer in its place, frozen or not as this one is. */
    LayerState fresh(Layer other) {
        LayerState state = new LayerState(other);
        state.frozen = frozen;
        return state;
    }

    Layer layer() {
        return layer;
    }

    /** The weights in the order in which the layer asked for them first. */
    Collection<Weight> weights() {
        return weights.values();
    }

    /**
     * The weight of this name, if it is made already.
     *
     * @throws IllegalArgumentException if it has another shape
     */
    Optional<Variable> weight(String name, Shape shape) {
        Weight known = weights.get(name);
        if (known != null && !known.variable.shape().equals(shape)) {
            throw new IllegalArgumentException("its weight " + name + " has shape " + known.variable.shape()
                    + ", but this input wants one of shape " + shape);
        }
        return Optional.ofNullable(known).map(Weight::variable);
    }

    /** The weight of this name, made at the first call. */
    Variable weight(String name, Shape shape, Kind kind, Supplier<Variable> made) {
        return weight(name, shape).orElseGet(() -> {
            Variable variable = made.get();
            weights.put(name, new Weight(name, variable, kind));
            return variable;
        });
    }

    /**
     * What the layer makes of its inputs.
     *
     * @throws IllegalArgumentException if it cannot take them; the message names the layer's path and the shapes
     */
    Node call(Scope scope, List<Node> inputs) {
        try {
            if (inputs.isEmpty()) {
                throw new IllegalArgumentException("it takes at least one input");
            }
            if (layer instanceof Merging merging) {
                return merging.call(scope, inputs);
            }
            if (inputs.size() != 1) {
                throw new IllegalArgumentException(
                        "it takes one input; merging layers such as add() and concatenate() take several");
            }
            return layer.call(scope, inputs.get(0));
        } catch (IllegalArgumentException | ArithmeticException e) {
            String given = inputs.size() == 1
                    ? "an input of shape " + inputs.get(0).shape()
                    : "inputs of shapes "
                            + inputs.stream().map(x -> x.shape().toString()).collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    "layer " + scope.path() + " (" + LayerNames.typeName(layer) + "), given " + given + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** The shape of what it gave when a model that it is part of was built; none before. */
    Optional<Shape> resultShape() {
        return resultShape;
    }

    /** Takes note of what it gives in a model that is being built. */
    void noteResult(Shape shape) {
        if (resultShape.isEmpty()) {
            resultShape = Optional.of(shape);
        }
    }

    @Override
    public String toString() {
        return layer.toString();
    }

    boolean isFrozen() {
        return frozen;
    }

    void freeze(boolean freeze) {
        frozen = freeze;
    }
}
