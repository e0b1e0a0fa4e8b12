package io.nacre.internal.kernel;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Vector code that is used once it is fast. Until the JIT compiler has compiled it, each operation on a vector is a
 * dozen calls, which take a hundred times as long; and they keep the compiler busy with the parts of the vector API one
 * by one. So until then plain loops do the work. Once that has cost enough, a thread of its own runs the vector code on
 * made-up numbers until it is fast.
 */
final class Warmed {
    /** Calls in a row. Some 1,000 make the JIT compiler compile a method with a short loop. */
    private static final int BURST = 200;

    private static final int BURSTS = 150;

    /**
     * After so many bursts in vain, as on a machine that is busy with other things, so much more has to be lost first.
     */
    private static final int PATIENCE = 16;

    /** Between two bursts, since the compiler needs a processor to get on. */
    private static final long NAP = 3_000_000;

    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("nacre-warm-up").daemon().factory());

    private final BooleanSupplier code;
    private long lost;
    private long worth;
    private volatile boolean ready;

    /**
     * @param worth the loss, in tenths of nanoseconds, that is worth the compilation
     * @param code calls the code once, and says whether that was fast
     */
    Warmed(long worth, BooleanSupplier code) {
        this.worth = worth;
        this.code = code;
    }

    /**
     * Whether the code is fast.
     *
     * @param loss what it costs this time if it is not, in tenths of nanoseconds
     */
    boolean isReady(long loss) {
        if (ready) {
            return true;
        }
        if (lost < worth) {
            lost += loss;
            if (lost >= worth) {
                THREAD.execute(this::warm);
            }
        }
        return false;
    }

    /** Whether it is fast, without counting. */
    boolean isReady() {
        return ready;
    }

    /** Has it used from now on, fast or not. */
    void use() {
        ready = true;
    }

    /** Runs the code until it is fast. If it is not after a while, that is tried again later. */
    void warm() {
        for (int burst = 0; burst < BURSTS && !ready; burst++) {
            int fast = 0;
            for (int call = 0; call < BURST; call++) {
                fast += code.getAsBoolean() ? 1 : 0;
            }
            ready = fast >= 3;
            if (!ready) {
                LockSupport.parkNanos(NAP);
            }
        }
        if (!ready) {
            worth *= PATIENCE;
            lost = 0;
        }
    }
}
