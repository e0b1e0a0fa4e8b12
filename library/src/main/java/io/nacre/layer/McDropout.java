package io.nacre.layer;

import io.nacre.file.KerasName;
import io.nacre.file.RecordText;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import java.util.List;
import java.util.Optional;

/**
 * Monte Carlo dropout: {@link Dropout} that drops in prediction too, so that a model answers otherwise each time, and
 * the spread of its answers tells how sure it is.
 *
 * <p>Each call of {@code predict} draws anew; the same model with the same seed gives the same row of answers. A model
 * that was trained with {@code Dropout} becomes such a one by {@code model.replaceLayers(Dropout.class, dropout ->
 * mcDropout(dropout.rate()))}. Not for a single answer, which dropout only makes worse: average some tens of them.
 * Keras has no such layer, so that a file with it opens in Nacre only. Source: Gal and Ghahramani, 2016.
 *
 * @param rate the share that is dropped, from 0 to 1, which drops all
 * @param noiseShape as that of {@link Dropout}
 */
@KerasName(value = "MCDropout", module = "nacre.layers")
public record McDropout(double rate, Optional<List<Optional<Integer>>> noiseShape) implements Layer {
    /** Checks the rate and the mask's sizes. */
    public McDropout {
        Masks.rate(rate);
        noiseShape = Masks.noiseShape(noiseShape);
    }

    /** Dropout of single numbers. */
    public static McDropout of(double rate) {
        return new McDropout(rate, Optional.empty());
    }

    /** The same with a mask that is repeated, as {@link Dropout#withNoiseShape} has it. */
    public McDropout withNoiseShape(int... sizes) {
        return new McDropout(rate, Masks.noiseShape(sizes));
    }

    @Override
    public Node call(Scope scope, Node x) {
        return rate == 0 ? x : Masks.dropped(scope, x, rate, noiseShape);
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
