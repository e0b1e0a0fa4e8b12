package io.nacre;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.internal.compile.Compiler;
import io.nacre.internal.compile.Program;
import io.nacre.internal.run.Frame;
import io.nacre.layer.Layer;
import io.nacre.loss.Loss;
import io.nacre.metric.Metric;
import io.nacre.optimizer.Optimizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A net with its weights: compile it, fit it to data, evaluate it, let it predict, save it.
 *
 * <p>{@link #predict} may be called from many threads at once; everything else belongs to one thread at a time.
 */
public abstract sealed class Model permits Sequential {
    private static final int PREDICTION_BATCH = 256;

    private final String name;
    private final Network network;
    private final long seed;
    private final Weights weights;
    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    private final Map<Integer, Session> predictions = new ConcurrentHashMap<>();
    private @Nullable Shape input;
    private @Nullable Shape output;
    private @Nullable Compiled compiled;

    Model(String name, Network network, long seed) {
        this.name = name;
        this.network = network;
        this.seed = seed;
        this.weights = new Weights(seed);
        network.input().ifPresent(this::build);
    }

    /** The model's name. */
    public String name() {
        return name;
    }

    /** The seed of first weights, shuffling and dropout. */
    public long seed() {
        return seed;
    }

    Network network() {
        return network;
    }

    /**
     * Makes the weights for samples of this shape; without effect if that is done.
     *
     * @throws IllegalArgumentException if a layer cannot take its input; the message names the layer and the shapes
     */
    public void build(Shape sample) {
        if (input != null) {
            if (!input.equals(sample)) {
                throw new IllegalArgumentException(
                        "the model takes samples of shape " + input + ", but was given samples of shape " + sample);
            }
            return;
        }
        Map<String, Shape> traced = new LinkedHashMap<>();
        Node x = Node.input(Programs.INPUT, sample.batched());
        Node y = network.trace(new Tracer(Mode.INFERENCE, weights), x, traced);
        if (y.shape().rank() == 0 || y.size(0) != Shape.BATCH) {
            throw new IllegalArgumentException(
                    "a model's answer has one entry a sample, but the last layer's has shape " + y.shape());
        }
        shapes.putAll(traced);
        output = y.shape().slice(1, y.shape().rank());
        input = sample;
    }

    /** Whether the weights are made. */
    public boolean isBuilt() {
        return input != null;
    }

    /** The shape of one sample that the model takes. */
    public Shape inputShape() {
        if (input == null) {
            throw notBuilt();
        }
        return input;
    }

    private static IllegalStateException notBuilt() {
        return new IllegalStateException("the model is not built: begin it with input(...), call build, or fit it");
    }

    /** The shape of the model's answer to one sample. */
    public Shape outputShape() {
        if (output == null) {
            throw notBuilt();
        }
        return output;
    }

    /** The shape after each layer, by the layer's name. */
    Map<String, Shape> shapes() {
        return shapes;
    }

    Weights weights() {
        return weights;
    }

    Map<String, float[]> weightValues() {
        return weights.values();
    }

    void assignWeights(Map<String, float[]> values) {
        weights.assign(values);
    }

    /** The layers in their order, with their weights. */
    public List<LayerHandle> layers() {
        return network.layers().entrySet().stream()
                .map(entry -> new LayerHandle(entry.getKey(), entry.getValue(), weights))
                .toList();
    }

    /**
     * The layer of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public LayerHandle layer(String name) {
        Layer layer = network.layers().get(name);
        if (layer == null) {
            throw new IllegalArgumentException("the model has no layer '" + name + "'; it has "
                    + String.join(", ", network.layers().keySet()));
        }
        return new LayerHandle(name, layer, weights);
    }

    /** The number of numbers in all weights. */
    public long countParams() {
        return weights.all().stream()
                .mapToLong(weight -> weight.variable().count())
                .sum();
    }

    /**
     * The model as a table, as Keras prints it: layers, shapes of their results, numbers of weights; then the totals.
     * {@code System.out.print(model.summary())} shows it.
     */
    public String summary() {
        return Summary.of(this, false);
    }

    /** The summary with a column that tells which layers are trained ({@code Y}) and which are frozen ({@code N}). */
    public String summaryWithTrainable() {
        return Summary.of(this, true);
    }

    /** Says how the model is to be trained, and forgets the state of an earlier optimizer. */
    public void compile(Optimizer optimizer, Loss loss, Metric... metrics) {
        compiled = new Compiled(optimizer, loss, Arrays.asList(metrics), weights.changes());
    }

    /** Whether it has been told how it is to be trained. */
    public boolean isCompiled() {
        return compiled != null;
    }

    /** What the model was compiled with, if it was. */
    Optional<Compiled> compiled() {
        return Optional.ofNullable(compiled);
    }

    private Compiled requireCompiled(String what) {
        if (compiled == null) {
            throw new IllegalStateException("compile the model before it can " + what);
        }
        if (compiled.weightChanges() != weights.changes()) {
            throw new IllegalStateException("layers were frozen or unfrozen after compile; compile the model again, so"
                    + " that training follows");
        }
        return compiled;
    }

    Programs programs() {
        return new Programs(network, weights, inputShape());
    }

    Session session(Program program, int capacity, int threads) {
        return new Session(Compiler.compile(program, capacity), seed, threads);
    }

    /**
     * Trains the model.
     *
     * @param data samples and targets
     * @return loss and metrics of each epoch
     * @throws IllegalStateException if the model is not compiled, or layers were frozen since
     * @throws IllegalArgumentException if data and model do not fit, or a number is not finite; the message says where
     */
    @CanIgnoreReturnValue
    public History fit(Dataset data, Fit fit) {
        Compiled state = requireCompiled("be fitted");
        if (data.inputs().isEmpty()) {
            throw new IllegalArgumentException("the training data has no inputs");
        }
        build(data.inputs().get(0).shape());
        return new FitLoop(this, state, data, fit).run();
    }

    /**
     * Loss and metrics on data that the model does not learn from.
     *
     * @return {@code loss}, then the metrics, by name
     */
    public Map<String, Double> evaluate(Dataset data) {
        Compiled state = requireCompiled("be evaluated");
        DataChecks.check(this, state.loss(), data, "the data");
        return evaluateUnchecked(state, data, PREDICTION_BATCH, Threads.standard());
    }

    Map<String, Double> evaluateUnchecked(Compiled state, Dataset data, int batchSize, int threads) {
        boolean weighted = data.sampleWeights().isPresent();
        Programs.Measured measured =
                programs().evaluation(state, data.targets().get(0).shape(), weighted);
        Session session = session(measured.program(), Math.min(batchSize, data.size()), threads);
        Frame frame = session.borrow();
        Means means = new Means(measured, state.metrics());
        for (int from = 0; from < data.size(); from += batchSize) {
            int to = Math.min(from + batchSize, data.size());
            session.feed(frame, Programs.INPUT, data.inputs().get(0), from, to);
            session.feed(frame, Programs.TARGET, data.targets().get(0), from, to);
            if (weighted) {
                session.feed(frame, Programs.WEIGHT, data.sampleWeights().orElseThrow(), from, to);
            }
            session.run(frame, to - from, 0);
            means.add(session, frame, to - from);
        }
        return means.logs("");
    }

    /** The model's answers to samples of shape {@code (n, ...)}: an array of shape {@code (n, ...)}. */
    public Tensor predict(Tensor x) {
        return predict(Samples.of(x));
    }

    /**
     * The model's answers.
     *
     * @throws IllegalArgumentException if the samples do not have the shape that the model takes, or are not finite
     */
    public Tensor predict(Samples x) {
        return predict(x, PREDICTION_BATCH);
    }

    /**
     * The model's answers, computed for so many samples at a time; which changes the speed, not the answers.
     *
     * @throws IllegalArgumentException if the samples do not have the shape that the model takes, or are not finite
     */
    public Tensor predict(Samples x, int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1, not " + batchSize);
        }
        build(x.shape());
        DataChecks.inputs(this, x, "the input");
        int each = outputShape().count();
        float[] answers = new float[Math.multiplyExact(x.count(), each)];
        Session session = predictionSession(Math.min(x.count(), batchSize));
        Frame frame = session.borrow();
        int batch = session.capacity();
        for (int from = 0; from < x.count(); from += batch) {
            int to = Math.min(from + batch, x.count());
            session.feed(frame, Programs.INPUT, x, from, to);
            session.run(frame, to - from, 0);
            session.copyOutput(frame, 0, answers, from * each, (to - from) * each);
        }
        session.giveBack(frame);
        return Tensor.wrap(answers, outputShape().batched().at(x.count()).sizes());
    }

    /**
     * Writes the model to a {@code .keras} file, which Keras opens too: layers, weights, and, if it is compiled, the
     * optimizer's state. A crash leaves the old file or the new one.
     *
     * @throws java.io.UncheckedIOException if the file cannot be written
     * @throws IllegalArgumentException if a layer cannot be described in a file
     */
    public void save(Path file) {
        ModelFiles.save(this, file);
    }

    /**
     * Reads a model that Keras or Nacre wrote: a {@code .keras} file, or a legacy {@code .h5} file.
     *
     * @param own activations and constraints of your own that the file names, since files hold no functions; each is
     *     what its factory's {@code custom} makes
     * @throws java.io.UncheckedIOException if the file cannot be read
     * @throws IllegalArgumentException if the file is damaged, or holds what is not supported; the message names it all
     */
    public static Model load(Path file, Record... own) {
        return ModelFiles.load(file, Registry.CODEC.knowing(List.of(own)));
    }

    /** A session for up to so many samples; there are few, one for each power of two. */
    private Session predictionSession(int samples) {
        int capacity = Integer.highestOneBit(Math.max(1, 2 * samples - 1));
        Session known = predictions.get(capacity);
        return known != null
                ? known
                : predictions.computeIfAbsent(
                        capacity, c -> session(programs().prediction(Mode.INFERENCE), c, Threads.standard()));
    }
}
