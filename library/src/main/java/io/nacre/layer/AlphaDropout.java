package io.nacre.layer;

import io.nacre.file.RecordText;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import java.util.List;
import java.util.Optional;

/**
 * Dropout that keeps mean 0 and variance 1, for self-normalizing nets of SELU: in training sets each input with
 * probability {@code rate} to the value that SELU approaches at minus infinity, and moves all:
 *
 * <pre>{@code
 * low = -1.0507 * 1.6733
 * a = 1 / sqrt((1 - rate) * (1 + rate * low^2))
 * y = a * (x or low) - a * low * rate
 * }</pre>
 *
 * <p>In prediction it does nothing. Input and result have the same shape; no weights. Not after other activations than
 * SELU, whose results have another mean. Source: Klambauer et al., 2017.
 *
 * @param rate the share that is dropped, from 0 to 1, with which it cannot be trained
 * @param noiseShape as for {@link Dropout}; default the shape of the input
 */
public record AlphaDropout(double rate, Optional<List<Optional<Integer>>> noiseShape) implements Layer {
    private static final double LOW = -1.6732632423543772848170429916717 * 1.0507009873554804934193349852946;

    /** Checks the rate and the mask's sizes. */
    public AlphaDropout {
        Masks.rate(rate);
        noiseShape = Masks.noiseShape(noiseShape);
    }

    /** Alpha dropout of single numbers. */
    public static AlphaDropout of(double rate) {
        return new AlphaDropout(rate, Optional.empty());
    }

    /** The same with a mask that is repeated; see {@link Dropout#withNoiseShape}. */
    public AlphaDropout withNoiseShape(int... sizes) {
        return new AlphaDropout(rate, Masks.noiseShape(sizes));
    }

    @Override
    public Node call(Scope scope, Node x) {
        return !scope.stochastic() || rate == 0 ? x : dropped(scope, x, rate, noiseShape);
    }

    /** The input with some of its numbers at the low end, moved back to mean 0 and variance 1. */
    static Node dropped(Scope scope, Node x, double rate, Optional<List<Optional<Integer>>> noiseShape) {
        Masks.somethingKept(rate);
        double a = 1 / Math.sqrt((1 - rate) * (1 + rate * LOW * LOW));
        Node kept = Masks.kept(scope, x, rate, noiseShape);
        Node dropped = Node.constant(1).minus(kept).times(LOW);
        return x.times(kept).plus(dropped).times(a).minus(a * LOW * rate);
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
