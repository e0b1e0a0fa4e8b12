package io.nacre;

import io.nacre.callback.Probe;
import io.nacre.graph.Interval;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.internal.run.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntBiFunction;

/** Looks at the layers' results and at the gradients of a batch, without a step. */
final class Probing {
    private final Programs.Probing probing;
    private final Session session;
    private final Frame frame;
    private final Map<String, Interval> ranges = new LinkedHashMap<>();

    Probing(Net net, Compiled compiled, BatchSource source, int threads) {
        probing = net.programs()
                .probing(compiled, DataChecks.shapes(source.example().targets()), source.weights());
        session = net.session(probing.program(), source.capacity(), threads);
        frame = session.borrow();
        for (int i = 0; i < probing.outputs().size(); i++) {
            Node output = probing.program().outputs().get(1 + probing.inputs() + i);
            ranges.put(probing.outputs().get(i), Interval.of(output));
        }
    }

    int capacity() {
        return session.capacity();
    }

    /**
     * @param feed writes the batch to the inputs and says how many samples it has
     * @param step whose random numbers are drawn
     */
    Probe look(ToIntBiFunction<Session, Frame> feed, long step) {
        int samples = feed.applyAsInt(session, frame);
        session.run(frame, samples, step);
        List<float[]> inputs = new ArrayList<>();
        for (int i = 0; i < probing.inputs(); i++) {
            inputs.add(result(1 + i, samples));
        }
        int outputs = 1 + probing.inputs();
        return new Probe(
                session.output(frame, 0),
                samples,
                inputs,
                results(probing.outputs(), outputs, samples),
                probing.answers(),
                Collections.unmodifiableMap(ranges),
                results(probing.gradients(), outputs + probing.outputs().size(), samples));
    }

    private Map<String, float[]> results(List<String> names, int from, int samples) {
        Map<String, float[]> results = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            results.put(names.get(i), result(from + i, samples));
        }
        return results;
    }

    private float[] result(int index, int samples) {
        Shape shape = probing.program().outputs().get(index).shape();
        float[] values = new float[shape.at(samples).count()];
        session.copyOutput(frame, index, values, 0, values.length);
        return values;
    }
}
