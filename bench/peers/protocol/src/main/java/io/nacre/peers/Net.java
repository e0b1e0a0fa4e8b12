package io.nacre.peers;

/** A net of a peer, with weights of its own. Images are rows of {@link Images#PIXELS} floats. */
public interface Net extends AutoCloseable {
    /**
     * One training step.
     *
     * @param pixels the images of the batch, one after the other
     * @param labels their classes
     * @return the mean loss of the batch
     * @throws UnsupportedOperationException if the peer cannot train
     */
    float step(float[] pixels, int[] labels);

    /** The probabilities of the classes, one image after the other. */
    float[] predict(float[] pixels);

    /** The same with dropout active. */
    float[] predictWithDropout(float[] pixels);

    @Override
    void close();
}
