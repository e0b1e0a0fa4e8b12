package io.nacre;

import io.nacre.data.Dataset;
import io.nacre.graph.Shape;
import io.nacre.internal.run.Frame;
import io.nacre.internal.run.Timing;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Single steps outside of a fit: a compiled step, kept from call to call. */
final class BatchTraining {
    private final Compiled compiled;
    private final List<Shape> targets;
    private final Optional<Shape> sampleWeights;
    private final Programs.Measured measured;
    private final Session session;
    private final Frame frame;

    /** Describes what a run computes, for data of these targets, weighted or not. */
    interface Step {
        Programs.Measured of(Compiled compiled, List<Shape> targets, Optional<Shape> sampleWeights);
    }

    /** Whole steps. */
    BatchTraining(Net net, Compiled compiled, Dataset data) {
        this(
                net,
                compiled,
                data,
                (state, targets, weights) -> net.programs().training(state, targets, weights, false, WeightMasks.NONE));
    }

    /** Steps, or parts of them. */
    BatchTraining(Net net, Compiled compiled, Dataset data, Step step) {
        this.compiled = compiled;
        this.targets = DataChecks.shapes(data.targets());
        this.sampleWeights = DataChecks.weights(data);
        this.measured = step.of(compiled, targets, sampleWeights);
        this.session = net.session(measured.program(), data.size(), Threads.standard());
        this.frame = session.borrow();
    }

    /** Whether a step with this data is the one that is compiled here. */
    boolean fits(Compiled compiled, Dataset data) {
        return this.compiled == compiled
                && data.size() <= session.capacity()
                && targets.equals(DataChecks.shapes(data.targets()))
                && sampleWeights.equals(DataChecks.weights(data));
    }

    /** One step with all of the data as its batch. */
    Map<String, Double> step(Dataset data) {
        Map<String, Double> logs = run(data, compiled.iterations());
        compiled.iterations(compiled.iterations() + 1);
        return logs;
    }

    /** A run that counts no step; its random numbers are those of the step given. */
    Map<String, Double> run(Dataset data, long step) {
        feed(data);
        session.run(frame, data.size(), step);
        Means means = new Means(measured, compiled);
        means.add(session, frame, data.size());
        return means.logs();
    }

    /** The number of the program's results. */
    int outputs() {
        return measured.program().outputs().size();
    }

    /** A result of the last run. */
    float[] output(int index, int count) {
        float[] values = new float[count];
        session.copyOutput(frame, index, values, 0, count);
        return values;
    }

    /** How long the kernels of such a step take. */
    List<Timing> timings(Dataset data, double seconds) {
        feed(data);
        return Timing.of(session.plan(), frame, data.size(), seconds);
    }

    private void feed(Dataset data) {
        session.feed(frame, data, 0, data.size());
        compiled.feed(session, frame);
    }
}
