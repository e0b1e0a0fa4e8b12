package io.nacre.internal.run;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One of the threads that help the caller of {@link Workers#run}: it waits for its share of a stage, does it, says so,
 * and waits again. It spins for a millisecond, then yields, then parks. A thread that has had nothing to do for long
 * ends; another one begins where there is work again.
 *
 * <p>All that the two tell each other goes through {@code turn}, which the caller counts up when a share is ready, and
 * {@code done}, which follows when the share is done. The caller sees whether the helper is awake, and gives it no
 * share that it would have to wake it for, since that can take longer than the share.
 */
final class Helper {
    private static final long SPINNING = 1_000_000;

    /**
     * A thread that slept may share the caller's processor for up to 40 ms, so it does not sleep between two epochs.
     */
    private static final long YIELDING = 20_000_000;

    /** Turns of the caller, which waits for a share to be done, before it yields. */
    private static final int SPINS = 4_000;

    /** Yields of the caller, which waits for a thread that does not run, before it sleeps: about a millisecond. */
    private static final int PATIENCE = 4_000;

    private static final long PARK_NANOS = 50_000;

    /** Nanoseconds since it was last seen waiting, within which it is taken to run. */
    private static final long JUST_NOW = 3_000;

    /** So long a thread sleeps before it ends. */
    private static final long IDLE = 30_000_000_000L;

    private final int number;
    private final long idleNanos;
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    private @Nullable Stage stage;
    private @Nullable Frame frame;
    private int share;
    private int shares;
    private int given;
    private volatile int turn;
    private volatile int done;
    private volatile boolean awake;
    private volatile long seen;
    private volatile long upUntil = System.nanoTime();
    private volatile @Nullable Throwable failure;

    /** Makes one that is to work in this lane of a frame, from 1. */
    Helper(int number) {
        this(number, IDLE);
    }

    /** Makes one whose thread ends when it has slept for so long. */
    Helper(int number, long idleNanos) {
        this.number = number;
        this.idleNanos = idleNanos;
    }

    /** Whether it has a thread at all. */
    boolean isAlive() {
        return thread.get() != null;
    }

    /** Whether it waits without sleeping. */
    boolean isAwake() {
        return awake;
    }

    /** Whether it waits, and its thread has a processor, so that a share begins at once. */
    boolean isRunning(long now) {
        return awake && now - seen < JUST_NOW;
    }

    /**
     * Wakes its thread. The first time, and after a long sleep, one is started: a thread that is not needed yet would
     * wait on a processor that something else needs.
     */
    void wake() {
        Thread sleeping = thread.get();
        if (sleeping != null) {
            LockSupport.unpark(sleeping);
            return;
        }
        Thread fresh = new Thread(this::serve, "nacre-worker-" + number);
        fresh.setDaemon(true);
        if (thread.compareAndSet(null, fresh)) { // else the one before was about to end, and saw the work
            fresh.start();
        }
    }

    /**
     * Lets it spin until then, and yield to nobody. A virtual machine may put a thread that wakes on the caller's
     * processor, and gives it one of its own only when it has asked for that for some 40 milliseconds.
     */
    void stayUp(long until) {
        upUntil = until;
    }

    /** Gives it one share of so many of a stage. What it was given before is done. */
    void give(Stage stage, Frame frame, int share, int shares) {
        this.stage = stage;
        this.frame = frame;
        this.share = share;
        this.shares = shares;
        turn = ++given;
        if (!awake) {
            wake(); // it fell asleep just now
        }
    }

    /** Waits until its share is done. */
    void await() {
        for (int spins = 0; done != turn; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else if (spins < SPINS + PATIENCE) {
                Thread.yield();
            } else {
                LockSupport.parkNanos(PARK_NANOS);
            }
        }
    }

    /** Forgets the last run, and gives what went wrong in it. */
    @Nullable
    Throwable end() {
        Throwable thrown = failure;
        failure = null;
        stage = null;
        frame = null;
        return thrown;
    }

    private void serve() {
        awake = true;
        while (hasWork()) {
            work();
            seen = System.nanoTime();
            done = turn;
        }
    }

    private void work() {
        Stage work = stage;
        Frame memory = frame;
        if (work == null || memory == null) {
            throw new IllegalStateException("woken without work");
        }
        try {
            work.run(memory, memory.lanes[number], share, shares);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    /** Waits for the next share, and says whether there is one, or the thread is to end. */
    private boolean hasWork() {
        long since = System.nanoTime();
        while (done == turn) {
            long now = System.nanoTime();
            seen = now;
            if (now - since < SPINNING || now - upUntil < 0) {
                Thread.onSpinWait();
            } else if (now - since < YIELDING) {
                Thread.yield();
            } else {
                awake = false;
                if (done == turn) { // else the caller saw it awake, and gave it a share
                    LockSupport.parkNanos(idleNanos);
                    if (System.nanoTime() - now >= idleNanos && leaves()) {
                        return false;
                    }
                }
                awake = true;
                since = System.nanoTime();
            }
        }
        return true;
    }

    /**
     * Gives its place up, and takes it back if there is work by now. A caller that gives work looks for a thread only
     * after it counted {@code turn} up: either it finds none, or the work is seen here; so exactly one thread does it.
     */
    private boolean leaves() {
        Thread self = Thread.currentThread();
        thread.set(null);
        return done == turn || !thread.compareAndSet(null, self);
    }
}
