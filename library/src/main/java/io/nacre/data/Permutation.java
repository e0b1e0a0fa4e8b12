package io.nacre.data;

/** Random orders that depend on nothing but a seed: the same on every machine and release of Java. */
final class Permutation {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Permutation() {}

    /** The numbers from 0 to {@code size - 1} in random order, by Fisher and Yates. */
    static int[] of(int size, long seed) {
        long key = mix(seed);
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = (int) Math.unsignedMultiplyHigh(mix(key + (i + 1) * GOLDEN), i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /**
     * SplitMix64's output function (Steele, Lea and Flood 2014): number i of the stream is the mix of key + i * GOLDEN.
     */
    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
