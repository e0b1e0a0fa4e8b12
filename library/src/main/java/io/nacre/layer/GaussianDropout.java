package io.nacre.layer;

import io.nacre.file.RecordText;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * In training multiplies each input by a random number of mean 1 and deviation {@code sqrt(rate / (1 - rate))}, the
 * moments of dropout of that rate. In prediction it does nothing.
 *
 * <p>Input and result have the same shape; no weights. Source: Srivastava et al., 2014.
 *
 * @param rate from 0 to 1, with which it cannot be trained
 */
public record GaussianDropout(double rate) implements Layer {
    /** Checks the rate. */
    public GaussianDropout {
        Masks.rate(rate);
    }

    @Override
    public Node call(Scope scope, Node x) {
        if (!scope.stochastic() || rate == 0) {
            return x;
        }
        Masks.somethingKept(rate);
        return x.times(
                scope.normal(x.shape()).times(Math.sqrt(rate / (1 - rate))).plus(1));
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
