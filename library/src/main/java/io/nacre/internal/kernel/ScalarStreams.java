package io.nacre.internal.kernel;

/** Random numbers and pixels as plain loops, which the JIT compiler turns into vector code by itself. */
interface ScalarStreams extends Streams {
    @Override
    default void uniform(int n, long key, long counter, float[] out, int oo) {
        for (int i = 0; i < n; ) {
            long at = counter + i;
            int count = (int) Math.min(n - i, (1L << 32) - (at & 0xffffffffL));
            long words = mix(key ^ mix((at >>> 32) + 0x9e3779b97f4a7c15L));
            uniform(count, (int) words, (int) (words >>> 32), (int) at, out, oo + i);
            i += count;
        }
    }

    private static void uniform(int n, int first, int second, int counter, float[] out, int oo) {
        for (int i = 0; i < n; i++) {
            int x = counter + i ^ first;
            x = (x ^ x >>> 16) * 0x7feb352d;
            x = (x ^ x >>> 15) * 0x846ca68b;
            x = (x ^ x >>> 16) + second;
            x = (x ^ x >>> 16) * 0x7feb352d;
            x = (x ^ x >>> 15) * 0x846ca68b;
            out[oo + i] = (x >>> 8 ^ x >>> 24) * 0x1p-24f;
        }
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
