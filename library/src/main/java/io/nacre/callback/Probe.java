package io.nacre.callback;

import io.nacre.graph.Interval;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A look into a model at work on one batch.
 *
 * @param loss of the batch, penalties included
 * @param samples how many the batch has
 * @param inputs what the model was given
 * @param outputs the result of each layer by its path, in the order in which they are computed; where a layer is called
 *     again, {@code :2}, {@code :3}, ... follow its path
 * @param answers paths of those results that are the model's answers
 * @param ranges between which numbers the results of each layer can lie, by its path
 * @param gradients of the loss by each trainable weight, by its path
 */
public record Probe(
        double loss,
        int samples,
        List<float[]> inputs,
        Map<String, float[]> outputs,
        Set<String> answers,
        Map<String, Interval> ranges,
        Map<String, float[]> gradients) {}
