package io.nacre.internal.run;

import io.nacre.internal.kernel.KernelChoice;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A team of threads that runs a plan together. The caller goes through the stages one by one; it does alone what is too
 * little to be shared, and shares the rest with the helpers that are awake, whom it waits for at the end of the stage.
 * A team that has nothing to do is idle.
 *
 * <p>A helper that sleeps is woken when a run begins, and takes part from the stage on at which it is awake. Waiting
 * for it would cost more than most stages take: from 50 microseconds, and several milliseconds on a virtual machine
 * whose processor was given away. Where helpers do not run, or do not help, the caller works alone for a while: see
 * {@link Pace}.
 *
 * <p>As long as the JIT compiler gets the kernels ready, the caller works alone too: a helper takes the processor that
 * the compiler needs (63 steps of 784-100-100-100-10, from the start of Java: 0.88 seconds instead of 1.03 on two
 * processors and threads).
 *
 * <p>With the system property {@code nacre.share=always} every stage of every run is shared, for tests of what that
 * computes.
 */
public final class Workers {
    /** Below this many nanoseconds of work a plan is run by the caller alone. */
    private static final double WORTH_SHARING = 15_000;

    /**
     * The same for a stage: sharing costs up to a microsecond, and what one core wrote the other fetches either way (at
     * twice this, 784-300-100-10 with batch normalization took 329 instead of 318 microseconds a step).
     */
    private static final double STAGE_WORTH_SHARING = 2_500;

    /** From so many nanoseconds of work on, a helper that is awake is waited for, though it may not run just now. */
    private static final double STAGE_WORTH_WAITING = 500_000;

    /** For so long a helper stays up after a run that is part of a trial. */
    private static final long UP = 2_000_000;

    private static final boolean ALWAYS = "always".equals(System.getProperty("nacre.share"));

    private static final ConcurrentMap<Integer, Workers> TEAMS = new ConcurrentHashMap<>();

    private final Helper[] helpers;
    private final Helper[] team;
    private final ReentrantLock busy = new ReentrantLock();

    private Workers(int threads) {
        this.helpers = new Helper[threads - 1];
        Arrays.setAll(helpers, i -> new Helper(i + 1));
        this.team = new Helper[threads - 1];
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
        return TEAMS.computeIfAbsent(threads, Workers::new);
    }

    /** How many threads there are, the caller included. */
    public int threads() {
        return helpers.length + 1;
    }

    /**
     * Runs a plan to its end. When the team is busy with another run, the caller runs it alone; the result is the same
     * to the bit.
     */
    public void run(Plan plan, Frame frame) {
        Plan.Cost cost = plan.cost(frame.batch());
        boolean worthy = ALWAYS || (cost.all() > WORTH_SHARING && !KernelChoice.areWarming());
        if (helpers.length == 0 || frame.lanes.length <= helpers.length || !worthy || !busy.tryLock()) {
            alone(plan, frame);
            return;
        }
        try {
            Pace pace = plan.pace(threads());
            long begin = System.nanoTime();
            boolean shared = false;
            if (ALWAYS || pace.isShared()) {
                shared = together(plan, frame, cost, pace.isTrial());
            } else {
                alone(plan, frame);
            }
            pace.ran(shared, System.nanoTime() - begin, cost.all());
        } finally {
            busy.unlock();
        }
    }

    /**
     * Writes the samples from {@code from} (inclusive) to {@code to} (exclusive) to a place, together with helpers that
     * run now.
     *
     * @param length numbers of a sample
     */
    public void feed(Frame frame, Place place, Feeding.Rows rows, int from, int to, int length) {
        Feeding feeding = frame.feeding;
        feeding.set(rows, from, to, length, frame.array(place), place.offset());
        try {
            share(feeding.stage(), frame);
        } finally {
            feeding.clear();
        }
    }

    private void share(Stage stage, Frame frame) {
        if (helpers.length == 0 || frame.lanes.length <= helpers.length || !busy.tryLock()) {
            stage.run(frame, frame.lanes[0], 0, 1);
            return;
        }
        try {
            int helping = choose(false);
            if (helping == 0) {
                stage.run(frame, frame.lanes[0], 0, 1);
            } else {
                together(stage, frame, helping);
            }
        } finally {
            try {
                end();
            } finally {
                busy.unlock();
            }
        }
    }

    private static void alone(Plan plan, Frame frame) {
        for (int s = 0; s < plan.stages().size(); s++) {
            plan.stages().get(s).run(frame, frame.lanes[0], 0, 1);
        }
    }

    /** Runs a plan together as far as helpers are awake, and says whether they were throughout. */
    private boolean together(Plan plan, Frame frame, Plan.Cost cost, boolean trial) {
        boolean shared = true;
        for (Helper helper : helpers) {
            if (trial) {
                helper.stayUp(System.nanoTime() + UP);
            }
            if (!helper.isAwake()) {
                helper.wake();
            }
        }
        try {
            for (int s = 0; s < plan.stages().size(); s++) {
                Stage stage = plan.stages().get(s);
                boolean worthy = ALWAYS || cost.stage(s) > STAGE_WORTH_SHARING;
                int helping = worthy ? choose(cost.stage(s) > STAGE_WORTH_WAITING) : 0;
                if (helping == 0) {
                    shared &= !worthy;
                    stage.run(frame, frame.lanes[0], 0, 1);
                } else {
                    together(stage, frame, helping);
                }
            }
        } finally {
            end();
        }
        return shared;
    }

    private void end() {
        @Nullable Throwable thrown = null;
        for (Helper helper : helpers) {
            @Nullable Throwable failure = helper.end();
            thrown = thrown == null ? failure : thrown;
        }
        switch (thrown) {
            case null -> {}
            case RuntimeException failure -> throw failure;
            default -> throw new IllegalStateException("a worker failed", thrown);
        }
    }

    /** Puts those together who can help with a stage, at once or soon, and counts them. */
    private int choose(boolean soon) {
        long now = System.nanoTime();
        int helping = 0;
        for (Helper helper : helpers) {
            if (ALWAYS || helper.isRunning(now) || (soon && helper.isAwake())) {
                team[helping++] = helper;
            }
        }
        return helping;
    }

    private void together(Stage stage, Frame frame, int helping) {
        for (int i = 0; i < helping; i++) {
            team[i].give(stage, frame, i + 1, helping + 1);
        }
        try {
            stage.run(frame, frame.lanes[0], 0, helping + 1);
        } finally {
            for (int i = 0; i < helping; i++) {
                team[i].await();
            }
        }
    }
}
