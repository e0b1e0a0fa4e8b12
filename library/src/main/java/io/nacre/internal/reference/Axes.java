package io.nacre.internal.reference;

import java.util.Arrays;
import java.util.List;

/**
 * Where operations that move or combine elements find them: for each element of one array, in order, the position of
 * its partner in another. The last axis runs fastest.
 */
final class Axes {
    private Axes() {}

    /** For each element of the repeated array: its origin. */
    static int[] repeated(int[] from, int[] to) {
        int[] strides = strides(from);
        int[] steps = new int[to.length];
        int added = to.length - from.length;
        for (int axis = added; axis < to.length; axis++) {
            steps[axis] = from[axis - added] == 1 ? 0 : strides[axis - added];
        }
        return positions(to, steps);
    }

    /** For each element of an array of these sizes: the element of the reduced array that it goes into. */
    static int[] reduced(int[] sizes, List<Integer> axes) {
        int[] kept = sizes.clone();
        axes.forEach(axis -> kept[axis] = 1);
        return repeated(kept, sizes);
    }

    /** For each element of the array with reordered axes: its origin. */
    static int[] transposed(int[] from, List<Integer> permutation) {
        int[] strides = strides(from);
        return positions(
                permutation.stream().mapToInt(axis -> from[axis]).toArray(),
                permutation.stream().mapToInt(axis -> strides[axis]).toArray());
    }

    /** For each element of a part along one axis: its origin. */
    static int[] sliced(int[] from, int axis, int start, int end) {
        int[] strides = strides(from);
        int[] sizes = from.clone();
        sizes[axis] = end - start;
        int[] positions = positions(sizes, strides);
        Arrays.setAll(positions, i -> positions[i] + start * strides[axis]);
        return positions;
    }

    /** For each index of an array of these sizes: the sum over its axes of index times step. */
    private static int[] positions(int[] sizes, int[] steps) {
        int count = 1;
        for (int size : sizes) {
            count = Math.multiplyExact(count, size);
        }
        int[] positions = new int[count];
        for (int i = 0; i < count; i++) {
            int rest = i;
            for (int axis = sizes.length - 1; axis >= 0; axis--) {
                positions[i] += rest % sizes[axis] * steps[axis];
                rest /= sizes[axis];
            }
        }
        return positions;
    }

    private static int[] strides(int[] sizes) {
        int[] strides = new int[sizes.length];
        int stride = 1;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= sizes[axis];
        }
        return strides;
    }
}
