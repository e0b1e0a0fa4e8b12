package io.nacre.callback;

import java.util.Map;

/**
 * A look into a model at work on one batch.
 *
 * @param loss of the batch, penalties included
 * @param outputs the result of each layer by its path, in the order in which they are computed; where a layer is called
 *     again, {@code :2}, {@code :3}, ... follow its path
 * @param gradients of the loss by each trainable weight, by its path
 */
public record Probe(double loss, Map<String, float[]> outputs, Map<String, float[]> gradients) {}
