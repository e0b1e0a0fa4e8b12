package io.nacre.metric;

import io.nacre.graph.Node;

/**
 * As a metric: the loss {@link io.nacre.loss.CategoricalCrossentropy}, the mean over the samples.
 *
 * <p>For exclusive classes whose targets are vectors.
 *
 * @param fromLogits whether predictions are logits instead of probabilities; default false
 * @param labelSmoothing moves targets towards equal shares, from 0 to 1; default 0
 * @param axis the axis of the classes; default the last one
 * @param name under which it stands in logs and history; default {@code categorical_crossentropy}
 */
public record CategoricalCrossentropy(boolean fromLogits, double labelSmoothing, int axis, String name)
        implements MeanMetric, LowerIsBetter {
    /** With Keras's defaults. */
    public static CategoricalCrossentropy of() {
        return new CategoricalCrossentropy(false, 0, -1, "categorical_crossentropy");
    }

    /** The same for logits. */
    public CategoricalCrossentropy withFromLogits(boolean fromLogits) {
        return new CategoricalCrossentropy(fromLogits, labelSmoothing, axis, name);
    }

    /** The same with smoothed labels. */
    public CategoricalCrossentropy withLabelSmoothing(double labelSmoothing) {
        return new CategoricalCrossentropy(fromLogits, labelSmoothing, axis, name);
    }

    /** The same with the classes along another axis. */
    public CategoricalCrossentropy withAxis(int axis) {
        return new CategoricalCrossentropy(fromLogits, labelSmoothing, axis, name);
    }

    /** The same under another name. */
    public CategoricalCrossentropy withName(String name) {
        return new CategoricalCrossentropy(fromLogits, labelSmoothing, axis, name);
    }

    @Override
    public Node values(Node yTrue, Node yPred) {
        return io.nacre.loss.CategoricalCrossentropy.of()
                .withFromLogits(fromLogits)
                .withLabelSmoothing(labelSmoothing)
                .withAxis(axis)
                .call(yTrue, yPred);
    }
}
