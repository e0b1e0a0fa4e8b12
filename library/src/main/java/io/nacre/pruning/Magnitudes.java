package io.nacre.pruning;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The smallest weights, as masks: 0 for those that are pruned, 1 for those that are kept. */
public final class Magnitudes {
    private static final int DIGIT_BITS = 16;
    private static final int DIGITS = 1 << DIGIT_BITS;

    private Magnitudes() {}

    /**
     * Masks that prune {@code round(share * n)} of n weights: those of the smallest magnitude, and of equal ones the
     * first. NaN counts as larger than any number.
     *
     * @param weights by path
     * @param share at least 0 and below 1
     * @return a mask for each of them
     */
    public static Map<String, float[]> masks(Map<String, float[]> weights, double share, PruningScope scope) {
        requireShare("share", share);
        return switch (scope) {
            case LAYER -> {
                Map<String, float[]> masks = new LinkedHashMap<>();
                weights.forEach((path, values) -> masks.putAll(smallest(Map.of(path, values), share)));
                yield masks;
            }
            case GLOBAL -> smallest(weights, share);
        };
    }

    /** Masks that keep what is not zero. */
    public static Map<String, float[]> nonZero(Map<String, float[]> weights) {
        Map<String, float[]> masks = new LinkedHashMap<>();
        weights.forEach((path, values) -> {
            float[] mask = new float[values.length];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = values[i] == 0 ? 0 : 1;
            }
            masks.put(path, mask);
        });
        return masks;
    }

    /** The share of numbers that are zero; 0 if there are no numbers. */
    public static double sparsity(float[] values) {
        int zeros = 0;
        for (float value : values) {
            if (value == 0) {
                zeros++;
            }
        }
        return values.length == 0 ? 0 : (double) zeros / values.length;
    }

    /**
     * Checks a share of weights that are to be zero.
     *
     * @throws IllegalArgumentException if it is not at least 0 and below 1
     */
    public static void requireShare(String name, double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException(
                    name + " must be at least 0 and below 1, as 0.8 for four of five weights, not " + share);
        }
    }

    private static Map<String, float[]> smallest(Map<String, float[]> weights, double share) {
        List<float[]> all = List.copyOf(weights.values());
        long count = all.stream().mapToLong(values -> values.length).sum();
        long pruned = Math.round(share * count);
        Bound bound = Bound.of(all, pruned);
        long equal = bound.equal;
        Map<String, float[]> masks = new LinkedHashMap<>();
        for (Map.Entry<String, float[]> weight : weights.entrySet()) {
            float[] values = weight.getValue();
            float[] mask = new float[values.length];
            for (int i = 0; i < mask.length; i++) {
                int magnitude = bits(values[i]);
                boolean prune = magnitude < bound.magnitude || magnitude == bound.magnitude && equal-- > 0;
                mask[i] = prune ? 0 : 1;
            }
            masks.put(weight.getKey(), mask);
        }
        return masks;
    }

    /** The bits of a number without its sign, which are ordered as magnitudes are. */
    private static int bits(float value) {
        return Float.floatToIntBits(value) & Integer.MAX_VALUE;
    }

    /**
     * What is pruned: all below a magnitude, and some of those that equal it.
     *
     * @param magnitude as bits
     * @param equal how many of those
     */
    private record Bound(int magnitude, long equal) {
        /** Found by counting the upper halves of all magnitudes, then the lower halves of those in question. */
        static Bound of(List<float[]> all, long pruned) {
            if (pruned == 0) {
                return new Bound(0, 0);
            }
            long[] uppers = new long[DIGITS];
            for (float[] values : all) {
                for (float value : values) {
                    uppers[bits(value) >>> DIGIT_BITS]++;
                }
            }
            long left = pruned;
            int upper = 0;
            while (left > uppers[upper]) {
                left -= uppers[upper++];
            }
            long[] lowers = new long[DIGITS];
            for (float[] values : all) {
                for (float value : values) {
                    int magnitude = bits(value);
                    if (magnitude >>> DIGIT_BITS == upper) {
                        lowers[magnitude & DIGITS - 1]++;
                    }
                }
            }
            int lower = 0;
            while (left > lowers[lower]) {
                left -= lowers[lower++];
            }
            return new Bound(upper << DIGIT_BITS | lower, left);
        }
    }
}
