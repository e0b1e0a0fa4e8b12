package io.nacre.internal.reference;

import java.util.Arrays;

/** The functions of a whole row. */
final class Rows {
    private Rows() {}

    /** The position of the first of the largest elements; NaN is passed over, and if there is nothing else it is 0. */
    static int argMax(double[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            if (row[i] > row[best] || Double.isNaN(row[best]) && !Double.isNaN(row[i])) {
                best = i;
            }
        }
        return best;
    }

    /** {@code e^(x - m) / sum(e^(x - m))} with m the largest element. */
    static double[] softmax(double[] row) {
        double largest = max(row);
        double[] powers = Arrays.stream(row).map(x -> Math.exp(x - largest)).toArray();
        double sum = sum(powers);
        return Arrays.stream(powers).map(power -> power / sum).toArray();
    }

    /** {@code x - m - log(sum(e^(x - m)))} with m the largest element. */
    static double[] logSoftmax(double[] row) {
        double largest = max(row);
        double log =
                Math.log(sum(Arrays.stream(row).map(x -> Math.exp(x - largest)).toArray()));
        return Arrays.stream(row).map(x -> x - largest - log).toArray();
    }

    private static double max(double[] row) {
        double max = row[0];
        for (double x : row) {
            max = Math.max(max, x);
        }
        return max;
    }

    private static double sum(double[] row) {
        double sum = 0;
        for (double x : row) {
            sum += x;
        }
        return sum;
    }
}
