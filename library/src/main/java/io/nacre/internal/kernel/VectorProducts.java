package io.nacre.internal.kernel;

/** Matrix products in vector code. */
interface VectorProducts extends ScalarProducts {
    @Override
    default void matmul(
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
            int so) {
        BlockedProduct.run(false, false, rows, n, k, a, ao, lda, b, bo, ldb, start, at, c, co, ldc, scratch, so);
    }

    @Override
    default void matmulTransposedA(
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
            int so) {
        BlockedProduct.run(true, false, rows, n, k, a, ao, lda, b, bo, ldb, start, at, c, co, ldc, scratch, so);
    }

    @Override
    default void matmulTransposedB(
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
            int so) {
        BlockedProduct.run(false, true, rows, n, k, a, ao, lda, b, bo, ldb, start, at, c, co, ldc, scratch, so);
    }

    @Override
    default int scratch(int rows, int n, int k) {
        return BlockedProduct.scratch(false, rows, k);
    }

    /** Enough for the twin too, which may do the work for a while. */
    @Override
    default int scratchTransposedB(int rows, int n, int k) {
        return Math.max(BlockedProduct.scratch(true, rows, k), ScalarProducts.super.scratchTransposedB(rows, n, k));
    }

    @Override
    default void transpose(int rows, int cols, float[] a, int ao, int lda, float[] out, int oo, int ldo) {
        if (Transposition.fits(rows, cols)) {
            Transposition.run(rows, cols, a, ao, lda, out, oo, ldo);
        } else {
            ScalarProducts.super.transpose(rows, cols, a, ao, lda, out, oo, ldo);
        }
    }
}
