package io.nacre.internal.run;

import java.util.Arrays;

/**
 * Finds out whether the runs of a plan are sooner done by a team or by the caller alone.
 *
 * <p>That cannot be computed. A helper's processor may be taken by another program, by the JIT compiler or by the host
 * of a virtual machine, which may also run both threads on one processor for the first 40 milliseconds; and what one
 * core wrote the other has to fetch. So it is measured, and by the median: a processor that stalls for a millisecond
 * says nothing about the way. The caller works alone until that gets no faster, since the JIT compiler needs the other
 * processor meanwhile; then together, if a trial shows that to be faster; and looks from time to time whether it still
 * is. What was not worth it is tried again, after twice the time each time. Runs in which no helper had a processor
 * count for neither way: they are the caller's alone, and cost what those cost.
 *
 * <p>The results do not depend on it, since bits are the same at any number of threads.
 */
final class Pace {
    private static final long ALONE = 20_000_000;
    private static final long LONGEST_ALONE = 640_000_000;
    private static final long TOGETHER = 100_000_000;
    private static final long LONGEST_TOGETHER = 1_600_000_000;
    private static final long LONGEST_TRIAL = 100_000_000;
    private static final int TRIAL_RUNS = 4;

    /**
     * A look at the other way costs a few runs at twice the time, so there are so many between (784-1024-1024-1024-10:
     * 29 to 25 ms).
     */
    private static final int TRUSTED_RUNS = 128;

    /** What a trial measures: so many short runs, or a few long ones. */
    private static final int MANY = 15;

    private static final long SHORT = 2_000_000;
    private static final int FEW = 3;
    private static final long LONG = 50_000_000;

    /** Short runs that are not counted after a change, in which each core fetches what it will then have. */
    private static final int FIRST = 4;

    /** Alone is settled if it got less than so much faster. */
    private static final double SETTLED = 0.9;

    /** Together must be faster by so much. */
    private static final double FASTER = 0.97;

    private enum Way {
        ALONE,
        TRYING,
        TOGETHER,
        CHECKING
    }

    private Way way = Way.ALONE;
    private long patience = ALONE;
    private long trust = TOGETHER;
    private double alone = Double.POSITIVE_INFINITY;
    private double together;
    private long nanos;
    private int runs;
    private int measured;
    private long measuredNanos;
    private final double[] last = new double[31];
    private final double[] sorted = new double[last.length];

    /** Whether the next run is a team's. */
    boolean isShared() {
        return way == Way.TRYING || way == Way.TOGETHER;
    }

    /** Whether it is a team's to see whether that is faster. */
    boolean isTrial() {
        return way == Way.TRYING;
    }

    /**
     * A run has ended.
     *
     * @param shared whether a helper took part wherever it was to
     * @param took nanoseconds that it took
     * @param expected a number in proportion to its work
     */
    void ran(boolean shared, long took, double expected) {
        nanos += took;
        runs++;
        if ((!isShared() || shared) && (runs > FIRST || took > SHORT)) {
            last[measured++ % last.length] = took / expected;
            measuredNanos += took;
        }
        switch (way) {
            case ALONE -> {
                if (nanos >= patience && measured > 0) {
                    boolean settled = median() > SETTLED * alone;
                    alone = median();
                    begin(settled ? Way.TRYING : Way.ALONE);
                }
            }
            case TRYING -> {
                if (isTold()) {
                    decide(median() < FASTER * alone);
                } else if (nanos >= LONGEST_TRIAL && runs >= TRIAL_RUNS) {
                    decide(false);
                }
            }
            case TOGETHER -> {
                if ((nanos >= trust && runs >= TRUSTED_RUNS) || (nanos >= ALONE && isTold() && median() > alone)) {
                    together = isTold() ? median() : Double.POSITIVE_INFINITY;
                    trust = Math.min(2 * trust, LONGEST_TOGETHER);
                    begin(Way.CHECKING);
                }
            }
            case CHECKING -> {
                if (isTold()) {
                    alone = median();
                    decide(together < FASTER * alone);
                }
            }
        }
    }

    /** Whether enough was measured since the last change. */
    private boolean isTold() {
        return (measured >= MANY && measuredNanos >= SHORT) || (measured >= FEW && measuredNanos >= LONG);
    }

    /** Of the last runs, the one in the middle: a stall of a millisecond in one of them says nothing. */
    private double median() {
        int count = Math.min(measured, last.length);
        System.arraycopy(last, 0, sorted, 0, count);
        Arrays.sort(sorted, 0, count);
        return sorted[count / 2];
    }

    private void decide(boolean faster) {
        if (faster) {
            patience = ALONE;
            begin(Way.TOGETHER);
        } else {
            patience = Math.min(2 * patience, LONGEST_ALONE);
            trust = TOGETHER;
            begin(Way.ALONE);
        }
    }

    private void begin(Way next) {
        way = next;
        nanos = 0;
        runs = 0;
        measured = 0;
        measuredNanos = 0;
    }
}
