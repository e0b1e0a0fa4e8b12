package io.nacre.internal.kernel;

/** Functions of a whole row, for rows of n elements that follow each other without gaps. */
public interface Rows {
    /** out = e<sup>a - m</sup> / s, where m is the row's maximum and s the row's sum of e<sup>a - m</sup>. */
    void softmax(int rows, int n, float[] a, int ao, float[] out, int oo);

    /** out = a - m - ln(s), where m is the row's maximum and s the row's sum of e<sup>a - m</sup>. */
    void logSoftmax(int rows, int n, float[] a, int ao, float[] out, int oo);
}
