package io.nacre.internal.kernel;

import java.util.Arrays;

/** Functions of two numbers as plain loops. */
interface ScalarBinary extends Binary {
    @Override
    default void add(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i] + b[bo + i];
        }
    }

    @Override
    default void add(int n, float[] a, int ao, float b, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i] + b;
        }
    }

    @Override
    default void sub(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i] - b[bo + i];
        }
    }

    @Override
    default void sub(int n, float[] a, int ao, float b, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i] - b;
        }
    }

    @Override
    default void sub(int n, float a, float[] b, int bo, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a - b[bo + i];
        }
    }

    @Override
    default void mul(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i] * b[bo + i];
        }
    }

    @Override
    default void mul(int n, float[] a, int ao, float b, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i] * b;
        }
    }

    @Override
    default void div(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i] / b[bo + i];
        }
    }

    @Override
    default void div(int n, float[] a, int ao, float b, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i] / b;
        }
    }

    @Override
    default void div(int n, float a, float[] b, int bo, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a / b[bo + i];
        }
    }

    @Override
    default void max(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Math.max(a[ao + i], b[bo + i]);
        }
    }

    @Override
    default void max(int n, float[] a, int ao, float b, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Math.max(a[ao + i], b);
        }
    }

    @Override
    default void min(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Math.min(a[ao + i], b[bo + i]);
        }
    }

    @Override
    default void min(int n, float[] a, int ao, float b, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Math.min(a[ao + i], b);
        }
    }

    @Override
    default void pow(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Powers.pow(a[ao + i], b[bo + i]);
        }
    }

    @Override
    default void pow(int n, float[] a, int ao, float b, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Powers.pow(a[ao + i], b);
        }
    }

    @Override
    default void pow(int n, float a, float[] b, int bo, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Powers.pow(a, b[bo + i]);
        }
    }

    @Override
    default void less(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i] < b[bo + i] ? 1f : 0f;
        }
    }

    @Override
    default void less(int n, float[] a, int ao, float b, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i] < b ? 1f : 0f;
        }
    }

    @Override
    default void lessEqual(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i] <= b[bo + i] ? 1f : 0f;
        }
    }

    @Override
    default void lessEqual(int n, float[] a, int ao, float b, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i] <= b ? 1f : 0f;
        }
    }

    @Override
    default void equal(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i] == b[bo + i] ? 1f : 0f;
        }
    }

    @Override
    default void equal(int n, float[] a, int ao, float b, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i] == b ? 1f : 0f;
        }
    }

    @Override
    default void notEqual(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i] != b[bo + i] ? 1f : 0f;
        }
    }

    @Override
    default void notEqual(int n, float[] a, int ao, float b, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i] != b ? 1f : 0f;
        }
    }

    @Override
    default void select(int n, float[] cond, int co, float[] a, int ao, float[] b, int bo, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = cond[co + i] != 0f ? a[ao + i] : b[bo + i];
        }
    }

    @Override
    default void fill(int n, float value, float[] out, int oo) {
        Arrays.fill(out, oo, oo + n, value);
    }
}
