package io.nacre.diagnosis;

import java.util.List;

/**
 * One look at a model at work.
 *
 * @param step after which it was taken
 * @param loss of that step's batch
 * @param inputDeviation the root mean square of what goes into the first layer that learns, from its mean
 * @param layers all layers, in the order in which they are computed
 */
public record Snapshot(long step, double loss, double inputDeviation, List<LayerReport> layers) {
    /** How many looks in a row a unit must give nothing but 0 to count as dead. */
    public static final int MEMORY = 3;

    /** Copies the list. */
    public Snapshot {
        layers = List.copyOf(layers);
    }

    /** The layers that have weights that learn. */
    public List<LayerReport> learning() {
        return layers.stream().filter(LayerReport::learns).toList();
    }
}
