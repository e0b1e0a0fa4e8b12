package io.nacre;

import io.nacre.layer.Layer;
import java.util.Arrays;
import java.util.List;

/**
 * A model that is a row of layers.
 *
 * <p>{@code Sequential.of(input(28, 28), flatten(), dense(100, relu()), dense(10, softmax()))}. With an input it is built
 * at once, else when it first sees data. Layers are named as Keras names them: {@code dense}, {@code dense_1}, ...
 */
public final class Sequential extends Model {
    Sequential(String name, Network network, long seed) {
        super(name, network, seed);
    }

    /** A model of these layers, with seed 0. */
    public static Sequential of(Layer... layers) {
        return of(Arrays.asList(layers));
    }

    /** A model of these layers, with seed 0. */
    public static Sequential of(List<? extends Layer> layers) {
        return new Sequential("sequential", Network.of(List.copyOf(layers)), 0);
    }

    /**
     * The same layers with first weights, shuffling and dropout drawn from another seed.
     *
     * @throws IllegalStateException if the model was built from data already, so that its weights are drawn
     */
    public Sequential withSeed(long seed) {
        return new Sequential(name(), network(), seed);
    }
}
