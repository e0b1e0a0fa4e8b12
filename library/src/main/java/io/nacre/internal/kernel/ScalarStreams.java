package io.nacre.internal.kernel;

/** Random numbers and pixels as plain loops. */
interface ScalarStreams extends Streams {
    /** Odd factors that, with shifts between them, spread each bit over all others. */
    int M1 = 0x7feb352d;

    int M2 = 0x846ca68b;

    /** The distance between two random numbers. */
    float UNIT = 0x1p-24f;

    @Override
    default void uniform(int n, long key, long counter, float[] out, int oo) {
        for (int i = 0; i < n; ) {
            long at = counter + i;
            int count = (int) Math.min(n - i, (1L << 32) - (at & 0xffffffffL));
            long words = words(key, at);
            uniform(count, (int) words, (int) (words >>> 32), (int) at, out, oo + i);
            i += count;
        }
    }

    /**
     * Numbers whose counters agree in their upper halves: two rounds of mixing the lower half, with half a key added
     * before each.
     */
    static void uniform(int n, int first, int second, int counter, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            int x = counter + i ^ first;
            x = (x ^ x >>> 16) * M1;
            x = (x ^ x >>> 15) * M2;
            x = (x ^ x >>> 16) + second;
            x = (x ^ x >>> 16) * M1;
            x = (x ^ x >>> 15) * M2;
            out[oo + i] = (x >>> 8 ^ x >>> 24) * UNIT;
        }
    }

    /** Two words for all counters with the upper half of this one. */
    static long words(long key, long counter) {
        return mix(key ^ mix((counter >>> 32) + 0x9e3779b97f4a7c15L));
    }

    private static long mix(long x) {
        x = (x ^ x >>> 30) * 0xbf58476d1ce4e5b9L;
        x = (x ^ x >>> 27) * 0x94d049bb133111ebL;
        return x ^ x >>> 31;
    }

    @Override
    default void bytesToFloats(int n, byte[] a, int ao, float scale, float shift, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = (a[ao + i] & 0xff) * scale + shift;
        }
    }
}
