package io.nacre.graph;

import java.util.List;

/**
 * What a {@link Node} computes from its inputs. The set is closed: the gradient table, both executors and the compiler
 * are switches over it without a default, so that an operation that one of them lacks does not compile.
 */
public sealed interface Op {
    /** An array given anew at each run: a batch of samples, labels, or a rate. */
    record Input(String name) implements Op {}

    /** The numbers of a variable as they were when the run began. */
    record Read(Variable variable) implements Op {}

    /** One number. */
    record Constant(double value) implements Op {}

    /** A fixed vector of numbers. */
    record Table(List<Double> values) implements Op {
        /** Copies the values. */
        public Table {
            values = List.copyOf(values);
        }
    }

    /** The number of elements that an array of this shape has in the current batch, as a scalar. */
    record Count(Shape counted) implements Op {}

    /**
     * Uniform random numbers in [0, 1). They depend on the run's seed, the stream's name, the step, and the position in
     * the array, on nothing else; so the same numbers can be drawn again.
     */
    record Uniform(String stream) implements Op {}

    /** A function of every element. */
    record Map1(Unary function) implements Op {}

    /** A function of the elements of two arrays of one shape. */
    record Map2(Binary function) implements Op {}

    /** Where the first input is not 0 the second, elsewhere the third; all of one shape. */
    record Select() implements Op {}

    /** The same numbers; no gradient flows back. */
    record StopGradient() implements Op {}

    /** Repeats axes of size 1, and leading axes that are missing, until the shape is reached. */
    record Broadcast(Shape shape) implements Op {}

    /** The sum over some axes, which vanish. */
    record Sum(List<Integer> axes) implements Op {
        /** Copies the axes. */
        public Sum {
            axes = List.copyOf(axes);
        }
    }

    /** The largest element along some axes, which vanish; equal largest ones share the derivative. */
    record Max(List<Integer> axes) implements Op {
        /** Copies the axes. */
        public Max {
            axes = List.copyOf(axes);
        }
    }

    /** The position of the first largest element along the last axis, which vanishes. */
    record ArgMax() implements Op {}

    /** {@code e^x / sum(e^x)} along the last axis. */
    record Softmax() implements Op {}

    /** {@code x - log(sum(e^x))} along the last axis. */
    record LogSoftmax() implements Op {}

    /** The same numbers in the same order under another shape. */
    record Reshape(Shape shape) implements Op {}

    /** Reorders axes: axis i of the result is axis {@code permutation[i]} of the input. */
    record Transpose(List<Integer> permutation) implements Op {
        /** Copies the permutation. */
        public Transpose {
            permutation = List.copyOf(permutation);
        }
    }

    /** The entries {@code from} (inclusive) to {@code to} (exclusive) along an axis. */
    record Slice(int axis, int from, int to) implements Op {}

    /** Arrays that differ in the size of one axis only, one after the other along it. */
    record Concatenate(int axis) implements Op {}

    /** The product of two matrices, either of them transposed first. */
    record MatMul(boolean transposeA, boolean transposeB) implements Op {}
}
