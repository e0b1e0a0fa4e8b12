package io.nacre;

import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.internal.run.Feeding;
import io.nacre.internal.run.Frame;
import io.nacre.internal.run.Place;
import io.nacre.internal.run.Plan;
import io.nacre.internal.run.Workers;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A plan with memory for its runs, of which several may go on at once. */
final class Session {
    private final Plan plan;
    private final long seed;
    private final Workers workers;
    private final AtomicReference<@Nullable Frame> spare = new AtomicReference<>();
    private final ConcurrentLinkedQueue<Frame> idle = new ConcurrentLinkedQueue<>();

    Session(Plan plan, long seed, int threads) {
        this.plan = plan;
        this.seed = seed;
        this.workers = Workers.of(threads);
    }

    int capacity() {
        return plan.capacity();
    }

    int threads() {
        return workers.threads();
    }

    Plan plan() {
        return plan;
    }

    /** Memory for a run; to be given back. */
    Frame borrow() {
        Frame last = spare.getAndSet(null);
        Frame frame = last != null ? last : idle.poll();
        return frame == null ? plan.frame(seed, workers.threads()) : frame;
    }

    void giveBack(Frame frame) {
        if (!spare.compareAndSet(null, frame)) {
            idle.add(frame);
        }
    }

    /** Where an input is written to, or null if nothing depends on it. */
    @Nullable
    Place input(String name) {
        return plan.hasInput(name) ? plan.input(name) : null;
    }

    /** Writes rows of samples, of so many numbers each, to an input. */
    void feed(Frame frame, String input, Feeding.Rows rows, int from, int to, int length) {
        feed(frame, input(input), rows, from, to, length);
    }

    /** The same, where the input's place is known. */
    void feed(Frame frame, @Nullable Place place, Feeding.Rows rows, int from, int to, int length) {
        if (place == null) {
            return;
        }
        if ((long) (to - from) * length < Feeding.FEW) {
            rows.copy(from, to, frame.array(place), place.offset());
        } else {
            workers.feed(frame, place, rows, from, to, length);
        }
    }

    /** Writes consecutive samples to an input. */
    void feed(Frame frame, String input, Samples samples, int from, int to) {
        feed(frame, input, samples::copy, from, to, samples.shape().count());
    }

    /** Writes consecutive samples of a data set, with targets and weights, to the inputs of its program. */
    void feed(Frame frame, Dataset data, int from, int to) {
        for (int i = 0; i < data.inputs().size(); i++) {
            feed(frame, ProgramInputs.input(i), data.inputs().get(i), from, to);
        }
        for (int i = 0; i < data.targets().size(); i++) {
            feed(frame, ProgramInputs.target(i), data.targets().get(i), from, to);
        }
        if (data.sampleWeights().isPresent()) {
            feed(frame, ProgramInputs.WEIGHT, data.sampleWeights().orElseThrow(), from, to);
        }
    }

    /** Writes a number to a scalar input. */
    void feed(Frame frame, String input, double value) {
        if (plan.hasInput(input)) {
            Place place = plan.input(input);
            frame.array(place)[place.offset()] = (float) value;
        }
    }

    void run(Frame frame, int batch, long step) {
        frame.begin(batch, step);
        workers.run(plan, frame);
    }

    /** The first number of a result. */
    float output(Frame frame, int index) {
        Place place = plan.output(index);
        return frame.array(place)[place.offset()];
    }

    void copyOutput(Frame frame, int index, float[] target, int at, int count) {
        Place place = plan.output(index);
        System.arraycopy(frame.array(place), place.offset(), target, at, count);
    }
}
