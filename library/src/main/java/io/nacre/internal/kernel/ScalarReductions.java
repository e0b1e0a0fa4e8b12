package io.nacre.internal.kernel;

/** Reductions as plain loops. The partial sums are the one place where scalar kernels allocate: 32 floats. */
interface ScalarReductions extends Reductions {
    @Override
    default float sum(int n, float[] a, int ao) {
        if (n < LANES) {
            float sum = 0;
            for (int i = 0; i < n; i++) {
                sum += a[ao + i];
            }
            return sum;
        }
        float[] lanes = new float[LANES];
        for (int i = 0; i < n; i += LANES) {
            int count = Math.min(LANES, n - i);
            for (int lane = 0; lane < count; lane++) {
                lanes[lane] += a[ao + i + lane];
            }
        }
        return combine(lanes);
    }

    @Override
    default float sumOfSquares(int n, float[] a, int ao) {
        return dot(n, a, ao, a, ao);
    }

    @Override
    default float dot(int n, float[] a, int ao, float[] b, int bo) {
        if (n < LANES) {
            float sum = 0;
            for (int i = 0; i < n; i++) {
                sum = Math.fma(a[ao + i], b[bo + i], sum);
            }
            return sum;
        }
        float[] lanes = new float[LANES];
        for (int i = 0; i < n; i += LANES) {
            int count = Math.min(LANES, n - i);
            for (int lane = 0; lane < count; lane++) {
                lanes[lane] = Math.fma(a[ao + i + lane], b[bo + i + lane], lanes[lane]);
            }
        }
        return combine(lanes);
    }

    /** Adds the upper half to the lower, again and again; spoils the array. */
    static float combine(float[] lanes) {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                lanes[lane] += lanes[lane + half];
            }
        }
        return lanes[0];
    }

    @Override
    default float max(int n, float[] a, int ao) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            max = Math.max(max, a[ao + i]);
        }
        return max;
    }

    @Override
    default float min(int n, float[] a, int ao) {
        float min = Float.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            min = Math.min(min, a[ao + i]);
        }
        return min;
    }

    @Override
    default int argmax(int n, float[] a, int ao) {
        int best = 0;
        for (int i = 1; i < n; i++) {
            if (a[ao + i] > a[ao + best] || Float.isNaN(a[ao + best])) {
                best = Float.isNaN(a[ao + i]) ? best : i;
            }
        }
        return best;
    }

    @Override
    default void addRows(int rows, int n, float[] a, int ao, int lda, float[] out, int oo) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < n; j++) {
                out[oo + j] += a[ao + i * lda + j];
            }
        }
    }
}
