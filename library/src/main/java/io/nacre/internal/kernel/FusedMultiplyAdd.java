package io.nacre.internal.kernel;

/**
 * Tells whether {@link Math#fma} is one instruction. Where the processor lacks it, or Java runs with
 * {@code -XX:-UseFMA}, each call computes with {@link java.math.BigDecimal}; the bits are the same.
 */
final class FusedMultiplyAdd {
    private static final int CALLS = 64;
    private static final int TRIALS = 9;

    /** Computing with decimals takes a hundred times as long as a product and a sum, or more. */
    private static final int MUCH = 20;

    /** Differences below this are the clock's. */
    private static final long LEAST_NANOS = 20_000;

    private FusedMultiplyAdd() {}

    /**
     * Whether it is computed with decimals. The best of several short trials tells, so a busy machine does not matter.
     */
    static boolean isEmulated() {
        long fused = Long.MAX_VALUE;
        long plain = Long.MAX_VALUE;
        float sum = 1;
        for (int trial = 0; trial < TRIALS; trial++) {
            long start = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                sum = Math.fma(sum, 0.5f, 0.5f);
            }
            long middle = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                sum = sum * 0.5f + 0.5f;
            }
            fused = Math.min(fused, middle - start);
            plain = Math.min(plain, System.nanoTime() - middle);
        }
        return sum > 0 && fused > LEAST_NANOS && fused > MUCH * plain;
    }
}
