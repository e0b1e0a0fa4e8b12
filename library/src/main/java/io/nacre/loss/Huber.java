package io.nacre.loss;

import io.nacre.graph.Node;

/**
 * {@code mean(e^2 / 2)} where the error {@code e = yPred - yTrue} is at most delta, {@code mean(delta |e| - delta^2 /
 * 2)} beyond, over the last axis.
 *
 * <p>For regression with outliers: near the target it is as smooth as the squared error, far from it as mild as the
 * absolute one. Targets and predictions have one shape, {@code (batch, ..., n)}, or differ by a last axis of size 1.
 * Source: Huber, 1964.
 *
 * @param delta where the quadratic part ends, above 0; default 1
 * @param reduction what is made of the samples' losses; default their mean
 */
public record Huber(double delta, Reduction reduction) implements Loss {
    /** Checks the numbers. */
    public Huber {
        Targets.requirePositive("delta", delta);
    }

    /** With Keras's defaults. */
    public static Huber of() {
        return new Huber(1, Reduction.SUM_OVER_BATCH_SIZE);
    }

    /** The same with another end of the quadratic part. */
    public Huber withDelta(double delta) {
        return new Huber(delta, reduction);
    }

    /** The same, reduced in this way. */
    public Huber withReduction(Reduction reduction) {
        return new Huber(delta, reduction);
    }

    @Override
    public Node call(Node yTrue, Node yPred) {
        Targets.Pair pair = Targets.fit("Huber's loss", yTrue, yPred);
        Node error = pair.yPred().minus(pair.yTrue());
        Node near = error.square().times(0.5);
        Node far = error.abs().times(delta).minus(delta * delta / 2);
        return Targets.mean(error.abs().lessEqual(delta).select(near, far));
    }
}
