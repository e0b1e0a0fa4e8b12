package io.nacre.layer;

import io.nacre.file.RecordText;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import java.util.List;
import java.util.Optional;

/**
 * In training sets each input to zero with probability {@code rate}, and multiplies the others by {@code 1 / (1 -
 * rate)}, which keeps the expected sum. In prediction it does nothing.
 *
 * <p>Input and result have the same shape; no weights. Compare losses with dropout off: in training they look worse.
 * Not for self-normalizing nets, which want {@link AlphaDropout}. Source: Srivastava et al., 2014.
 *
 * @param rate the share that is dropped, from 0 to 1, which drops all
 * @param noiseShape the shape of the mask, which is repeated where it has size 1; nothing for a size means the input's;
 *     default the shape of the input
 */
public record Dropout(double rate, Optional<List<Optional<Integer>>> noiseShape) implements Layer {
    /** Checks the rate and the mask's sizes. */
    public Dropout {
        Masks.rate(rate);
        noiseShape = Masks.noiseShape(noiseShape);
    }

    /** Dropout of single numbers. */
    public static Dropout of(double rate) {
        return new Dropout(rate, Optional.empty());
    }

    /**
     * The same with a mask that is repeated: {@code withNoiseShape(-1, 1, 5)} drops a feature at all times of a sample
     * or at none.
     *
     * @param sizes one for each axis, the batch included: 1, or the input's size, for which -1 stands too
     */
    public Dropout withNoiseShape(int... sizes) {
        return new Dropout(rate, Masks.noiseShape(sizes));
    }

    @Override
    public Node call(Scope scope, Node x) {
        if (!scope.stochastic() || rate == 0) {
            return x;
        }
        return Masks.dropped(scope, x, rate, noiseShape);
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
