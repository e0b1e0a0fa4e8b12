package io.nacre;

import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.internal.kernel.Peak;
import io.nacre.internal.run.Frame;
import io.nacre.internal.run.Timing;
import io.nacre.internal.run.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The kernels that a model's plan consists of, and how near each comes to what the machine can do:
 * {@code System.out.print(Explanation.ofTraining(model, batch))}.
 *
 * <p>The floor of a kernel is the longer of two times: that of its operations at the speed at which a core multiplies
 * and adds in registers, and that of its bytes at the speed at which a core reads memory of that size; both are
 * measured first. All on one thread, each time a mean of many runs, without what lies between the kernels.
 *
 * @param kernels in the order in which they run
 * @param gigaflops operations a second that a core does at best, in thousands of millions
 */
public record Explanation(List<Kernel> kernels, double gigaflops) {
    private static final double SECONDS = 1;
    private static final String ROW = "%5s %10s %10s %10s %9s %7s  %s%n";

    /** Copies the list. */
    public Explanation {
        kernels = List.copyOf(kernels);
    }

    /**
     * One kernel.
     *
     * @param stage the number of the stage; all threads wait for each other where the next one begins
     * @param description what it computes
     * @param operations additions, multiplications and functions of numbers in one run
     * @param bytes of arrays that it reads or writes
     * @param micros the time of a run
     * @param floor the least time that it could take
     */
    public record Kernel(int stage, String description, double operations, double bytes, double micros, double floor) {}

    /**
     * A step of training on this batch. It is done for some seconds, and the model learns from it: explain one that is
     * not needed.
     *
     * @throws IllegalStateException if the model is not compiled
     * @throws IllegalArgumentException if data and model do not fit
     */
    public static Explanation ofTraining(Model model, Dataset batch) {
        Compiled compiled = model.requireTrainable("be explained");
        model.build(DataChecks.shapes(batch.inputs()));
        DataChecks.check(model.net(), compiled, batch, "the batch");
        BatchTraining steps = model.batchTraining(compiled, batch);
        return of(steps.timings(batch, SECONDS));
    }

    /** The model's answers to these samples, taken as one batch. */
    public static Explanation ofPrediction(Model model, Samples batch) {
        model.build(batch.shape());
        Session session = model.net().session(model.net().programs().prediction(Mode.INFERENCE), batch.count(), 1);
        Frame frame = session.borrow();
        session.feed(frame, ProgramInputs.input(0), batch, 0, batch.count());
        return of(Timing.of(session.plan(), frame, batch.count(), SECONDS));
    }

    private static Explanation of(List<Timing> timings) {
        double gigaflops = Peak.gigaflops();
        List<Kernel> kernels = new ArrayList<>();
        for (Timing timing : timings) {
            Work work = timing.work();
            double floor = Math.max(work.operations() / gigaflops, work.bytes() / Peak.gigabytes(work.bytes()));
            kernels.add(new Kernel(
                    timing.stage(),
                    timing.description(),
                    work.operations(),
                    work.bytes(),
                    timing.nanos() * 1e-3,
                    floor * 1e-3));
        }
        return new Explanation(kernels, gigaflops);
    }

    /** A table with a line for each kernel, and the totals. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, ROW, "stage", "kflop", "kB", "us", "Gflop/s", "floor", "kernel"));
        double operations = 0;
        double bytes = 0;
        double micros = 0;
        double floor = 0;
        for (Kernel kernel : kernels) {
            line(text, Integer.toString(kernel.stage), kernel);
            operations += kernel.operations;
            bytes += kernel.bytes;
            micros += kernel.micros;
            floor += kernel.floor;
        }
        String core = String.format(Locale.ROOT, "all, on one core of %.0f Gflop/s", gigaflops);
        line(text, "", new Kernel(0, core, operations, bytes, micros, floor));
        return text.toString();
    }

    private static void line(StringBuilder text, String stage, Kernel kernel) {
        text.append(String.format(
                Locale.ROOT,
                ROW,
                stage,
                String.format(Locale.ROOT, "%.1f", kernel.operations * 1e-3),
                String.format(Locale.ROOT, "%.1f", kernel.bytes * 1e-3),
                String.format(Locale.ROOT, "%.2f", kernel.micros),
                String.format(Locale.ROOT, "%.1f", kernel.operations * 1e-3 / kernel.micros),
                String.format(Locale.ROOT, "%.0f%%", 100 * kernel.floor / kernel.micros),
                kernel.description));
    }
}
