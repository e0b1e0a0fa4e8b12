package io.nacre.graph;

import java.util.List;

/**
 * What a {@link Node} computes from its inputs. The set is closed: the gradient table, both executors and the compiler
 * are switches over it without a default, so that an operation that one of them lacks does not compile.
 *
 * <p>Operations of one kind are compiled in one way: a new one of a kind that is here needs no new pass.
 */
public sealed interface Op {
    /** Numbers that come from elsewhere: an array in memory. */
    sealed interface Given extends Op {}

    /** Numbers that a loop reads without an array of them: one for all, or repeated ones. */
    sealed interface Repeated extends Op {}

    /** Computed element by element, by loops that are fused. */
    sealed interface OfElements extends Op {}

    /** Several axes become none. */
    sealed interface Reduction extends Op {}

    /** A function of all elements along the last axis at once. */
    sealed interface OfRows extends Op {
        /** What messages call it. */
        String word();

        /** Whether the result has the last axis, too. */
        boolean keepsLastAxis();
    }

    /** Elements in another order. */
    sealed interface Rearrangement extends Op {}

    /** Blocks of elements that are copied: a part of an array, or arrays one after the other. */
    sealed interface OfBlocks extends Op {
        /** The axis along which arrays are cut or joined. */
        int axis();
    }

    /** An array given anew at each run: a batch of samples, labels, or a rate. */
    record Input(String name) implements Given {}

    /** The numbers of a variable as they were when the run began. */
    record Read(Variable variable) implements Given {}

    /** One number. */
    record Constant(double value) implements Repeated {}

    /** A fixed vector of numbers. */
    record Table(List<Double> values) implements Given {
        /** Copies the values. */
        public Table {
            values = List.copyOf(values);
        }
    }

    /** The number of elements that an array of this shape has in the current batch, as a scalar. */
    record Count(Shape counted) implements Repeated {}

    /**
     * Uniform random numbers in [0, 1). They depend on the run's seed, the stream's name, the step, and the position in
     * the array, on nothing else; so the same numbers can be drawn again.
     */
    record Uniform(String stream) implements OfElements {}

    /** A function of every element. */
    record Map1(Unary function) implements OfElements {}

    /** A function of the elements of two arrays of one shape. */
    record Map2(Binary function) implements OfElements {}

    /** Where the first input is not 0 the second, elsewhere the third; all of one shape. */
    record Select() implements OfElements {}

    /** The same numbers; no gradient flows back. */
    record StopGradient() implements Op {}

    /** Repeats axes of size 1, and leading axes that are missing, until the shape is reached. */
    record Broadcast(Shape shape) implements Repeated {}

    /** The sum over some axes, which vanish. */
    record Sum(List<Integer> axes) implements Reduction {
        /** Copies the axes. */
        public Sum {
            axes = List.copyOf(axes);
        }
    }

    /** The largest element along some axes, which vanish; equal largest ones share the derivative. */
    record Max(List<Integer> axes) implements Reduction {
        /** Copies the axes. */
        public Max {
            axes = List.copyOf(axes);
        }
    }

    /** The position of the first largest element along the last axis, which vanishes. */
    record ArgMax() implements OfRows {
        @Override
        public String word() {
            return "argmax";
        }

        @Override
        public boolean keepsLastAxis() {
            return false;
        }
    }

    /** {@code e^x / sum(e^x)} along the last axis. */
    record Softmax() implements OfRows {
        @Override
        public String word() {
            return "softmax";
        }

        @Override
        public boolean keepsLastAxis() {
            return true;
        }
    }

    /** {@code x - log(sum(e^x))} along the last axis. */
    record LogSoftmax() implements OfRows {
        @Override
        public String word() {
            return "log-softmax";
        }

        @Override
        public boolean keepsLastAxis() {
            return true;
        }
    }

    /**
     * The sums of each row's first 1, 2, 3, ... elements along the last axis.
     *
     * @param reverse of its last ones instead
     */
    record CumulativeSum(boolean reverse) implements OfRows {
        @Override
        public String word() {
            return "cumulative sum";
        }

        @Override
        public boolean keepsLastAxis() {
            return true;
        }
    }

    /** The same numbers in the same order under another shape. */
    record Reshape(Shape shape) implements Op {}

    /** Reorders axes: axis i of the result is axis {@code permutation[i]} of the input. */
    record Transpose(List<Integer> permutation) implements Rearrangement {
        /** Copies the permutation. */
        public Transpose {
            permutation = List.copyOf(permutation);
        }
    }

    /** The entries {@code from} (inclusive) to {@code to} (exclusive) along an axis. */
    record Slice(int axis, int from, int to) implements OfBlocks {}

    /** Arrays that differ in the size of one axis only, one after the other along it. */
    record Concatenate(int axis) implements OfBlocks {}

    /** The product of two matrices, either of them transposed first. */
    record MatMul(boolean transposeA, boolean transposeB) implements Op {}
}
