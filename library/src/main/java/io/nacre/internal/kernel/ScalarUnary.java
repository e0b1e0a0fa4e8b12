package io.nacre.internal.kernel;

/** Functions of one number as plain loops. */
interface ScalarUnary extends Unary {
    @Override
    default void neg(int n, float[] a, int ao, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = -a[ao + i];
        }
    }

    @Override
    default void abs(int n, float[] a, int ao, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Math.abs(a[ao + i]);
        }
    }

    @Override
    default void sign(int n, float[] a, int ao, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Math.signum(a[ao + i]);
        }
    }

    @Override
    default void square(int n, float[] a, int ao, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i] * a[ao + i];
        }
    }

    @Override
    default void sqrt(int n, float[] a, int ao, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = (float) Math.sqrt(a[ao + i]);
        }
    }

    @Override
    default void rsqrt(int n, float[] a, int ao, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = 1f / (float) Math.sqrt(a[ao + i]);
        }
    }

    @Override
    default void reciprocal(int n, float[] a, int ao, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = 1f / a[ao + i];
        }
    }

    @Override
    default void exp(int n, float[] a, int ao, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Maths.exp(a[ao + i]);
        }
    }

    @Override
    default void expm1(int n, float[] a, int ao, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Maths.expm1(a[ao + i]);
        }
    }

    @Override
    default void log(int n, float[] a, int ao, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Maths.log(a[ao + i]);
        }
    }

    @Override
    default void log1p(int n, float[] a, int ao, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Maths.log1p(a[ao + i]);
        }
    }

    @Override
    default void sin(int n, float[] a, int ao, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Angles.sin(a[ao + i]);
        }
    }

    @Override
    default void cos(int n, float[] a, int ao, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Angles.cos(a[ao + i]);
        }
    }

    @Override
    default void tanh(int n, float[] a, int ao, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Maths.tanh(a[ao + i]);
        }
    }

    @Override
    default void sigmoid(int n, float[] a, int ao, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Maths.sigmoid(a[ao + i]);
        }
    }

    @Override
    default void softplus(int n, float[] a, int ao, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Maths.softplus(a[ao + i]);
        }
    }

    @Override
    default void erf(int n, float[] a, int ao, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Maths.erf(a[ao + i]);
        }
    }

    @Override
    default void floor(int n, float[] a, int ao, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Maths.floor(a[ao + i]);
        }
    }

    @Override
    default void relu(int n, float[] a, int ao, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Math.max(a[ao + i], 0f);
        }
    }
}
