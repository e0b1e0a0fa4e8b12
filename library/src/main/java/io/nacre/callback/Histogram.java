package io.nacre.callback;

import io.nacre.internal.encoding.ProtoMessage;

/**
 * How many of some numbers lie in each of 30 ranges of equal width between the least and the greatest. NaN and infinite
 * numbers are left out.
 */
record Histogram(double min, double max, double sum, double squares, double[] counts) {
    private static final int BUCKETS = 30;
    private static final int MIN = 1;
    private static final int MAX = 2;
    private static final int COUNT = 3;
    private static final int SUM = 4;
    private static final int SQUARES = 5;
    private static final int LIMITS = 6;
    private static final int COUNTS = 7;

    static Histogram of(float[] values) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                min = Math.min(min, value);
                max = Math.max(max, value);
                sum += value;
                squares += (double) value * value;
            }
        }
        if (min > max) {
            return new Histogram(0, 0, 0, 0, new double[BUCKETS]);
        }
        double[] counts = new double[BUCKETS];
        for (float value : values) {
            if (Float.isFinite(value)) {
                int bucket = max == min ? 0 : (int) ((value - min) / (max - min) * BUCKETS);
                counts[Math.min(bucket, BUCKETS - 1)]++;
            }
        }
        return new Histogram(min, max, sum, squares, counts);
    }

    private double count() {
        double count = 0;
        for (double in : counts) {
            count += in;
        }
        return count;
    }

    /** As a protocol buffer {@code HistogramProto}. */
    ProtoMessage message() {
        ProtoMessage message = new ProtoMessage()
                .number(MIN, min)
                .number(MAX, max)
                .number(COUNT, count())
                .number(SUM, sum)
                .number(SQUARES, squares);
        for (int i = 0; i < BUCKETS; i++) {
            ProtoMessage _ = message.number(LIMITS, i == BUCKETS - 1 ? max : min + (max - min) * (i + 1) / BUCKETS);
        }
        for (double in : counts) {
            ProtoMessage _ = message.number(COUNTS, in);
        }
        return message;
    }
}
