package io.nacre;

import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.graph.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Turns weights of classes into weights of samples. */
final class ClassWeights {
    private ClassWeights() {}

    /**
     * The weight of each sample: its own, times that of its class; empty if neither is given.
     *
     * @param answer the shape of the model's answer to one sample
     * @throws IllegalArgumentException if a sample has several classes, such as one for each step of a sequence
     */
    static Optional<Samples> combine(Dataset data, Shape answer, Map<Integer, Double> classWeights) {
        if (classWeights.isEmpty()) {
            return data.sampleWeights();
        }
        if (data.targets().size() != 1) {
            throw new IllegalArgumentException("class weights need one target with the classes, but the data has "
                    + data.targets().size());
        }
        Shape target = data.targets().get(0).shape();
        if (target.count() > 1 && (target.rank() > 1 || answer.rank() > 1)) {
            throw new IllegalArgumentException("class weights need one label or one one-hot vector a sample, but the"
                    + " targets have shape " + target + " for answers of shape " + answer
                    + "; give each sample a weight of its own with withSampleWeights");
        }
        float[] labels = labels(data.targets().get(0).tensor());
        float[] weights =
                data.sampleWeights().map(given -> given.tensor().values()).orElseGet(() -> ones(labels.length));
        for (int i = 0; i < labels.length; i++) {
            weights[i] = (float) (weights[i] * classWeights.getOrDefault((int) Math.rint(labels[i]), 1.0));
        }
        return Optional.of(Samples.of(Tensor.of(weights)));
    }

    /** Labels as they are, or the position of the largest number of each one-hot vector. */
    private static float[] labels(Tensor targets) {
        int classes = targets.count() / targets.size(0);
        float[] values = targets.values();
        if (classes == 1) {
            return values;
        }
        float[] labels = new float[targets.size(0)];
        for (int i = 0; i < labels.length; i++) {
            int largest = 0;
            int equal = 1;
            for (int c = 1; c < classes; c++) {
                float more = values[i * classes + c] - values[i * classes + largest];
                if (more > 0) {
                    largest = c;
                }
                equal = more > 0 ? 1 : more == 0 ? equal + 1 : equal;
            }
            if (equal > 1) {
                throw new IllegalArgumentException("class weights need one class a sample, but the target of sample "
                        + i
                        + " has its largest number " + equal + " times; give each sample a weight of its own with"
                        + " withSampleWeights");
            }
            labels[i] = largest;
        }
        return labels;
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
