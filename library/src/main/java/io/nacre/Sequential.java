package io.nacre;

import io.nacre.graph.Shape;
import io.nacre.layer.Input;
import io.nacre.layer.Layer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A model that is a row of layers.
 *
 * <p>{@code Sequential.of(input(28, 28), flatten(), dense(100, relu()), dense(10, softmax()))}. With an input it is
 * built at once, else when it first sees data. Layers are named as Keras names them: {@code dense}, {@code dense_1},
 * ...
 *
 * <p>A layer may be a new one, a layer of another model ({@link Model#layers}) or a whole model; the last two bring
 * their weights with them and share them from then on. {@link Functional} connects layers in other ways.
 */
public final class Sequential extends Model {
    private Sequential(Network network, Set<String> own, long seed) {
        super(network, own, seed);
    }

    private Sequential(Network network, Set<String> own, long seed, Set<LayerState> held) {
        super(network, own, seed, held);
    }

    /** The same layers and weights, of which some are left as they are. */
    static Sequential of(Network network, long seed, Set<LayerState> held) {
        return new Sequential(network, network.parts().keySet(), seed, held);
    }

    /** A model of these layers, with seed 0. */
    public static Sequential of(Layer... layers) {
        return of(Arrays.asList(layers));
    }

    /** A model of these layers, with seed 0. */
    public static Sequential of(List<? extends Layer> layers) {
        Optional<Shape> input = layers.isEmpty() ? Optional.empty() : inputShape(layers.get(0));
        List<Placement> placements = layers.subList(input.isPresent() ? 1 : 0, layers.size()).stream()
                .map(Placement::of)
                .toList();
        Map<Part, String> names = Placement.names(placements, Set.of());
        Map<String, Part> parts = new LinkedHashMap<>();
        Set<String> own = new HashSet<>();
        for (Placement placement : placements) {
            String name = names.getOrDefault(placement.part(), "");
            if (parts.put(name, placement.part()) != null) {
                throw new IllegalArgumentException("layer " + name + " stands twice in a row of layers; a Functional"
                        + " model can use a layer several times");
            }
            if (placement.own()) {
                own.add(name);
            }
        }
        Sequential model = new Sequential(Network.chain("sequential", parts), own, 0);
        input.ifPresent(model::build);
        return model;
    }

    /** The shape of a sample, if it is what a layer says; it may be the input of another model. */
    private static Optional<Shape> inputShape(Layer first) {
        return switch (first) {
            case Input(Shape shape) -> Optional.of(shape);
            case LayerHandle handle when handle.layer() instanceof Input(Shape shape) -> Optional.of(shape);
            default -> Optional.empty();
        };
    }

    /** The same layers with first weights, shuffling and dropout drawn from another seed. */
    public Sequential withSeed(long seed) {
        Network drawn = network().redrawn(net().own());
        return rebuilt(new Sequential(drawn, net().own(), seed, net().heldIn(drawn)));
    }

    /** The same layers and weights under another name. */
    public Sequential withName(String name) {
        return new Sequential(
                network().named(name), net().own(), seed(), weights().held());
    }

    private Sequential rebuilt(Sequential model) {
        if (isBuilt()) {
            model.build(inputShape());
        }
        return model;
    }

    static Sequential of(Network network, long seed) {
        return new Sequential(network, network.parts().keySet(), seed);
    }
}
