package io.nacre.metric;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;

/**
 * As a metric: the loss {@link io.nacre.loss.KlDivergence}, the mean over the samples.
 *
 * <p>For targets that are distributions.
 *
 * @param name under which it stands in logs and history; default {@code kl_divergence}
 */
@KerasName(value = "KLDivergence", aliases = "kl_divergence")
public record KlDivergence(String name) implements MeanMetric, LowerIsBetter {
    /** With Keras's defaults. */
    public static KlDivergence of() {
        return new KlDivergence("kl_divergence");
    }

    /** The same under another name. */
    public KlDivergence withName(String name) {
        return new KlDivergence(name);
    }

    @Override
    public Node values(Node yTrue, Node yPred) {
        return io.nacre.loss.KlDivergence.of().call(yTrue, yPred);
    }
}
