package io.nacre;

import io.nacre.data.Tensor;
import java.util.Map;

/**
 * What a batch says of a model: how its weights should move, and how well it does. {@link Model#gradients} computes it.
 *
 * @param gradients of the total loss, penalties included, by the path of each trained weight, such as
 *     {@code dense_1/kernel}; each has the weight's shape
 * @param logs the total loss, then the metrics, by name
 */
public record BatchGradients(Map<String, Tensor> gradients, Map<String, Double> logs) {
    /** The total loss, penalties included. */
    public double loss() {
        return logs.getOrDefault("loss", Double.NaN);
    }
}
