package io.nacre.internal.kernel;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongUnaryOperator;

/**
 * What one core of this machine can do at best, measured for some fractions of a second, to hold the time of kernels
 * against.
 */
public final class Peak {
    private static final int STEPS = 2_000;

    /** A probe is compiled after some tenths of a second. */
    private static final long FIRST_NANOS = 1_000_000_000;

    private static final long NANOS = 100_000_000;
    private static final int SMALLEST = 4 << 10;
    private static final int LARGEST = 16 << 20;

    /** What was measured before, by the number of floats. */
    private static final ConcurrentMap<Integer, Double> READ = new ConcurrentHashMap<>();

    private Peak() {}

    /** Operations a second, in thousands of millions, if all are fused multiplications and additions in registers. */
    public static double gigaflops() {
        return perNano(
                FIRST_NANOS,
                2L * STEPS * multipliers(),
                round -> KernelChoice.best() instanceof ScalarKernels
                        ? ScalarPeak.multiply(STEPS, round)
                        : VectorPeak.multiply(STEPS, round));
    }

    private static int multipliers() {
        return KernelChoice.best() instanceof ScalarKernels ? ScalarPeak.CHAINS : VectorPeak.CHAINS * Vectors.L;
    }

    /** Bytes that are read a second, in thousands of millions, from so much memory, again and again. */
    public static double gigabytes(double bytes) {
        int floats = Integer.highestOneBit((int) Math.clamp(bytes / Float.BYTES, SMALLEST, LARGEST));
        return READ.computeIfAbsent(floats, Peak::gigabytesOf);
    }

    private static double gigabytesOf(int floats) {
        float[] memory = new float[floats];
        int passes = Math.max(1, (1 << 20) / floats);
        return perNano(READ.isEmpty() ? FIRST_NANOS : NANOS, (long) Float.BYTES * floats * passes, round -> {
            long sum = 0;
            for (int pass = 0; pass < passes; pass++) {
                sum += KernelChoice.best() instanceof ScalarKernels ? ScalarPeak.read(memory) : VectorPeak.read(memory);
            }
            return sum;
        });
    }

    /** That of the fastest of the rounds, since what disturbs makes rounds slower. */
    private static double perNano(long nanos, long count, LongUnaryOperator round) {
        double best = 0;
        long kept = 0;
        long start = System.nanoTime();
        for (long i = 0, begin = start; begin - start < nanos; i++) {
            kept += round.applyAsLong(i);
            long end = System.nanoTime();
            best = Math.max(best, (double) count / (end - begin));
            begin = end;
        }
        return kept == Long.MIN_VALUE ? 0 : best; // the sums are used, so that no compiler leaves them out
    }
}
