package io.nacre.internal.kernel;

/** Matrix products as plain loops. */
interface ScalarProducts extends MatrixProducts {
    /** Columns of a transposed B that are turned at a time. */
    int PART = 32;

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
        for (int i = 0; i < rows; i++) {
            begin(n, start, at, c, co + i * ldc);
            for (int p = 0; p < k; p++) {
                addRow(n, a[ao + i * lda + p], b, bo + p * ldb, c, co + i * ldc);
            }
        }
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
        for (int i = 0; i < rows; i++) {
            begin(n, start, at, c, co + i * ldc);
            for (int p = 0; p < k; p++) {
                addRow(n, a[ao + p * lda + i], b, bo + p * ldb, c, co + i * ldc);
            }
        }
    }

    /** Parts of B are transposed, so that the innermost loop goes along columns as it does in the other products. */
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
        for (int j = 0; j < n; j += PART) {
            int columns = Math.min(PART, n - j);
            int first = start == ZEROS ? at : at + j;
            transpose(columns, k, b, bo + j * ldb, ldb, scratch, so, PART);
            matmul(rows, columns, k, a, ao, lda, scratch, so, PART, start, first, c, co + j, ldc, scratch, so);
        }
    }

    private static void begin(int n, float[] start, int at, float[] c, int co) {
        for (int j = 0; j < n; j++) {
            c[co + j] = start == ZEROS ? 0f : start[at + j];
        }
    }

    private static void addRow(int n, float factor, float[] b, int bo, float[] c, int co) {
        for (int j = 0; j < n; j++) {
            c[co + j] = Math.fma(factor, b[bo + j], c[co + j]);
        }
    }

    @Override
    default int scratch(int rows, int n, int k) {
        return 0;
    }

    @Override
    default int scratchTransposedB(int rows, int n, int k) {
        return PART * k;
    }

    @Override
    default void transpose(int rows, int cols, float[] a, int ao, int lda, float[] out, int oo, int ldo) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                out[oo + j * ldo + i] = a[ao + i * lda + j];
            }
        }
    }
}
