package io.nacre.graph;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The sizes of an array's axes, of which any may grow with the batch.
 *
 * <p>An axis size is a positive number, or a negative number {@code -k} that stands for {@code k} times the number of
 * samples in the batch ({@link #BATCH} is {@code -1}). A scalar has no axes. Sizes are written as Keras writes them:
 * {@code (None, 784)}.
 */
public final class Shape {
    /** The size of an axis that has one entry for each sample of the batch. */
    public static final int BATCH = -1;

    /** The shape of a single number. */
    public static final Shape SCALAR = new Shape(new int[0]);

    private final int[] sizes;

    private Shape(int[] sizes) {
        this.sizes = sizes;
    }

    /**
     * A shape of these axis sizes.
     *
     * @throws IllegalArgumentException if a size is 0
     */
    public static Shape of(int... sizes) {
        for (int axis = 0; axis < sizes.length; axis++) {
            if (sizes[axis] == 0) {
                throw new IllegalArgumentException("axis " + axis + " of a shape has size 0 in "
                        + Arrays.toString(sizes) + "; sizes are positive, or negative for multiples of the batch");
            }
        }
        return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
    }

    /** The number of axes. */
    public int rank() {
        return sizes.length;
    }

    /** The size of one axis; negative axes count from the end, as in Python. */
    public int size(int axis) {
        return sizes[axis(axis)];
    }

    /**
     * The axis as a number from 0 to rank - 1.
     *
     * @throws IllegalArgumentException if it lies outside {@code [-rank, rank)}
     */
    public int axis(int axis) {
        if (axis < -sizes.length || axis >= sizes.length) {
            throw new IllegalArgumentException("axis " + axis + " does not exist in shape " + this + "; allowed are "
                    + -sizes.length + " to " + (sizes.length - 1));
        }
        return axis < 0 ? axis + sizes.length : axis;
    }

    /** The axis sizes, a copy. */
    public int[] sizes() {
        return sizes.clone();
    }

    /** Whether any axis grows with the batch. */
    public boolean dependsOnBatch() {
        for (int size : sizes) {
            if (size < 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * The number of elements when the batch has this many samples.
     *
     * @throws IllegalArgumentException if there are more than arrays can have together
     */
    public long count(int batch) {
        long count = 1;
        for (int size : sizes) {
            long more = size < 0 ? (long) -size * batch : size;
            if (more != 0 && count > Long.MAX_VALUE / more) {
                throw tooLarge();
            }
            count *= more;
        }
        return count;
    }

    private IllegalArgumentException tooLarge() {
        return new IllegalArgumentException(
                "shape " + this + " has more elements than the " + Integer.MAX_VALUE + " that an array can have");
    }

    /**
     * The number of elements of a shape that does not depend on the batch.
     *
     * @throws IllegalStateException if it does
     * @throws IllegalArgumentException if there are more than an array can have
     */
    public int count() {
        if (dependsOnBatch()) {
            throw new IllegalStateException("shape " + this + " has no fixed number of elements");
        }
        long count = count(1);
        if (count > Integer.MAX_VALUE) {
            throw tooLarge();
        }
        return (int) count;
    }

    /** This shape with the batch replaced by a number of samples. */
    public Shape at(int batch) {
        int[] fixed = sizes.clone();
        for (int axis = 0; axis < fixed.length; axis++) {
            long size = fixed[axis] < 0 ? -(long) fixed[axis] * batch : fixed[axis];
            if (size > Integer.MAX_VALUE) {
                throw tooLarge();
            }
            fixed[axis] = (int) size;
        }
        return new Shape(fixed);
    }

    /** This shape with another size at one axis. */
    public Shape with(int axis, int size) {
        int[] changed = sizes.clone();
        changed[axis(axis)] = size;
        return of(changed);
    }

    /** The axes from {@code from} (inclusive) to {@code to} (exclusive). */
    public Shape slice(int from, int to) {
        return from == to ? SCALAR : new Shape(Arrays.copyOfRange(sizes, from, to));
    }

    /** This shape followed by the axes of another. */
    public Shape append(int... more) {
        int[] all = Arrays.copyOf(sizes, sizes.length + more.length);
        System.arraycopy(more, 0, all, sizes.length, more.length);
        return of(all);
    }

    /** This shape with the batch as a first axis. */
    public Shape batched() {
        return of(BATCH).append(sizes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    @Override
    public String toString() {
        return Arrays.stream(sizes)
                .mapToObj(size -> size == BATCH ? "None" : size < 0 ? -size + "*None" : Integer.toString(size))
                .collect(Collectors.joining(", ", "(", sizes.length == 1 ? ",)" : ")"));
    }
}
