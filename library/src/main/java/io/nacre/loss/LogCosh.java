package io.nacre.loss;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;

/**
 * {@code mean(log(cosh(yPred - yTrue)))} over the last axis.
 *
 * <p>For regression: half the squared error where that is small, the absolute error less log 2 where it is large, and
 * smooth between. Targets and predictions have one shape, {@code (batch, ..., n)}, or differ by a last axis of size 1.
 *
 * @param reduction what is made of the samples' losses; default their mean
 */
@KerasName(aliases = "log_cosh", onlyRead = "logcosh")
public record LogCosh(Reduction reduction) implements Loss {
    /** With Keras's defaults. */
    public static LogCosh of() {
        return new LogCosh(Reduction.SUM_OVER_BATCH_SIZE);
    }

    /** The same, reduced in this way. */
    public LogCosh withReduction(Reduction reduction) {
        return new LogCosh(reduction);
    }

    @Override
    public Node call(Node yTrue, Node yPred) {
        Targets.Pair pair = Targets.fit("log cosh", yTrue, yPred);
        Node size = pair.yPred().minus(pair.yTrue()).abs();
        return Targets.mean(size.plus(size.times(-2).softplus()).minus(Math.log(2)));
    }
}
