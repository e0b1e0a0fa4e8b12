package io.nacre.internal.kernel;

/** Random numbers that can be computed anywhere in their stream, and pixels. */
public interface Streams {
    /**
     * out[i] = a random number of [0, 1), a multiple of 2<sup>-24</sup>, that depends on {@code key} and {@code counter
     * + i} alone.
     *
     * <p>Streams of different keys are independent for all practical purposes, neighbouring keys too. Not for secrets.
     */
    void uniform(int n, long key, long counter, float[] out, int oo);

    /** out = a * scale + shift, for bytes read as 0 to 255, rounded twice. */
    void bytesToFloats(int n, byte[] a, int ao, float scale, float shift, float[] out, int oo);
}
