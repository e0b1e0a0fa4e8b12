package io.nacre;

import io.nacre.layer.Layer;

/**
 * A layer that is one and the same wherever it is used, with one set of weights: the two towers of a siamese net.
 *
 * <pre>{@code
 * Layer tower = SharedLayer.of(dense(16, relu()));
 * SymbolicTensor a = Functional.input(8);
 * SymbolicTensor b = Functional.input(8);
 * SymbolicTensor difference = Functional.merge(subtract(), a.to(tower), b.to(tower));
 * }</pre>
 *
 * <p>Without it each use of a layer is a layer of its own, even of equal descriptions. It can be used in several
 * models, which then share the weights; so can a whole {@link Model}, and a layer that is part of one
 * ({@link Model#layer}).
 */
public final class SharedLayer extends Placed {
    private final Placement placement;

    private SharedLayer(Placement placement) {
        this.placement = placement;
    }

    /** This layer, to be used several times. */
    public static SharedLayer of(Layer layer) {
        return new SharedLayer(Placement.of(layer));
    }

    @Override
    public String toString() {
        return "SharedLayer of " + placement.part();
    }

    @Override
    Placement placement() {
        return placement.shared();
    }

    @Override
    String what() {
        return "a shared layer";
    }
}
