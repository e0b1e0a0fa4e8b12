package io.nacre;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.internal.compile.Compiler;
import io.nacre.internal.compile.Program;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** A network with its weights and the seed of its random numbers: a model without how it is compiled. */
final class Net {
    private static final System.Logger LOG = System.getLogger("io.nacre");

    private final Network network;
    private final Set<String> own;
    private final long seed;
    private final Weights weights;
    private final AtomicLong randomRuns = new AtomicLong();
    private Optional<String> warned = Optional.empty();

    /**
     * @param own names of the layers that were made for this model, whose weights are drawn from its seed
     * @param held layers that this model leaves as they are, frozen or not
     */
    Net(Network network, Set<String> own, long seed, Set<LayerState> held) {
        this.network = network;
        this.own = Set.copyOf(own);
        this.seed = seed;
        this.weights = new Weights(network, held);
    }

    String name() {
        return network.name();
    }

    Network network() {
        return network;
    }

    Set<String> own() {
        return own;
    }

    long seed() {
        return seed;
    }

    Weights weights() {
        return weights;
    }

    /**
     * Makes the weights for samples of these shapes, as a tracer makes them; without effect if that is done.
     *
     * @throws IllegalArgumentException if a layer cannot take its input, or the weights are made for other shapes
     */
    void build(List<Shape> samples, Tracer tracer) {
        if (samples.size() != network.inputs().size()) {
            throw new IllegalArgumentException("the model has "
                    + network.inputs().size() + " inputs, but was given " + samples.size() + " shapes");
        }
        if (isBuilt()) {
            if (!inputShapes().equals(samples)) {
                throw new IllegalArgumentException("the model takes samples of shape " + text(inputShapes())
                        + ", but was given samples of shape " + text(samples));
            }
            return;
        }
        List<Node> inputs = new ArrayList<>();
        samples.forEach(sample -> inputs.add(Node.input(ProgramInputs.input(inputs.size()), sample.batched())));
        for (Node y : network.trace(tracer, "", inputs)) {
            if (y.shape().rank() == 0 || y.size(0) != Shape.BATCH) {
                throw new IllegalArgumentException(
                        "a model's answer has one entry a sample, but the last layer's has shape " + y.shape());
            }
        }
    }

    /** Makes the weights for samples of these shapes, drawn from the seed. */
    void build(List<Shape> samples) {
        build(samples, new Tracer(Mode.INFERENCE, seed));
    }

    static String text(List<Shape> shapes) {
        return shapes.stream().map(Shape::toString).collect(Collectors.joining(", "));
    }

    boolean isBuilt() {
        return network.isBuilt();
    }

    void requireBuilt() {
        if (!isBuilt()) {
            throw new IllegalStateException("the model is not built: begin it with input(...), call build, or fit it");
        }
    }

    /** Refuses a model whose file could not be read: weights of reused layers, but no shape of an input. */
    void requireReadable() {
        if (!weights.all().isEmpty()) {
            requireBuilt();
        }
    }

    /** The shape of one sample of each input. */
    List<Shape> inputShapes() {
        return samples(network.inputShapes());
    }

    /** The shape of each output for one sample. */
    List<Shape> outputShapes() {
        return isBuilt() ? samples(network.outputShapes()) : samples(List.of());
    }

    private List<Shape> samples(List<Shape> batched) {
        requireBuilt();
        return batched.stream().map(shape -> shape.slice(1, shape.rank())).toList();
    }

    /** The layers of a network like this one that stand where this has layers that it leaves as they are. */
    Set<LayerState> heldIn(Network like) {
        Map<String, LayerState> layers = like.layers();
        Set<LayerState> held = Collections.newSetFromMap(new IdentityHashMap<>());
        network.layers().forEach((path, layer) -> {
            LayerState other = layers.get(path);
            if (other != null && weights.held().contains(layer)) {
                held.add(other);
            }
        });
        return held;
    }

    /** What it computes, for the compiler. */
    Programs programs() {
        requireBuilt();
        return new Programs(network, weights, seed);
    }

    Session session(Program program, int capacity, int threads) {
        return new Session(Compiler.compile(program, capacity), seed, threads);
    }

    /** One whose random numbers come from another seed. */
    static Session session(Program program, long seed, int capacity) {
        return new Session(Compiler.compile(program, capacity), seed, Threads.standard());
    }

    /** The number of a run outside of training, from which its random numbers follow; few models have any there. */
    long randomStep(Session session) {
        return session.plan().isRandom() ? randomRuns.getAndIncrement() : 0;
    }

    /** Logs a warning, unless it is the one that was logged last. */
    void warnOnce(String warning) {
        if (!warned.equals(Optional.of(warning))) {
            warned = Optional.of(warning);
            LOG.log(System.Logger.Level.WARNING, warning);
        }
    }
}
