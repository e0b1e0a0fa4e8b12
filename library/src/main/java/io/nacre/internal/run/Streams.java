package io.nacre.internal.run;

import java.nio.charset.StandardCharsets;

/**
 * Keys of the counter-based random streams. A stream is named by what draws from it; together with the seed and the
 * step the name gives a key, and the key and an element's position give its number. Nothing is stored between draws.
 */
public final class Streams {
    private Streams() {}

    /** The part of the key that seed and name determine. */
    public static long key(long seed, String stream) {
        long key = mix(seed ^ 0x9E3779B97F4A7C15L);
        for (byte b : stream.getBytes(StandardCharsets.UTF_8)) {
            key = mix(key ^ (b & 0xFF)) + 0x9E3779B97F4A7C15L;
        }
        return mix(key);
    }

    /** The key at one step. */
    public static long atStep(long key, long step) {
        return mix(key + step * 0xD1342543DE82EF95L);
    }

    /** Stafford's variant 13 of the 64-bit finalizer, as in SplitMix64. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
