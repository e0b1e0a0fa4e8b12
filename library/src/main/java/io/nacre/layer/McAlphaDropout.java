package io.nacre.layer;

import io.nacre.file.KerasName;
import io.nacre.file.RecordText;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import java.util.List;
import java.util.Optional;

/**
 * Monte Carlo alpha dropout: {@link AlphaDropout} that drops in prediction too, for self-normalizing nets of SELU that
 * are to tell how sure they are.
 *
 * <p>It computes what {@link AlphaDropout} computes in training, and answers as {@link McDropout} does: each call of
 * {@code predict} draws anew. A model that was trained with alpha dropout becomes such a one by
 * {@code model.replaceLayers(AlphaDropout.class, dropout -> mcAlphaDropout(dropout.rate()))}. Keras has no such layer,
 * so that a file with it opens in Nacre only. Source: Gal and Ghahramani, 2016; Klambauer et al., 2017.
 *
 * @param rate the share that is dropped, from 0 to below 1
 * @param noiseShape as that of {@link Dropout}
 */
@KerasName(value = "MCAlphaDropout", module = "nacre.layers")
public record McAlphaDropout(double rate, Optional<List<Optional<Integer>>> noiseShape) implements Layer {
    /** Checks the rate and the mask's sizes. */
    public McAlphaDropout {
        Masks.rate(rate);
        noiseShape = Masks.noiseShape(noiseShape);
    }

    /** Alpha dropout of single numbers. */
    public static McAlphaDropout of(double rate) {
        return new McAlphaDropout(rate, Optional.empty());
    }

    /** The same with a mask that is repeated, as {@link Dropout#withNoiseShape} has it. */
    public McAlphaDropout withNoiseShape(int... sizes) {
        return new McAlphaDropout(rate, Masks.noiseShape(sizes));
    }

    @Override
    public Node call(Scope scope, Node x) {
        return rate == 0 ? x : AlphaDropout.dropped(scope, x, rate, noiseShape);
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
