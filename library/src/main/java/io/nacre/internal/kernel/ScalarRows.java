package io.nacre.internal.kernel;

/** Functions of whole rows, put together from reductions and elementwise loops. */
interface ScalarRows extends Rows, Reductions, Unary, Binary {
    @Override
    default void softmax(int rows, int n, float[] a, int ao, float[] out, int oo) {
        for (int row = 0; row < rows; row++) {
            int from = row * n;
            sub(n, a, ao + from, max(n, a, ao + from), out, oo + from);
        }
        exp(rows * n, out, oo, out, oo);
        for (int row = 0; row < rows; row++) {
            int from = oo + row * n;
            mul(n, out, from, 1 / sum(n, out, from), out, from);
        }
    }

    @Override
    default void logSoftmax(int rows, int n, float[] a, int ao, float[] out, int oo) {
        for (int row = 0; row < rows; row++) {
            int from = row * n;
            float max = max(n, a, ao + from);
            sub(n, a, ao + from, max, out, oo + from);
            float sum = 0;
            for (int i = 0; i < n; i++) {
                sum += Maths.exp(out[oo + from + i]);
            }
            sub(n, out, oo + from, Maths.log(sum), out, oo + from);
        }
    }
}
