package io.nacre.graph;

import java.util.Arrays;

/**
 * An array of float32 numbers that outlives a step: a weight, a moving average, or an optimizer's slot.
 *
 * <p>A variable is an identity: two variables are never equal, and a graph reads and assigns it by identity, so models
 * that hold the same variable share its numbers.
 */
public final class Variable {
    /** Floats that may be read, never written, past the last element: full-width vector loads reach there. */
    private static final int SLACK = 64;

    private final String path;
    private final Shape shape;
    private final float[] storage;

    private Variable(String path, Shape shape) {
        this.path = path;
        this.shape = shape;
        this.storage = new float[shape.count() + SLACK];
    }

    /**
     * A variable filled with zeros.
     *
     * @param path where it belongs, as {@code dense_1/kernel}
     * @throws IllegalStateException if the shape depends on the batch
     */
    public static Variable of(String path, Shape shape) {
        return new Variable(path, shape);
    }

    /** Where it belongs, as {@code dense_1/kernel}. */
    public String path() {
        return path;
    }

    /** Its shape. */
    public Shape shape() {
        return shape;
    }

    /** The number of elements. */
    public int count() {
        return storage.length - SLACK;
    }

    /** A copy of the numbers, the last axis running fastest. */
    public float[] values() {
        return Arrays.copyOf(storage, count());
    }

    /**
     * Replaces all numbers.
     *
     * @throws IllegalArgumentException if there are not exactly as many as elements
     */
    public void assign(float[] values) {
        if (values.length != count()) {
            throw new IllegalArgumentException(path + " has shape " + shape + ", that is " + count() + " numbers, but "
                    + values.length + " were given");
        }
        System.arraycopy(values, 0, storage, 0, values.length);
    }

    /** The live storage, for the executor: the first {@link #count()} floats are the numbers. */
    public float[] storage() {
        return storage;
    }

    @Override
    public String toString() {
        return path + shape;
    }
}
