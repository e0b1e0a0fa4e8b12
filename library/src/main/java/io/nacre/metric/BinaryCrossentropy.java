package io.nacre.metric;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;

/**
 * As a metric: the loss {@link io.nacre.loss.BinaryCrossentropy}, the mean over the samples.
 *
 * <p>For yes-or-no answers.
 *
 * @param fromLogits whether predictions are logits instead of probabilities; default false
 * @param labelSmoothing moves targets towards equal shares, from 0 to 1; default 0
 * @param name under which it stands in logs and history; default {@code binary_crossentropy}
 */
@KerasName(aliases = {"binary_crossentropy", "bce", "BCE"})
public record BinaryCrossentropy(boolean fromLogits, double labelSmoothing, String name)
        implements MeanMetric, LowerIsBetter {
    /** With Keras's defaults. */
    public static BinaryCrossentropy of() {
        return new BinaryCrossentropy(false, 0, "binary_crossentropy");
    }

    /** The same for logits. */
    public BinaryCrossentropy withFromLogits(boolean fromLogits) {
        return new BinaryCrossentropy(fromLogits, labelSmoothing, name);
    }

    /** The same with smoothed labels. */
    public BinaryCrossentropy withLabelSmoothing(double labelSmoothing) {
        return new BinaryCrossentropy(fromLogits, labelSmoothing, name);
    }

    /** The same under another name. */
    public BinaryCrossentropy withName(String name) {
        return new BinaryCrossentropy(fromLogits, labelSmoothing, name);
    }

    @Override
    public Node values(Node yTrue, Node yPred) {
        return io.nacre.loss.BinaryCrossentropy.of()
                .withFromLogits(fromLogits)
                .withLabelSmoothing(labelSmoothing)
                .call(yTrue, yPred);
    }
}
