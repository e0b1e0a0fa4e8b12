package io.nacre.internal.run;

/**
 * Finds out whether the runs of a plan are sooner done by a team or by the caller alone.
 *
 * <p>That cannot be computed. A helper's processor may be taken by another program, by the JIT compiler or by the host of
 * a virtual machine, which may also run both threads on one processor for the first 40 milliseconds; and what one core
 * wrote the other has to fetch (157 KB that another core had read were written in 17 microseconds instead of 1.4). So it
 * is measured. The caller works alone until that gets no faster, since the JIT compiler needs the other processor
 * meanwhile; then together, if a trial shows that to be faster; and looks from time to time whether it still is. What was
 * not worth it is tried again, after twice the time each time.
 *
 * <p>The results do not depend on it, since bits are the same at any number of threads.
 */
final class Pace {
    private static final long ALONE = 20_000_000;
    private static final long LONGEST_ALONE = 640_000_000;
    private static final long TOGETHER = 100_000_000;
    private static final long LONGEST_TOGETHER = 1_600_000_000;
    private static final long TRIAL = 2_000_000;
    private static final long LONGEST_TRIAL = 100_000_000;
    private static final int TRIAL_RUNS = 4;
    private static final int TRUSTED_RUNS = 32;

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
    private long counted;
    private double cost;
    private int runs;

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
        if (way != Way.TRYING || shared) {
            counted += took;
            cost += expected;
        }
        double measured = counted / cost;
        switch (way) {
            case ALONE -> {
                if (nanos >= patience) {
                    boolean settled = measured > SETTLED * alone;
                    alone = measured;
                    begin(settled ? Way.TRYING : Way.ALONE);
                }
            }
            case TRYING -> {
                if (counted >= TRIAL) {
                    decide(measured < FASTER * alone, measured);
                } else if (nanos >= LONGEST_TRIAL && runs >= TRIAL_RUNS) {
                    decide(false, measured);
                }
            }
            case TOGETHER -> {
                if ((nanos >= trust && runs >= TRUSTED_RUNS) || (nanos >= ALONE && measured > alone)) {
                    together = measured;
                    trust = Math.min(2 * trust, LONGEST_TOGETHER);
                    begin(Way.CHECKING);
                }
            }
            case CHECKING -> {
                if (nanos >= TRIAL) {
                    alone = measured;
                    decide(together < FASTER * alone, together);
                }
            }
        }
    }

    private void decide(boolean faster, double measured) {
        together = measured;
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
        counted = 0;
        cost = 0;
        runs = 0;
    }
}
