package io.nacre;

import io.nacre.callback.Probe;
import io.nacre.data.Dataset;
import io.nacre.graph.Shape;
import io.nacre.internal.run.Frame;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntBiFunction;

/** Looks at the layers' results and at the gradients of a batch, without a step. */
final class Probing {
    private final Programs.Probing probing;
    private final Session session;
    private final Frame frame;

    Probing(Model model, Compiled compiled, Dataset data, boolean weighted, int batchSize, int threads) {
        probing = model.programs().probing(compiled, DataChecks.shapes(data.targets()), weighted);
        session = model.session(probing.program(), batchSize, threads);
        frame = session.borrow();
    }

    /**
     * @param feed writes the batch to the inputs and says how many samples it has
     * @param step whose random numbers are drawn
     */
    Probe look(ToIntBiFunction<Session, Frame> feed, long step) {
        int samples = feed.applyAsInt(session, frame);
        session.run(frame, samples, step);
        int outputs = probing.outputs().size();
        return new Probe(
                session.output(frame, 0),
                results(probing.outputs(), 1, samples),
                results(probing.gradients(), 1 + outputs, samples));
    }

    private Map<String, float[]> results(List<String> names, int from, int samples) {
        Map<String, float[]> results = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            Shape shape = probing.program().outputs().get(from + i).shape();
            float[] values = new float[shape.at(samples).count()];
            session.copyOutput(frame, from + i, values, 0, values.length);
            results.put(names.get(i), values);
        }
        return results;
    }
}
