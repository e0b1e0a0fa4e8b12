package io.nacre.internal.kernel;

/**
 * The arithmetic of the fast executor, on ranges of {@code float[]}.
 *
 * <p>Rules that hold for every method here and in the interfaces it is composed of:
 *
 * <ul>
 *   <li>A range is an array and the offset of its first element. Matrices are row-major; {@code ld} is the distance
 *       between the starts of two rows.
 *   <li>An output may be the same range as an input of the same shape (same array, same offset) in elementwise and row
 *       methods. Other overlaps are not allowed.
 *   <li>After the end of any input range at least {@link #SLACK} more floats can be read. They are read, never used.
 *       Nothing is ever written outside an output range, since its neighbours may belong to another thread.
 *   <li>An element of a result depends only on the values that define it: not on its place in the range, not on how
 *       ranges are split among calls and threads, not on the width of the machine's vectors, and not on whether vector
 *       or scalar code computes it. All give the same bits.
 *   <li>No state, no allocation, safe for use by many threads at once.
 * </ul>
 */
public interface Kernels extends MatrixProducts, Unary, Binary, Reductions, Rows, Streams {
    /** A word for the log: {@code scalar}, or {@code vector} and the vectors' width in bits. */
    String name();
}
