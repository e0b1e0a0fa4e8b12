package io.nacre.internal.compile;

import io.nacre.graph.Shape;
import io.nacre.internal.run.Size;

/** Numbers of elements of symbolic shapes. */
final class Sizes {
    private Sizes() {}

    /** The size of one axis as it stands in a shape. */
    static Size of(int axisSize) {
        return axisSize < 0 ? new Size(-axisSize, 1) : Size.fixed(axisSize);
    }

    /** The number of elements. */
    static Size count(Shape shape) {
        Size count = Size.fixed(1);
        for (int size : shape.sizes()) {
            count = count.times(of(size));
        }
        return count;
    }

    /** The size of the leading axis, along which arrays are cut; 1 for a scalar. */
    static Size leading(Shape shape) {
        return shape.rank() == 0 ? Size.fixed(1) : of(shape.size(0));
    }
}
