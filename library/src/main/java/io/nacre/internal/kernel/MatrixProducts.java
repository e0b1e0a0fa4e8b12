package io.nacre.internal.kernel;

/**
 * Matrix products, and transposition.
 *
 * <p>Every row of C starts from the same n values, those of a bias or {@link #ZEROS}. Each element of C is that start
 * plus the products in order of increasing k, each added by one fused multiply-add: {@code c = fma(a[k-1], b[k-1], ...
 * fma(a[0], b[0], start))}. So rows and columns can be shared out in any way without changing a bit.
 */
public interface MatrixProducts {
    /** The number of floats that can be read after the end of any range. */
    int SLACK = 64;

    /** Given as the start, at 0: zeros for any number of columns. Never written. */
    @SuppressWarnings("MutablePublicArray") // told apart by identity, and not exported
    float[] ZEROS = new float[SLACK];

    /**
     * C[rows, n] = start[n] + A[rows, k] . B[k, n].
     *
     * @param scratch {@link #scratch(int, int, int)} floats for this call alone, from {@code so}
     */
    void matmul(
            int rows,
            int n,
            int k,
            float[] a,
            int ao,
            int lda,
            float[] b,
            int bo,
            int ldb,
            float[] start,
            int at,
            float[] c,
            int co,
            int ldc,
            float[] scratch,
            int so);

    /**
     * C[rows, n] = start[n] + A<sup>T</sup> . B, where A is stored as [k, rows] and B as [k, n].
     *
     * @param scratch {@link #scratch(int, int, int)} floats for this call alone, from {@code so}
     */
    void matmulTransposedA(
            int rows,
            int n,
            int k,
            float[] a,
            int ao,
            int lda,
            float[] b,
            int bo,
            int ldb,
            float[] start,
            int at,
            float[] c,
            int co,
            int ldc,
            float[] scratch,
            int so);

    /**
     * C[rows, n] = start[n] + A[rows, k] . B<sup>T</sup>, where B is stored as [n, k].
     *
     * @param scratch {@link #scratchTransposedB(int, int, int)} floats for this call alone, from {@code so}
     */
    void matmulTransposedB(
            int rows,
            int n,
            int k,
            float[] a,
            int ao,
            int lda,
            float[] b,
            int bo,
            int ldb,
            float[] start,
            int at,
            float[] c,
            int co,
            int ldc,
            float[] scratch,
            int so);

    /**
     * The number of floats of scratch that suffices for a product of these sizes or smaller ones where B is not
     * transposed.
     */
    int scratch(int rows, int n, int k);

    /** The same where B is transposed. */
    int scratchTransposedB(int rows, int n, int k);

    /** out[cols, rows] = A<sup>T</sup>, where A is [rows, cols]. The two may not overlap. */
    void transpose(int rows, int cols, float[] a, int ao, int lda, float[] out, int oo, int ldo);
}
