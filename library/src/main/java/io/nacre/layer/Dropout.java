package io.nacre.layer;

import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * In training, sets a share of the inputs to 0, each with probability {@code rate}, and multiplies the others by
 * {@code 1 / (1 - rate)}, which keeps the expected sum. In prediction it does nothing.
 *
 * <p>Input and result have the same shape; no weights. Compare losses with dropout off: in training they look worse.
 * Not for self-normalizing nets, which want alpha dropout. Source: Srivastava et al., 2014.
 *
 * @param rate the share that is dropped, from 0 to below 1
 */
public record Dropout(double rate) implements Layer {
    /** Checks the rate. */
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("rate must be from 0 to below 1, not " + rate);
        }
    }

    @Override
    public Node call(Scope scope, Node x) {
        if (!scope.stochastic() || rate == 0) {
            return x;
        }
        Node kept = scope.uniform(x.shape()).greaterEqual(rate);
        return x.times(kept.times(1 / (1 - rate)));
    }
}
