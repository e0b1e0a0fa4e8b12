package io.nacre.internal.kernel;

import static io.nacre.internal.kernel.Vectors.L;
import static io.nacre.internal.kernel.Vectors.S;
import static io.nacre.internal.kernel.Vectors.all;

import jdk.incubator.vector.FloatVector;

/** Arithmetic of two numbers. */
interface VectorBinary extends ScalarBinary {
    @Override
    default void add(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector.fromArray(S, a, ao + i)
                    .add(FloatVector.fromArray(S, b, bo + i))
                    .intoArray(out, oo + i);
        }
        ScalarBinary.super.add(n - i, a, ao + i, b, bo + i, out, oo + i);
    }

    @Override
    default void add(int n, float[] a, int ao, float b, float[] out, int oo) {
        FloatVector right = all(b);
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector.fromArray(S, a, ao + i).add(right).intoArray(out, oo + i);
        }
        ScalarBinary.super.add(n - i, a, ao + i, b, out, oo + i);
    }

    @Override
    default void sub(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector.fromArray(S, a, ao + i)
                    .sub(FloatVector.fromArray(S, b, bo + i))
                    .intoArray(out, oo + i);
        }
        ScalarBinary.super.sub(n - i, a, ao + i, b, bo + i, out, oo + i);
    }

    @Override
    default void sub(int n, float[] a, int ao, float b, float[] out, int oo) {
        FloatVector right = all(b);
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector.fromArray(S, a, ao + i).sub(right).intoArray(out, oo + i);
        }
        ScalarBinary.super.sub(n - i, a, ao + i, b, out, oo + i);
    }

    @Override
    default void sub(int n, float a, float[] b, int bo, float[] out, int oo) {
        FloatVector left = all(a);
        int i = 0;
        for (; i <= n - L; i += L) {
            left.sub(FloatVector.fromArray(S, b, bo + i)).intoArray(out, oo + i);
        }
        ScalarBinary.super.sub(n - i, a, b, bo + i, out, oo + i);
    }

    @Override
    default void mul(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector.fromArray(S, a, ao + i)
                    .mul(FloatVector.fromArray(S, b, bo + i))
                    .intoArray(out, oo + i);
        }
        ScalarBinary.super.mul(n - i, a, ao + i, b, bo + i, out, oo + i);
    }

    @Override
    default void mul(int n, float[] a, int ao, float b, float[] out, int oo) {
        FloatVector right = all(b);
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector.fromArray(S, a, ao + i).mul(right).intoArray(out, oo + i);
        }
        ScalarBinary.super.mul(n - i, a, ao + i, b, out, oo + i);
    }

    @Override
    default void div(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector.fromArray(S, a, ao + i)
                    .div(FloatVector.fromArray(S, b, bo + i))
                    .intoArray(out, oo + i);
        }
        ScalarBinary.super.div(n - i, a, ao + i, b, bo + i, out, oo + i);
    }

    @Override
    default void div(int n, float[] a, int ao, float b, float[] out, int oo) {
        FloatVector right = all(b);
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector.fromArray(S, a, ao + i).div(right).intoArray(out, oo + i);
        }
        ScalarBinary.super.div(n - i, a, ao + i, b, out, oo + i);
    }

    @Override
    default void div(int n, float a, float[] b, int bo, float[] out, int oo) {
        FloatVector left = all(a);
        int i = 0;
        for (; i <= n - L; i += L) {
            left.div(FloatVector.fromArray(S, b, bo + i)).intoArray(out, oo + i);
        }
        ScalarBinary.super.div(n - i, a, b, bo + i, out, oo + i);
    }

    @Override
    default void max(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector.fromArray(S, a, ao + i)
                    .max(FloatVector.fromArray(S, b, bo + i))
                    .intoArray(out, oo + i);
        }
        ScalarBinary.super.max(n - i, a, ao + i, b, bo + i, out, oo + i);
    }

    @Override
    default void max(int n, float[] a, int ao, float b, float[] out, int oo) {
        FloatVector right = all(b);
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector.fromArray(S, a, ao + i).max(right).intoArray(out, oo + i);
        }
        ScalarBinary.super.max(n - i, a, ao + i, b, out, oo + i);
    }

    @Override
    default void min(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector.fromArray(S, a, ao + i)
                    .min(FloatVector.fromArray(S, b, bo + i))
                    .intoArray(out, oo + i);
        }
        ScalarBinary.super.min(n - i, a, ao + i, b, bo + i, out, oo + i);
    }

    @Override
    default void min(int n, float[] a, int ao, float b, float[] out, int oo) {
        FloatVector right = all(b);
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector.fromArray(S, a, ao + i).min(right).intoArray(out, oo + i);
        }
        ScalarBinary.super.min(n - i, a, ao + i, b, out, oo + i);
    }
}
