package io.nacre.internal.run;

/** Runs of a plan by the calling thread, without a team and without allocation. */
public final class Alone {
    private Alone() {}

    /** Runs the plan to its end; the results are those of any other number of threads, to the bit. */
    public static void run(Plan plan, Frame frame) {
        Lane lane = frame.lanes[0];
        for (int s = 0; s < plan.stages().size(); s++) {
            plan.stages().get(s).run(frame, lane, 0, 1);
        }
    }
}
