package io.nacre.internal.kernel;

/**
 * Many numbers made one, in a fixed order.
 *
 * <p>Sums run over {@link #LANES} partial sums, of which partial sum j starts at +0 and takes the elements j, j + 32, j
 * + 64 and so on. Then the upper half of the partial sums is added to the lower (j and j + 16), again (j and j + 8),
 * down to one. So it is the same sum for vectors of any length up to 32, with a mask for the last of them. Fewer than
 * 32 elements are added to +0 one after the other.
 */
public interface Reductions {
    /** The number of partial sums. */
    int LANES = 32;

    /** The sum of n elements. */
    float sum(int n, float[] a, int ao);

    /** The sum of the squares of n elements, each square added by one fused multiply-add. */
    float sumOfSquares(int n, float[] a, int ao);

    /** The sum of the products of n pairs, each product added by one fused multiply-add. */
    float dot(int n, float[] a, int ao, float[] b, int bo);

    /** The largest of n elements: NaN if one is, negative infinity if n is 0. */
    float max(int n, float[] a, int ao);

    /** The smallest of n elements: NaN if one is, infinity if n is 0. */
    float min(int n, float[] a, int ao);

    /** The index, from 0, of the first of the largest elements. NaN is passed over; if all are NaN, 0. */
    int argmax(int n, float[] a, int ao);

    /** out[j] += a[0, j], then a[1, j], and so on to the last of the rows, for each of n columns. */
    void addRows(int rows, int n, float[] a, int ao, int lda, float[] out, int oo);
}
