package io.nacre.internal.kernel;

/**
 * Functions of two numbers, applied to each of n neighbouring pairs; either side may be one number for all.
 *
 * <p>Comparisons give 1 for true and 0 for false; with NaN they are false, but for {@code notEqual}.
 */
public interface Binary {
    /** out = a + b. */
    void add(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo);

    /** out = a + b. */
    void add(int n, float[] a, int ao, float b, float[] out, int oo);

    /** out = a - b. */
    void sub(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo);

    /** out = a - b. */
    void sub(int n, float[] a, int ao, float b, float[] out, int oo);

    /** out = a - b. */
    void sub(int n, float a, float[] b, int bo, float[] out, int oo);

    /** out = a b. */
    void mul(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo);

    /** out = a b. */
    void mul(int n, float[] a, int ao, float b, float[] out, int oo);

    /** out = a / b. */
    void div(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo);

    /** out = a / b. */
    void div(int n, float[] a, int ao, float b, float[] out, int oo);

    /** out = a / b. */
    void div(int n, float a, float[] b, int bo, float[] out, int oo);

    /** out = the larger of a and b, NaN if either is. */
    void max(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo);

    /** out = the larger of a and b, NaN if either is. */
    void max(int n, float[] a, int ao, float b, float[] out, int oo);

    /** out = the smaller of a and b, NaN if either is. */
    void min(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo);

    /** out = the smaller of a and b, NaN if either is. */
    void min(int n, float[] a, int ao, float b, float[] out, int oo);

    /** out = a<sup>b</sup>, with the special cases of {@link Math#pow}. */
    void pow(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo);

    /** out = a<sup>b</sup>, with the special cases of {@link Math#pow}. */
    void pow(int n, float[] a, int ao, float b, float[] out, int oo);

    /** out = a<sup>b</sup>, with the special cases of {@link Math#pow}. */
    void pow(int n, float a, float[] b, int bo, float[] out, int oo);

    /** out = a &lt; b. */
    void less(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo);

    /** out = a &lt; b. */
    void less(int n, float[] a, int ao, float b, float[] out, int oo);

    /** out = a &le; b. */
    void lessEqual(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo);

    /** out = a &le; b. */
    void lessEqual(int n, float[] a, int ao, float b, float[] out, int oo);

    /** out = a equals b, as {@code ==} has it. */
    void equal(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo);

    /** out = a equals b, as {@code ==} has it. */
    void equal(int n, float[] a, int ao, float b, float[] out, int oo);

    /** out = a differs from b, as {@code !=} has it. */
    void notEqual(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo);

    /** out = a differs from b, as {@code !=} has it. */
    void notEqual(int n, float[] a, int ao, float b, float[] out, int oo);

    /** out = a where the condition is not zero (NaN is not), else b; the other one never leaves a trace. */
    void select(int n, float[] cond, int co, float[] a, int ao, float[] b, int bo, float[] out, int oo);

    /** out = value. */
    void fill(int n, float value, float[] out, int oo);
}
