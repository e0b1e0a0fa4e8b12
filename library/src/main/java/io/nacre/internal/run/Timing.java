package io.nacre.internal.run;

import io.nacre.internal.kernel.KernelChoice;
import java.util.ArrayList;
import java.util.Arrays;
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
    private static final double STEADY = 0.9;

    /**
     * Times each instruction of a plan in runs of a batch, for so many seconds again and again until that makes them no
     * faster: before the JIT compiler is through with them they take a hundred times as long.
     */
    public static List<Timing> of(Plan plan, Frame frame, int batch, double seconds) {
        int count = plan.stages().stream()
                .mapToInt(stage -> stage.instructions().size())
                .sum();
        double[] nanos = new double[count];
        KernelChoice.awaitBest();
        double before = Double.POSITIVE_INFINITY;
        double now = runs(plan, frame, batch, seconds, nanos);
        while (now < STEADY * before) {
            before = now;
            now = runs(plan, frame, batch, seconds, nanos);
        }
        return timings(plan, batch, nanos);
    }

    private static List<Timing> timings(Plan plan, int batch, double[] nanos) {
        List<Timing> timings = new ArrayList<>();
        for (int s = 0; s < plan.stages().size(); s++) {
            for (Instruction instruction : plan.stages().get(s).instructions()) {
                double mean = nanos[timings.size()];
                timings.add(new Timing(s, instruction.describe(), instruction.work(batch), mean));
            }
        }
        return timings;
    }

    /** Runs for so many seconds, sets the mean of each instruction, and gives that of all. */
    private static double runs(Plan plan, Frame frame, int batch, double seconds, double[] nanos) {
        Arrays.fill(nanos, 0);
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
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] /= runs;
        }
        return Arrays.stream(nanos).sum();
    }
}
