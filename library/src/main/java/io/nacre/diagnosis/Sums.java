package io.nacre.diagnosis;

/**
 * Sums over many numbers in float64. Each runs in four parts, so that an addition need not wait for the one before it:
 * what a look costs is mostly this.
 */
final class Sums {
    private static final int PARTS = 4;

    private Sums() {}

    /** The sum of squares. */
    static double squares(float[] values) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + PARTS <= values.length; i += PARTS) {
            a += (double) values[i] * values[i];
            b += (double) values[i + 1] * values[i + 1];
            c += (double) values[i + 2] * values[i + 2];
            d += (double) values[i + 3] * values[i + 3];
        }
        for (; i < values.length; i++) {
            a += (double) values[i] * values[i];
        }
        return a + b + (c + d);
    }

    /** The sum of squared differences. */
    static double change(float[] before, float[] after) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + PARTS <= before.length; i += PARTS) {
            double first = (double) after[i] - before[i];
            double second = (double) after[i + 1] - before[i + 1];
            double third = (double) after[i + 2] - before[i + 2];
            double fourth = (double) after[i + 3] - before[i + 3];
            a += first * first;
            b += second * second;
            c += third * third;
            d += fourth * fourth;
        }
        for (; i < before.length; i++) {
            double difference = (double) after[i] - before[i];
            a += difference * difference;
        }
        return a + b + (c + d);
    }

    private static double sum(float[] values) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + PARTS <= values.length; i += PARTS) {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
        }
        for (; i < values.length; i++) {
            a += values[i];
        }
        return a + b + (c + d);
    }

    private static double squaresAround(double mean, float[] values) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + PARTS <= values.length; i += PARTS) {
            double first = values[i] - mean;
            double second = values[i + 1] - mean;
            double third = values[i + 2] - mean;
            double fourth = values[i + 3] - mean;
            a += first * first;
            b += second * second;
            c += third * third;
            d += fourth * fourth;
        }
        for (; i < values.length; i++) {
            a += (values[i] - mean) * (values[i] - mean);
        }
        return a + b + (c + d);
    }

    /** Mean and deviation. */
    record Moments(double mean, double deviation) {
        static Moments of(float[] values) {
            double mean = sum(values) / values.length;
            return new Moments(mean, Math.sqrt(squaresAround(mean, values) / values.length));
        }
    }
}
