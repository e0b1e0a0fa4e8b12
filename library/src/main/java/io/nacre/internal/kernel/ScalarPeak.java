package io.nacre.internal.kernel;

/** The probes of {@link Peak} without vectors. */
final class ScalarPeak {
    static final int CHAINS = 8;

    private ScalarPeak() {}

    static long multiply(int steps, long seed) {
        float x = 1 - seed * 0x1p-20f;
        float c0 = 0;
        float c1 = 1;
        float c2 = 2;
        float c3 = 3;
        float c4 = 4;
        float c5 = 5;
        float c6 = 6;
        float c7 = 7;
        for (int i = 0; i < steps; i++) {
            c0 = Math.fma(x, c0, x);
            c1 = Math.fma(x, c1, x);
            c2 = Math.fma(x, c2, x);
            c3 = Math.fma(x, c3, x);
            c4 = Math.fma(x, c4, x);
            c5 = Math.fma(x, c5, x);
            c6 = Math.fma(x, c6, x);
            c7 = Math.fma(x, c7, x);
        }
        return (long) (c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7);
    }

    static long read(float[] memory) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int i = 0; i < memory.length; i += 4) {
            s0 += memory[i];
            s1 += memory[i + 1];
            s2 += memory[i + 2];
            s3 += memory[i + 3];
        }
        return (long) (s0 + s1 + s2 + s3);
    }
}
