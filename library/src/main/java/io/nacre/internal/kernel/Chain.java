package io.nacre.internal.kernel;

import java.util.List;

/**
 * Elementary operations on neighbouring elements, to be done in one pass. Values are numbered: first the arrays that are
 * read, then the numbers that are the same for all elements, then the links' results.
 *
 * @param arrays how many arrays are read
 * @param numbers how many numbers
 * @param links the operations in their order
 * @param stored the values that are written, in the order of their arrays
 */
public record Chain(int arrays, int numbers, List<Link> links, List<Integer> stored) {
    /**
     * One operation.
     *
     * @param a the first value that it is applied to
     * @param b the second, or -1
     * @param c the third, or -1
     */
    public record Link(Elementary operation, int a, int b, int c) {}

    /** Copies the lists. */
    public Chain {
        links = List.copyOf(links);
        stored = List.copyOf(stored);
    }

    /** A chain as code. */
    @FunctionalInterface
    public interface Code {
        /**
         * Does all links on the first n elements, n being a multiple of {@link Chains#WIDTH}.
         *
         * @param arrays first those that are read, then those that are written
         * @param offsets where each begins
         */
        void run(int n, float[][] arrays, int[] offsets, float[] numbers);
    }
}
