package io.nacre;

import io.nacre.data.Dataset;
import io.nacre.internal.run.Frame;
import java.util.Optional;

/**
 * Steps of training or runs of prediction without end, one at a time: what {@code fit} and {@code predict} do, less
 * callbacks and results.
 */
public final class RepeatedSteps {
    private final Session session;
    private final Frame frame;
    private final Batches batches;
    private final Optional<Compiled> compiled;
    private final Optional<Means> means;
    private int next;

    private RepeatedSteps(Session session, Batches batches, Optional<Compiled> compiled, Optional<Means> means) {
        this.session = session;
        this.frame = session.borrow();
        this.batches = batches;
        this.compiled = compiled;
        this.means = means;
    }

    /** Steps of training on the data in its order, again and again. */
    public static RepeatedSteps training(Model model, Dataset data, int batchSize, int threads) {
        Compiled compiled = model.requireCompiled("be trained");
        model.build(DataChecks.shapes(data.inputs()));
        Programs.Measured measured = model.net()
                .programs()
                .training(compiled, DataChecks.shapes(data.targets()), Optional.empty(), false, WeightMasks.NONE);
        return new RepeatedSteps(
                model.net().session(measured.program(), batchSize, threads),
                inOrder(data, batchSize),
                Optional.of(compiled),
                Optional.of(new Means(measured, compiled)));
    }

    /** Runs of prediction for the data in its order, again and again. */
    public static RepeatedSteps prediction(Model model, Dataset data, int batchSize, int threads) {
        model.build(DataChecks.shapes(data.inputs()));
        return new RepeatedSteps(
                model.net().session(model.net().programs().prediction(Mode.INFERENCE), batchSize, threads),
                inOrder(data, batchSize),
                Optional.empty(),
                Optional.empty());
    }

    private static Batches inOrder(Dataset data, int batchSize) {
        Batches batches = new Batches(data, Optional.empty(), batchSize);
        batches.inOrder();
        return batches;
    }

    /** One step or run; gives the first number of its first result, for training the batch's loss. */
    public float next() {
        int samples = batches.feed(next % batches.count(), session, frame);
        if (compiled.isPresent()) {
            compiled.get().feed(session, frame);
        }
        session.run(frame, samples, next++);
        if (compiled.isPresent() && means.isPresent()) {
            compiled.get().iterations(compiled.get().iterations() + 1);
            means.get().add(session, frame, samples);
        }
        return session.output(frame, 0);
    }
}
