package io.nacre.layer;

import io.nacre.graph.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Some axes of an array, as a layer names them: negative ones count from the end. */
final class Axes {
    private final Shape shape;
    private final int[] named;

    private Axes(Shape shape, int[] named) {
        this.shape = shape;
        this.named = named;
    }

    /**
     * These axes of an input, which has the batch as axis 0.
     *
     * @throws IllegalArgumentException if one does not exist, is named twice, or is the batch
     */
    static Axes of(Shape shape, List<Integer> axes) {
        int[] named = axes.stream().mapToInt(shape::axis).toArray();
        if (Arrays.stream(named).distinct().count() < named.length) {
            throw new IllegalArgumentException(
                    "axis must name each axis once, but " + axes + " names one twice in shape " + shape);
        }
        if (Arrays.stream(named).anyMatch(axis -> axis == 0)) {
            throw new IllegalArgumentException("axis must be from 1 to " + (shape.rank() - 1)
                    + ", or negative and count from the end, but " + axes
                    + " names axis 0 of shape " + shape + ", which is the batch");
        }
        return new Axes(shape, named);
    }

    /** The axes, in ascending order. */
    int[] sorted() {
        return Arrays.stream(named).sorted().toArray();
    }

    /** All other axes, in ascending order. */
    int[] others() {
        return IntStream.range(0, shape.rank()).filter(axis -> !has(axis)).toArray();
    }

    /** Their sizes, in the order in which they were named. */
    Shape sizes() {
        return Shape.of(Arrays.stream(named).map(shape::size).toArray());
    }

    /** The shape with size 1 at all other axes. */
    Shape aligned() {
        return Shape.of(IntStream.range(0, shape.rank())
                .map(axis -> has(axis) ? shape.size(axis) : 1)
                .toArray());
    }

    private boolean has(int axis) {
        return Arrays.stream(named).anyMatch(own -> own == axis);
    }
}
