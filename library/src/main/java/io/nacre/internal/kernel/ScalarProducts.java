package io.nacre.internal.kernel;

/** Matrix products as plain loops. */
interface ScalarProducts extends MatrixProducts {
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
    default void transpose(int rows, int cols, float[] a, int ao, int lda, float[] out, int oo, int ldo) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                out[oo + j * ldo + i] = a[ao + i * lda + j];
            }
        }
    }
}
