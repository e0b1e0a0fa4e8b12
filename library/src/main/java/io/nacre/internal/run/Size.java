package io.nacre.internal.run;

/** A number of elements that may grow with the batch: {@code factor * batch ^ power}. */
public record Size(long factor, int power) {
    /** A fixed number. */
    public static Size fixed(long count) {
        return new Size(count, 0);
    }

    /** The number for a batch of this many samples. */
    public int at(int batch) {
        long count = factor;
        for (int i = 0; i < power; i++) {
            count = Math.multiplyExact(count, batch);
        }
        return Math.toIntExact(count);
    }

    /** As {@code 32}, {@code B} or {@code 3B}, where B is the batch. */
    @Override
    public String toString() {
        return (factor == 1 && power > 0 ? "" : Long.toString(factor)) + "B".repeat(power);
    }

    /** The product of two sizes. */
    public Size times(Size other) {
        return new Size(Math.multiplyExact(factor, other.factor), power + other.power);
    }
}
