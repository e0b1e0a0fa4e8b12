package io.nacre;

import io.nacre.data.Tensor;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import io.nacre.layer.Layer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lets tests call one layer apart from any model, in each kind of run, with weights of their choice. */
public final class LayerRun {
    private static final String PATH = "layer";
    private static final long SEED = 3;

    private final LayerState layer;
    private final List<Shape> samples;

    /**
     * What a call describes.
     *
     * @param inputs named {@code x}, {@code x1}, {@code x2}, ...
     * @param y the result
     * @param updates new values of states, by their names
     * @param losses penalties
     */
    public record Call(List<Node> inputs, Node y, Map<String, Node> updates, List<Node> losses) {}

    private LayerRun(Layer layer, List<Shape> samples) {
        this.layer = new LayerState(layer);
        this.samples = List.copyOf(samples);
        Call _ = inference();
    }

    /** The layer, with first weights for samples of this shape. */
    public static LayerRun of(Layer layer, Shape sample) {
        return of(layer, List.of(sample));
    }

    /** A layer of several inputs, with first weights for samples of these shapes. */
    public static LayerRun of(Layer layer, List<Shape> samples) {
        return new LayerRun(layer, samples);
    }

    /** The name of an input. */
    public static String input(int number) {
        return number == 0 ? "x" : "x" + number;
    }

    /** The call in training. */
    public Call training() {
        return call(new Tracer(Mode.TRAINING, SEED));
    }

    /** The call in training while the layer is frozen. */
    public Call frozen() {
        layer.freeze(true);
        Call call = training();
        layer.freeze(false);
        return call;
    }

    /** The call in prediction. */
    public Call inference() {
        return call(new Tracer(Mode.INFERENCE, SEED));
    }

    /** A weight's value within its limits. */
    public Node constrained(String name, Node value) {
        Tracer tracer = new Tracer(Mode.TRAINING, SEED);
        Call _ = call(tracer);
        return tracer.constrained(variable(name), value);
    }

    private Call call(Tracer tracer) {
        List<Node> inputs = new ArrayList<>();
        for (Shape sample : samples) {
            inputs.add(Node.input(input(inputs.size()), sample.batched()));
        }
        Node y = layer.call(tracer.scope(PATH, layer), inputs);
        Map<String, Node> updates = new LinkedHashMap<>();
        tracer.updates()
                .forEach((variable, value) -> updates.put(variable.path().substring(PATH.length() + 1), value));
        return new Call(inputs, y, updates, tracer.losses());
    }

    /** The names of the weights, in their order. */
    public List<String> names() {
        return layer.weights().stream().map(LayerState.Weight::name).toList();
    }

    /** Whether gradients change a weight. */
    public boolean isLearned(String name) {
        return weight(name).learned();
    }

    /** A weight's variable. */
    public Variable variable(String name) {
        return weight(name).variable();
    }

    /** Replaces a weight's numbers. */
    public void assign(String name, Tensor value) {
        variable(name).assign(value.values());
    }

    private LayerState.Weight weight(String name) {
        return layer.weights().stream()
                .filter(weight -> weight.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the layer has no weight " + name + ", but " + names()));
    }
}
