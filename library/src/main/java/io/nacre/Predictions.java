package io.nacre;

import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.graph.Shape;
import io.nacre.internal.compile.Program;
import io.nacre.internal.run.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Answers of a model that is built. There is a plan for each power of two of samples, made when it is first asked for;
 * many threads may ask at once. A single sample takes some microseconds, so what does not change is kept here.
 */
final class Predictions {
    private final Model model;
    private final Supplier<Program> program;
    private final List<Shape> inputs;
    private final List<Shape> outputs;
    private final int[] lengths;
    private final AtomicReferenceArray<Session> sessions = new AtomicReferenceArray<>(Integer.SIZE);

    Predictions(Model model) {
        this(model, () -> model.programs().prediction(Mode.INFERENCE));
    }

    /** Answers that this program computes in the place of the model's own. */
    Predictions(Model model, Supplier<Program> program) {
        this.model = model;
        this.program = program;
        this.inputs = List.copyOf(model.inputShapes());
        this.outputs = List.copyOf(model.outputShapes());
        this.lengths = outputs.stream().mapToInt(Shape::count).toArray();
    }

    /** Whether the samples have the shapes that the model takes. */
    boolean take(List<Samples> given) {
        boolean same = given.size() == inputs.size();
        for (int i = 0; same && i < inputs.size(); i++) {
            same = given.get(i).shape().equals(inputs.get(i));
        }
        return same;
    }

    /** The answers of each output, computed for so many samples at a time. */
    List<Tensor> of(List<Samples> given, int batchSize) {
        int samples = given.get(0).count();
        float[][] answers = new float[lengths.length][];
        for (int i = 0; i < answers.length; i++) {
            answers[i] = new float[Math.multiplyExact(samples, lengths[i])];
        }
        Session session = session(Math.min(samples, batchSize));
        Frame frame = session.borrow();
        int batch = session.capacity();
        for (int from = 0; from < samples; from += batch) {
            int to = Math.min(from + batch, samples);
            for (int i = 0; i < given.size(); i++) {
                session.feed(frame, Programs.input(i), given.get(i), from, to);
            }
            session.run(frame, to - from, model.randomStep(session));
            for (int i = 0; i < answers.length; i++) {
                session.copyOutput(frame, i, answers[i], from * lengths[i], (to - from) * lengths[i]);
            }
        }
        session.giveBack(frame);
        List<Tensor> tensors = new ArrayList<>(answers.length);
        for (int i = 0; i < answers.length; i++) {
            tensors.add(
                    Tensor.wrap(answers[i], outputs.get(i).batched().at(samples).sizes()));
        }
        return tensors;
    }

    private Session session(int samples) {
        int power = Integer.SIZE - Integer.numberOfLeadingZeros(samples - 1);
        Session known = sessions.get(power);
        return known != null ? known : make(power);
    }

    private synchronized Session make(int power) {
        Session known = sessions.get(power);
        if (known == null) {
            known = model.session(program.get(), 1 << power, Threads.standard());
            sessions.set(power, known);
        }
        return known;
    }
}
