package io.nacre;

import io.nacre.data.Dataset;
import io.nacre.graph.Shape;
import io.nacre.internal.run.Frame;
import io.nacre.internal.run.Timing;
import java.util.List;
import java.util.Map;

/** Single steps outside of a fit: a compiled step, kept from call to call. */
final class BatchTraining {
    private final Compiled compiled;
    private final List<Shape> targets;
    private final boolean weighted;
    private final Programs.Measured measured;
    private final Session session;
    private final Frame frame;

    BatchTraining(Model model, Compiled compiled, Dataset data) {
        this.compiled = compiled;
        this.targets = DataChecks.shapes(data.targets());
        this.weighted = data.sampleWeights().isPresent();
        this.measured = model.programs().training(compiled, targets, weighted, false, WeightMasks.NONE);
        this.session = model.session(measured.program(), data.size(), Threads.standard());
        this.frame = session.borrow();
    }

    /** Whether a step with this data is the one that is compiled here. */
    boolean fits(Compiled compiled, Dataset data) {
        return this.compiled == compiled
                && data.size() <= session.capacity()
                && targets.equals(DataChecks.shapes(data.targets()))
                && weighted == data.sampleWeights().isPresent();
    }

    /** One step with all of the data as its batch. */
    Map<String, Double> step(Dataset data) {
        feed(data);
        session.run(frame, data.size(), compiled.iterations());
        compiled.iterations(compiled.iterations() + 1);
        Means means = new Means(measured, compiled);
        means.add(session, frame, data.size());
        return means.logs();
    }

    /** How long the kernels of such a step take. */
    List<Timing> timings(Dataset data, double seconds) {
        feed(data);
        return Timing.of(session.plan(), frame, data.size(), seconds);
    }

    private void feed(Dataset data) {
        for (int i = 0; i < data.inputs().size(); i++) {
            session.feed(frame, Programs.input(i), data.inputs().get(i), 0, data.size());
        }
        for (int i = 0; i < data.targets().size(); i++) {
            session.feed(frame, Programs.target(i), data.targets().get(i), 0, data.size());
        }
        data.sampleWeights().ifPresent(weights -> session.feed(frame, Programs.WEIGHT, weights, 0, data.size()));
        compiled.feed(session, frame);
    }
}
