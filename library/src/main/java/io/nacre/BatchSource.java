package io.nacre;

import io.nacre.data.Dataset;
import io.nacre.graph.Shape;
import io.nacre.internal.run.Frame;
import java.util.Map;
import java.util.Optional;

/** Gives a training run its batches, one after the other. */
interface BatchSource {
    /** The fact of {@link RunIdentity} that holds {@link #seen}. */
    String SEEN = "batches so far";

    /** Data whose columns have the shapes of all batches. */
    Dataset example();

    /** The shape of a sample's weights, its own or those of its class, if samples have any. */
    Optional<Shape> weights();

    /** Samples of the largest batch, as far as is known. */
    int capacity();

    /** Steps in an epoch; 0 as long as they are not known. */
    int stepsPerEpoch();

    /**
     * Begins an epoch, unless it has begun.
     *
     * @param steps made before it, since the model was compiled
     */
    void beginEpoch(int epoch, long steps);

    /** Whether the epoch has a batch of this number. */
    boolean hasNext(int batch);

    /** Whether there are no more batches in this epoch or in any other. */
    boolean ranOut();

    /**
     * Goes to the next batch.
     *
     * @param steps made before it, since the model was compiled
     */
    void advance(int batch, long steps);

    /** Writes the batch to the inputs of a run, and says how many samples it has. */
    int feed(Session session, Frame frame);

    /**
     * Goes where a run was that is taken up again: after so many batches of an epoch.
     *
     * @param steps made before, since the model was compiled
     */
    void restore(int firstEpoch, int epoch, int batches, long steps);

    /** Adds the facts of the data that are known before training. */
    void identify(Map<String, String> facts);

    /** A checksum of the batches so far; empty where {@link #identify} tells all. */
    Optional<String> seen();
}
