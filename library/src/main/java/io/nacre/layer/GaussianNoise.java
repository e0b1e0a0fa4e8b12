package io.nacre.layer;

import io.nacre.file.RecordText;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * In training adds to each input a random number of mean 0, so that the net learns not to trust single numbers; as the
 * first layer of an autoencoder it makes it a denoising one. In prediction it does nothing.
 *
 * <p>Input and result have the same shape; no weights. Scale the inputs first, so that one deviation suits them all.
 *
 * @param stddev the deviation of what is added, at least 0; a file with one above 1 does not open in Keras
 */
public record GaussianNoise(double stddev) implements Layer {
    /** Checks the deviation. */
    public GaussianNoise {
        if (!(stddev >= 0) || Double.isInfinite(stddev)) {
            throw new IllegalArgumentException("stddev must be a number of at least 0, not " + stddev);
        }
    }

    @Override
    public Node call(Scope scope, Node x) {
        return scope.stochastic() && stddev > 0 ? x.plus(scope.normal(x.shape()).times(stddev)) : x;
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
