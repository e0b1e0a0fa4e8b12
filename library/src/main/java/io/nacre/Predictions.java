package io.nacre;

import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.graph.Shape;
import io.nacre.internal.compile.Program;
import io.nacre.internal.run.Frame;
import io.nacre.internal.run.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers of a model that is built. There is a plan for each power of two of samples, made when it is first asked for;
 * many threads may ask at once. A single sample takes some microseconds, so what does not change is kept here.
 */
final class Predictions {
    private final Net net;
    private final Supplier<Program> program;
    private final List<Shape> inputs;
    private final int[] inputLengths;
    private final int[] lengths;

    /** For each output, the sizes of one answer's axes, after one of size 1. */
    private final int[][] sizes;

    private final AtomicReferenceArray<Ready> ready = new AtomicReferenceArray<>(Integer.SIZE);

    /** A session and where its inputs are written to. */
    private record Ready(Session session, @Nullable Place[] places) {}

    Predictions(Net net) {
        this(net, () -> net.programs().prediction(Mode.INFERENCE));
    }

    /** Answers as training gives them, for layers that are frozen as they are now. */
    static Predictions inTraining(Net net) {
        return new Predictions(net, () -> net.programs().prediction(Mode.TRAINING));
    }

    /** Answers that this program computes in the place of the model's own. */
    Predictions(Net net, Supplier<Program> program) {
        this.net = net;
        this.program = program;
        this.inputs = List.copyOf(net.inputShapes());
        this.inputLengths = inputs.stream().mapToInt(Shape::count).toArray();
        List<Shape> outputs = List.copyOf(net.outputShapes());
        this.lengths = outputs.stream().mapToInt(Shape::count).toArray();
        this.sizes =
                outputs.stream().map(shape -> shape.batched().at(1).sizes()).toArray(int[][]::new);
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
        Ready ready = ready(Math.min(samples, batchSize));
        Session session = ready.session;
        Frame frame = session.borrow();
        int batch = session.capacity();
        for (int from = 0; from < samples; from += batch) {
            int to = Math.min(from + batch, samples);
            for (int i = 0; i < ready.places.length; i++) {
                session.feed(frame, ready.places[i], given.get(i)::copy, from, to, inputLengths[i]);
            }
            session.run(frame, to - from, net.randomStep(session));
            for (int i = 0; i < answers.length; i++) {
                session.copyOutput(frame, i, answers[i], from * lengths[i], (to - from) * lengths[i]);
            }
        }
        session.giveBack(frame);
        List<Tensor> tensors = new ArrayList<>(answers.length);
        for (int i = 0; i < answers.length; i++) {
            int[] all = sizes[i].clone();
            all[0] = samples;
            tensors.add(Tensor.wrap(answers[i], all));
        }
        return tensors;
    }

    /** The answers of several calls, one after the other, for each output. */
    static List<Tensor> joined(List<List<Tensor>> answers) {
        List<Tensor> all = new ArrayList<>();
        for (int output = 0; output < answers.getFirst().size(); output++) {
            int place = output;
            List<Tensor> parts = answers.stream().map(part -> part.get(place)).toList();
            int rows = parts.stream().mapToInt(part -> part.size(0)).reduce(0, Math::addExact);
            int length = parts.getFirst().count() / parts.getFirst().size(0);
            float[] values = new float[Math.multiplyExact(rows, length)];
            int at = 0;
            for (Tensor part : parts) {
                part.copyTo(values, at);
                at += part.count();
            }
            int[] sizes = parts.getFirst().shape().sizes();
            sizes[0] = rows;
            all.add(Tensor.wrap(values, sizes));
        }
        return all;
    }

    private Ready ready(int samples) {
        int power = Integer.SIZE - Integer.numberOfLeadingZeros(samples - 1);
        Ready known = ready.get(power);
        return known != null ? known : make(power);
    }

    private synchronized Ready make(int power) {
        Ready known = ready.get(power);
        if (known == null) {
            Session session = net.session(program.get(), 1 << power, Threads.standard());
            @Nullable Place[] places = new @Nullable Place[inputs.size()];
            Arrays.setAll(places, i -> session.input(ProgramInputs.input(i)));
            known = new Ready(session, places);
            ready.set(power, known);
        }
        return known;
    }
}
