package io.nacre.internal.kernel;

import java.util.List;

/**
 * Elementary operations on the elements of rows, to be done in one pass. Values are numbered: first the arrays that are
 * read element by element, then those of which a row reads one number, then the numbers that are the same for all
 * elements, then the links' results.
 *
 * @param arrays how many arrays are read, with an element for each element of a row
 * @param columns how many arrays are read, with an element for each row
 * @param numbers how many numbers
 * @param links the operations in their order
 * @param stored the values that are written, in the order of their arrays
 * @param reductions what is made of the rows, in the order of their arrays
 */
public record Chain(
        int arrays, int columns, int numbers, List<Link> links, List<Integer> stored, List<Reduction> reductions) {
    /**
     * One operation.
     *
     * @param a the first value that it is applied to
     * @param b the second, or -1
     * @param c the third, or -1
     */
    public record Link(Elementary operation, int a, int b, int c) {}

    /**
     * One number of each row.
     *
     * @param sum whether it is the row's sum, in the order of {@link Reductions} for {@link Reductions#LANES} elements
     *     or more, or else its largest element
     * @param value the value that it is made of
     */
    public record Reduction(boolean sum, int value) {}

    /** Copies the lists. */
    public Chain {
        links = List.copyOf(links);
        stored = List.copyOf(stored);
        reductions = List.copyOf(reductions);
    }

    /** How many arrays its code is given. */
    public int places() {
        return arrays + columns + stored.size() + reductions.size();
    }

    /** How many values there are. */
    int values() {
        return arrays + columns + numbers + links.size();
    }

    /** A chain as code. */
    @FunctionalInterface
    public interface Code {
        /**
         * Does all links on the elements of some rows.
         *
         * @param places the arrays that are read, those with an element for each row, those that are written, and those
         *     that the reductions go to
         * @param offsets where the first row begins in each, or has its one element
         * @param strides how far it is from there to the next row; 0 where all rows share one
         */
        void run(int rows, int n, float[][] places, int[] offsets, int[] strides, float[] numbers);
    }
}
