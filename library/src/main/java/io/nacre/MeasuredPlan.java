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
    Optional<Map<String, Double>> evaluate(Net net, Compiled compiled, Dataset data, BooleanSupplier abandoned) {
        Means means = new Means(measured, compiled);
        return add(means, net, data, abandoned) ? Optional.of(means.logs()) : Optional.empty();
    }

    /** Adds data to sums, and says whether that was not abandoned between two batches. */
    boolean add(Means means, Net net, Dataset data, BooleanSupplier abandoned) {
        Frame frame = session.borrow();
        int batch = session.capacity();
        for (int from = 0; from < data.size(); from += batch) {
            if (abandoned.getAsBoolean()) {
                session.giveBack(frame);
                return false;
            }
            int to = Math.min(from + batch, data.size());
            session.feed(frame, data, from, to);
            session.run(frame, to - from, net.randomStep(session));
            means.add(session, frame, to - from);
        }
        session.giveBack(frame);
        return true;
    }
}
