package io.nacre.loss;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;

/**
 * {@code sum(yTrue log(yTrue / yPred))} over the last axis, the Kullback-Leibler divergence; both are kept between 1e-7
 * and 1.
 *
 * <p>For targets that are themselves distributions, as those of another model. For classes the categorical
 * cross-entropy has the same gradient and is exact for logits. Targets and predictions have one shape, {@code (batch,
 * ..., classes)}.
 *
 * @param reduction what is made of the samples' losses; default their mean
 */
@KerasName(
        value = "KLDivergence",
        aliases = {"kl_divergence", "kld", "KLD"},
        onlyRead = "kullback_leibler_divergence")
public record KlDivergence(Reduction reduction) implements Loss {
    /** With Keras's defaults. */
    public static KlDivergence of() {
        return new KlDivergence(Reduction.SUM_OVER_BATCH_SIZE);
    }

    /** The same, reduced in this way. */
    public KlDivergence withReduction(Reduction reduction) {
        return new KlDivergence(reduction);
    }

    @Override
    public Node call(Node yTrue, Node yPred) {
        Targets.Pair pair = Targets.fit("KL divergence", yTrue, yPred);
        Node right = Targets.clip(pair.yTrue(), Targets.EPSILON, 1);
        Node said = Targets.clip(pair.yPred(), Targets.EPSILON, 1);
        return right.times(right.dividedBy(said).log()).sum(-1);
    }
}
