package io.nacre;

import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.graph.Shape;
import io.nacre.internal.run.Frame;
import io.nacre.internal.run.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Training steps in two halves, gradients and their use, for training loops of one's own; both compiled once. */
final class GradientSteps {
    /** Keeps the random numbers of several passes within one step apart. */
    private static final long PASS = 1L << 40;

    private final Net net;
    private final Compiled compiled;
    private final List<Weights.Weight> trained;
    private @Nullable BatchTraining forward;
    private @Nullable Applying applying;
    private long step = -1;
    private long pass;

    GradientSteps(Net net, Compiled compiled) {
        this.net = net;
        this.compiled = compiled;
        this.trained = net.weights().trainable();
    }

    /** Whether the model is still compiled as it was for these. */
    boolean fits(Compiled compiled) {
        return this.compiled == compiled;
    }

    /** Forward and backward through the model in training mode; no step is counted. */
    BatchGradients of(Dataset data) {
        BatchTraining passes = forward;
        if (passes == null || !passes.fits(compiled, data)) {
            passes = new BatchTraining(net, compiled, data, net.programs()::gradients);
            forward = passes;
        }
        pass = step == compiled.iterations() ? pass + 1 : 0;
        step = compiled.iterations();
        Map<String, Double> logs = passes.run(data, step + pass * PASS);
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        int last = passes.outputs();
        for (int i = 0; i < trained.size(); i++) {
            Shape shape = trained.get(i).variable().shape();
            float[] values = passes.output(last - trained.size() + i, shape.count());
            gradients.put(
                    trained.get(i).path(),
                    shape.equals(Shape.SCALAR) ? Tensor.scalar(values[0]) : Tensor.wrap(values, shape.sizes()));
        }
        return new BatchGradients(Collections.unmodifiableMap(gradients), Collections.unmodifiableMap(logs));
    }

    /** One step of the optimizer with these gradients. */
    void apply(Map<String, Tensor> gradients) {
        check(gradients);
        Applying ready = applying;
        if (ready == null) {
            ready = new Applying(net.session(net.programs().applying(compiled), 1, Threads.standard()));
            applying = ready;
        }
        for (Weights.Weight weight : trained) {
            Place place = ready.session.input(ProgramInputs.gradient(weight.path()));
            Tensor gradient = gradients.get(weight.path());
            if (place != null && gradient != null) {
                gradient.copyTo(ready.frame.array(place), place.offset());
            }
        }
        compiled.feed(ready.session, ready.frame);
        ready.session.run(ready.frame, 1, compiled.iterations());
        compiled.iterations(compiled.iterations() + 1);
    }

    private void check(Map<String, Tensor> gradients) {
        List<String> paths = trained.stream().map(Weights.Weight::path).toList();
        List<String> missing = new ArrayList<>(paths);
        missing.removeAll(gradients.keySet());
        List<String> unknown = new ArrayList<>(gradients.keySet());
        unknown.removeAll(paths);
        if (!missing.isEmpty() || !unknown.isEmpty()) {
            throw new IllegalArgumentException("there is one gradient for each trained weight, but "
                    + (missing.isEmpty() ? "" : "those of " + missing + " are missing")
                    + (missing.isEmpty() || unknown.isEmpty() ? "" : ", and ")
                    + (unknown.isEmpty() ? "" : unknown + " are not trained weights of this model")
                    + "; freeze layers that are not to be trained, and compile");
        }
        for (Weights.Weight weight : trained) {
            Shape shape = weight.variable().shape();
            Tensor gradient = gradients.get(weight.path());
            if (gradient != null && !gradient.shape().equals(shape)) {
                throw new IllegalArgumentException("the weight " + weight.path() + " has shape " + shape
                        + ", but its gradient has shape " + gradient.shape());
            }
        }
    }

    /** The second half, ready to run. */
    private record Applying(Session session, Frame frame) {
        Applying(Session session) {
            this(session, session.borrow());
        }
    }
}
