package io.nacre.internal.run;

import io.nacre.internal.kernel.Kernels;

/** The memory of one run of a plan. Runs at the same time have different frames. */
public final class Frame {
    /** Floats that may be read, never written, past the end of any array. */
    public static final int SLACK = Kernels.SLACK;

    final float[][] arrays;
    final Lane[] lanes;
    private final long[] seedKeys;
    private final long[] stepKeys;
    final Feeding feeding = new Feeding();
    private int batch;

    Frame(float[][] arrays, Lane[] lanes, long[] seedKeys) {
        this.arrays = arrays;
        this.lanes = lanes;
        this.seedKeys = seedKeys;
        this.stepKeys = seedKeys.clone();
    }

    /** Sets the number of samples and the step, which the random streams depend on. */
    public void begin(int batch, long step) {
        this.batch = batch;
        for (int i = 0; i < seedKeys.length; i++) {
            stepKeys[i] = Streams.atStep(seedKeys[i], step);
        }
    }

    /** The number of samples of this run. */
    public int batch() {
        return batch;
    }

    /** The array in which a place lies. */
    public float[] array(Place place) {
        return arrays[place.array()];
    }

    /** The array in which a place lies for one thread. */
    float[] array(Place place, Lane lane) {
        return place.array() < 0 ? lane.scratch : arrays[place.array()];
    }

    long key(int stream) {
        return stepKeys[stream];
    }
}
