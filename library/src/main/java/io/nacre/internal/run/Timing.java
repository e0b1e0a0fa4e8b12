package io.nacre.internal.run;

import java.util.ArrayList;
import java.util.List;

/**
 * How long an instruction of a plan takes on one thread.
 *
 * @param stage the number of its stage
 * @param description a line for people
 * @param work in one run
 * @param nanos the mean of the runs
 */
public record Timing(int stage, String description, Work work, double nanos) {
    /** Times each instruction of a plan, in runs of a batch for so many seconds after as many to warm up. */
    public static List<Timing> of(Plan plan, Frame frame, int batch, double seconds) {
        int count = plan.stages().stream()
                .mapToInt(stage -> stage.instructions().size())
                .sum();
        long _ = runs(plan, frame, batch, seconds, new double[count]);
        double[] nanos = new double[count];
        long runs = runs(plan, frame, batch, seconds, nanos);
        List<Timing> timings = new ArrayList<>();
        for (int s = 0; s < plan.stages().size(); s++) {
            for (Instruction instruction : plan.stages().get(s).instructions()) {
                double mean = nanos[timings.size()] / runs;
                timings.add(new Timing(s, instruction.describe(), instruction.work(batch), mean));
            }
        }
        return timings;
    }

    private static long runs(Plan plan, Frame frame, int batch, double seconds, double[] nanos) {
        long start = System.nanoTime();
        long runs = 0;
        do {
            frame.begin(batch, runs++);
            int first = 0;
            for (Stage stage : plan.stages()) {
                stage.run(frame, frame.lanes[0], nanos, first);
                first += stage.instructions().size();
            }
        } while (System.nanoTime() - start < seconds * 1e9);
        return runs;
    }
}
