package io.nacre;

import io.nacre.data.Dataset;
import io.nacre.internal.run.Frame;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A compiled program that gives loss and metrics.
 *
 * @param measured the program, with the meaning of its results
 * @param session its plan, with memory for its runs
 */
record MeasuredPlan(Programs.Measured measured, Session session) {
    /** Loss and metrics on data, or nothing if that was abandoned between two batches. */
    Optional<Map<String, Double>> evaluate(Model model, Compiled compiled, Dataset data, BooleanSupplier abandoned) {
        Frame frame = session.borrow();
        Means means = new Means(measured, compiled);
        int batch = session.capacity();
        for (int from = 0; from < data.size(); from += batch) {
            if (abandoned.getAsBoolean()) {
                session.giveBack(frame);
                return Optional.empty();
            }
            int to = Math.min(from + batch, data.size());
            for (int i = 0; i < data.inputs().size(); i++) {
                session.feed(frame, Programs.input(i), data.inputs().get(i), from, to);
            }
            for (int i = 0; i < data.targets().size(); i++) {
                session.feed(frame, Programs.target(i), data.targets().get(i), from, to);
            }
            if (data.sampleWeights().isPresent()) {
                session.feed(frame, Programs.WEIGHT, data.sampleWeights().orElseThrow(), from, to);
            }
            session.run(frame, to - from, model.randomStep(session));
            means.add(session, frame, to - from);
        }
        session.giveBack(frame);
        return Optional.of(means.logs());
    }
}
