package io.nacre.internal.run;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A team of threads that runs a plan together, stage by stage, with a barrier between stages. They spin for some
 * microseconds while they wait, then yield, then park; a team that has nothing to do is idle.
 *
 * <p>Where a helper's processor is taken by someone else, as by another program or the JIT compiler, all wait at the
 * barrier for a thread that does not run. So the caller looks, after each run, whether it would have been through sooner
 * alone; if so, it works alone for {@value #REST} times the time that was lost, which bounds the loss, and leaves the
 * processor to the other.
 */
public final class Workers {
    /** Below this many nanoseconds of work a plan is run by the caller alone. */
    private static final double WORTH_SHARING = 15_000;

    private static final int SPINS = 4_000;
    private static final int YIELDS = 200;
    private static final long PARK_NANOS = 50_000;
    private static final int REST = 16;

    private static final ConcurrentMap<Integer, Workers> TEAMS = new ConcurrentHashMap<>();

    private final int threads;
    private final Thread[] helpers;
    private final ReentrantLock busy = new ReentrantLock();
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger generation = new AtomicInteger();
    private volatile @Nullable Throwable failure;
    private @Nullable Plan plan;
    private @Nullable Frame frame;
    private long waited;
    private volatile long aloneUntil = System.nanoTime();

    private Workers(int threads) {
        this.threads = threads;
        this.helpers = new Thread[threads - 1];
    }

    /**
     * The team of so many threads, the caller of {@link #run} included; there is one for each number.
     *
     * @throws IllegalArgumentException if that is less than one
     */
    public static Workers of(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads);
        }
        return TEAMS.computeIfAbsent(threads, Workers::start);
    }

    private static Workers start(int threads) {
        Workers workers = new Workers(threads);
        for (int i = 1; i < threads; i++) {
            int number = i;
            Thread helper = new Thread(() -> workers.serve(number), "nacre-worker-" + i);
            helper.setDaemon(true);
            workers.helpers[i - 1] = helper;
            helper.start();
        }
        return workers;
    }

    /** How many threads there are, the caller included. */
    public int threads() {
        return threads;
    }

    /**
     * Runs a plan to its end. When the team is busy with another run, the caller runs it alone; the result is the same
     * to the bit.
     */
    public void run(Plan plan, Frame frame) {
        boolean shared = threads > 1
                && frame.lanes.length >= threads
                && plan.cost(frame.batch()) > WORTH_SHARING
                && System.nanoTime() - aloneUntil >= 0
                && busy.tryLock();
        if (!shared) {
            alone(plan, frame);
            return;
        }
        try {
            this.plan = plan;
            this.frame = frame;
            failure = null;
            waited = 0;
            arrived.set(0);
            long begin = System.nanoTime();
            generation.incrementAndGet();
            for (Thread helper : helpers) {
                LockSupport.unpark(helper);
            }
            share(0);
            rest(begin, System.nanoTime());
            Throwable thrown = failure;
            if (thrown != null) {
                throw new IllegalStateException("a worker failed", thrown);
            }
        } finally {
            this.plan = null;
            this.frame = null;
            busy.unlock();
        }
    }

    /** The caller did its share of the work in the time in which it did not wait; alone it would have done all shares. */
    private void rest(long begin, long end) {
        long alone = threads * (end - begin - waited);
        long lost = end - begin - alone;
        if (lost > 0) {
            aloneUntil = end + REST * lost;
        }
    }

    private static void alone(Plan plan, Frame frame) {
        for (int s = 0; s < plan.stages().size(); s++) {
            plan.stages().get(s).run(frame, frame.lanes[0], 0, 1);
        }
    }

    private void serve(int thread) {
        int seen = 0;
        while (true) {
            int spins = 0;
            while (generation.get() == seen) {
                spins = idle(spins, true);
            }
            seen = generation.get();
            share(thread);
        }
    }

    /** One thread's share of all stages. */
    private void share(int thread) {
        Plan current = plan;
        Frame memory = frame;
        if (current == null || memory == null) {
            throw new IllegalStateException("woken without work");
        }
        int stages = current.stages().size();
        for (int s = 0; s < stages; s++) {
            try {
                if (failure == null) {
                    current.stages().get(s).run(memory, memory.lanes[thread], thread, threads);
                }
            } catch (RuntimeException | Error e) {
                failure = e;
            }
            arrived.incrementAndGet();
            if (thread == 0) {
                long arrival = System.nanoTime();
                await((s + 1) * threads);
                waited += System.nanoTime() - arrival;
            } else if (s < stages - 1) {
                await((s + 1) * threads);
            }
        }
    }

    private void await(int all) {
        int spins = 0;
        while (arrived.get() < all) {
            spins = idle(spins, false);
        }
    }

    private static int idle(int spins, boolean mayPark) {
        if (spins < SPINS) {
            Thread.onSpinWait();
        } else if (spins < SPINS + YIELDS) {
            Thread.yield();
        } else if (mayPark) {
            LockSupport.park();
        } else {
            LockSupport.parkNanos(PARK_NANOS);
        }
        return spins + 1;
    }
}
