package io.nacre;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.file.Names;
import io.nacre.file.RecordCodec;
import io.nacre.file.WeightFormat;
import io.nacre.graph.Shape;
import io.nacre.layer.Input;
import io.nacre.layer.Layer;
import io.nacre.loss.Loss;
import io.nacre.metric.Metric;
import io.nacre.optimizer.Optimizer;
import io.nacre.pruning.MagnitudePruning;
import io.nacre.pruning.Magnitudes;
import io.nacre.pruning.PruningScope;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A net with its weights: compile it, fit it to data, evaluate it, let it predict, save it.
 *
 * <p>{@link #predict} may be called from many threads at once; everything else belongs to one thread at a time.
 */
@SuppressWarnings("exports") // whoever uses the class needs no annotation of Error Prone
public abstract sealed class Model extends Placed permits Sequential, Functional {
    private static final System.Logger LOG = System.getLogger("io.nacre");

    private final Net net;
    private final KeptPlans plans;
    private volatile @Nullable Predictions predictions;
    private @Nullable TrainingPredictions trainingPredictions;
    private @Nullable Compiled compiled;
    private @Nullable BatchTraining batchTraining;
    private @Nullable GradientSteps gradientSteps;

    /** @param own names of the layers that were made for this model, whose weights are drawn from its seed */
    Model(Network network, Set<String> own, long seed) {
        this(network, own, seed, Set.of());
    }

    /** @param held layers that this model leaves as they are, frozen or not */
    Model(Network network, Set<String> own, long seed, Set<LayerState> held) {
        this.net = new Net(network, own, seed, held);
        this.plans = new KeptPlans(net);
    }

    /** The model's name. */
    public String name() {
        return net.name();
    }

    /** The seed of first weights, shuffling and dropout. */
    public long seed() {
        return net.seed();
    }

    Net net() {
        return net;
    }

    Network network() {
        return net.network();
    }

    /**
     * Makes the weights for samples of this shape; without effect if that is done.
     *
     * @throws IllegalArgumentException if a layer cannot take its input; the message names the layer and the shapes
     */
    public void build(Shape sample) {
        build(List.of(sample));
    }

    /**
     * Makes the weights for samples of these shapes, one for each input; without effect if that is done.
     *
     * @throws IllegalArgumentException if a layer cannot take its input; the message names the layer and the shapes
     */
    public void build(List<Shape> samples) {
        net.build(samples);
    }

    /** Whether the weights are made. */
    public boolean isBuilt() {
        return net.isBuilt();
    }

    /**
     * The shape of one sample that the model takes.
     *
     * @throws IllegalStateException if the model is not built, or takes several inputs
     */
    public Shape inputShape() {
        return only(inputShapes(), "inputs, whose shapes inputShapes() gives");
    }

    /** The shape of one sample of each input. */
    public List<Shape> inputShapes() {
        return net.inputShapes();
    }

    /**
     * The shape of the model's answer to one sample.
     *
     * @throws IllegalStateException if the model is not built, or gives several outputs
     */
    public Shape outputShape() {
        return only(outputShapes(), "outputs, whose shapes outputShapes() gives");
    }

    /** The names of the inputs, in their order; of a model that takes a dict in Keras, its keys. */
    public List<String> inputNames() {
        return network().inputNames();
    }

    /**
     * The names of the outputs, in their order: those that they were given, as in {@link Functional#ofNamed}, or else
     * those of the layers that they come from.
     */
    public List<String> outputNames() {
        return network().outputNames();
    }

    /** The shape of each output for one sample. */
    public List<Shape> outputShapes() {
        return net.outputShapes();
    }

    private static <T> T only(List<T> items, String what) {
        if (items.size() != 1) {
            throw new IllegalStateException("the model has " + items.size() + " " + what);
        }
        return items.get(0);
    }

    Weights weights() {
        return net.weights();
    }

    Map<String, float[]> weightValues() {
        return net.weights().values();
    }

    void assignWeights(Map<String, float[]> values) {
        net.weights().assign(values);
    }

    /**
     * The layers in Keras's order, with their weights; a model within this one is one of them. Those of a functional
     * model stand by their distance from the outputs, farthest first, and its inputs are among them; the input of a
     * sequential model is not. Several are frozen by {@code model.layers().subList(0, 3).forEach(LayerHandle::freeze)}.
     */
    public List<LayerHandle> layers() {
        return network().listed().entrySet().stream()
                .map(entry -> new LayerHandle(entry.getKey(), entry.getValue(), this::model))
                .toList();
    }

    /**
     * The layers but those that give the outputs, in their order; of a sequential model all layers but the last. They
     * are frozen by {@code model.layersExceptLast().forEach(LayerHandle::freeze)}, or given to a new model with another
     * output layer.
     */
    public List<LayerHandle> layersExceptLast() {
        Set<String> last = network().outputParts();
        return layers().stream().filter(layer -> !last.contains(layer.name())).toList();
    }

    /**
     * The layer of this name, or, as {@code encoder/dense_1}, a layer of a model within this one.
     *
     * @throws IllegalArgumentException if there is none
     */
    public LayerHandle layer(String path) {
        Network network = network();
        Part part = network;
        for (String name : Names.printable(path).split("/", -1)) {
            Map<String, Part> parts = part instanceof Network inner ? inner.listed() : Map.of();
            Part found = parts.get(name);
            if (found == null) {
                throw new IllegalArgumentException("the model has no layer '" + Names.printable(path) + "'; "
                        + (part == network ? "it" : "there, it") + " has " + String.join(", ", parts.keySet()));
            }
            part = found;
        }
        return new LayerHandle(Names.printable(path), part, this::model);
    }

    /**
     * The same layers and connections, with first weights of their own that are drawn from this seed; layers that this
     * model shares with others are cloned too. It is not compiled.
     */
    public Model cloneModel(long seed) {
        return of(network().withLayers((path, layer) -> layer.fresh()), seed);
    }

    /** A clone whose weights are zeros, for those that give it other weights. */
    private Model blank() {
        Network layers = network().withLayers((path, layer) -> layer.fresh());
        Model model = layers.isSequential() ? Sequential.of(layers, seed()) : Functional.of(layers, seed());
        if (isBuilt()) {
            model.net.build(inputShapes(), new Tracer(Mode.INFERENCE, seed()).withoutFirstWeights());
        }
        return model;
    }

    /** A model like this one with copies of its weights, from which it then goes its own way. It is not compiled. */
    public Model copy() {
        Model copy = blank();
        if (isBuilt()) {
            copy.assignWeights(weightValues());
        }
        return copy;
    }

    /**
     * The same model with other layers in place of those of one kind, in nested models too; the rest is shared with
     * this one: {@code model.replaceLayers(Dropout.class, dropout -> mcDropout(dropout.rate()))}. It is not compiled.
     *
     * @throws IllegalArgumentException if there is none of this kind, or what takes its place does not fit
     */
    public <L extends Layer> Model replaceLayers(Class<L> kind, Function<L, Layer> replacement) {
        boolean none = network().layers().values().stream().noneMatch(layer -> kind.isInstance(layer.layer()));
        if (none) {
            throw new IllegalArgumentException("the model has no " + kind.getSimpleName() + "; it has "
                    + network().layers().values().stream()
                            .map(PartNames::typeName)
                            .distinct()
                            .collect(Collectors.joining(", ")));
        }
        return of(
                network()
                        .withLayers((path, layer) -> kind.isInstance(layer.layer())
                                ? layer.fresh(replacement.apply(kind.cast(layer.layer())))
                                : layer),
                seed());
    }

    /**
     * The same model with another layer in the place of one, under its name, as another output layer for another task;
     * the rest is shared with this one. It is not compiled.
     *
     * @param path of the layer, as {@link #layer} takes it
     * @throws IllegalArgumentException if there is none, it is a model or an input, or what takes its place does not
     *     fit
     */
    public Model replaceLayer(String path, Layer replacement) {
        if (!(layer(path).part() instanceof LayerState old)) {
            throw new IllegalArgumentException(path + " is a model within the model; name one of its layers");
        }
        if (old.layer() instanceof Input) {
            throw new IllegalArgumentException(
                    path + " is an input of the model; build a model with another input from its layers instead");
        }
        return of(network().withLayers((at, layer) -> layer == old ? new LayerState(replacement) : layer), seed());
    }

    /**
     * The same layers and weights, of which this model trains only some: in a generative adversarial net, the model
     * that trains the generator through a discriminator that it leaves alone. Unlike freezing it concerns this model
     * only. The others behave as frozen layers do. It is not compiled.
     *
     * @param paths of layers, or of models within this one, that are trained
     * @throws IllegalArgumentException if there is no such layer
     */
    public Model trainingOnly(String... paths) {
        Set<LayerState> held = Collections.newSetFromMap(new IdentityHashMap<>());
        held.addAll(network().layers().values());
        for (String path : paths) {
            layer(path).states().forEach(held::remove);
        }
        return network().isSequential()
                ? Sequential.of(network(), seed(), held)
                : Functional.of(network(), seed(), held);
    }

    /**
     * A model that predicts the same, to rounding, with batch normalization taken into the dense layers beside it:
     * smaller and faster. It has weights of its own. Batch normalization stays where no dense layer can take it in, and
     * layers that stand at several places stay as they are. It is not compiled; train the model before, not this one.
     *
     * @throws IllegalStateException if the model is not built
     */
    public Model foldBatchNormalization() {
        net.requireBuilt();
        return of(NormalizationFolding.fold(copy().network()), seed());
    }

    /**
     * A model like this one whose kernels are sparse: {@code round(share * n)} of the n weights of each are zero, those
     * of the smallest magnitude. It has weights of its own, and is not compiled. It predicts somewhat differently; up
     * to about half of a trained net's weights can be missed, and more where it then trains on with
     * {@link MagnitudePruning#keepingZeros}. A callback that prunes in training loses less.
     *
     * @param share at least 0 and below 1
     * @throws IllegalStateException if the model is not built
     */
    public Model prune(double share) {
        return prune(share, PruningScope.LAYER);
    }

    /** The same with magnitudes compared within each kernel, or among all of them together. */
    public Model prune(double share, PruningScope scope) {
        net.requireBuilt();
        return masked(kernels -> Magnitudes.masks(kernels, share, scope));
    }

    /**
     * A model like this one with zeros in the place of those weights in kernels whose magnitude is below a threshold,
     * as l1 regularization leaves many. It has weights of its own, and is not compiled.
     *
     * @param threshold above 0
     * @throws IllegalStateException if the model is not built
     */
    public Model zeroWeightsBelow(double threshold) {
        net.requireBuilt();
        return masked(kernels -> Pruning.atLeast(kernels, threshold));
    }

    /** A copy with zeros where the masks that are made of its kernels are 0. */
    private Model masked(UnaryOperator<Map<String, float[]>> masks) {
        Model copy = copy();
        Pruning.masked(copy.net, masks);
        return copy;
    }

    /** The share of zeros in each kernel, by path; a kernel is what its layer asked for as one. */
    public Map<String, Double> sparsity() {
        return Pruning.sparsity(net);
    }

    /**
     * This model with its dense layers in int8. What the least and the largest activations are is seen from samples, of
     * which some hundred that are like those to come will do; they need no labels.
     *
     * @param calibration samples of each of the model's inputs
     * @throws IllegalStateException if the model is not built
     * @throws IllegalArgumentException if the model has no dense layer, or the samples do not fit or are not finite
     */
    public QuantizedModel quantize(Samples... calibration) {
        net.requireBuilt();
        List<Samples> inputs = List.of(calibration);
        DataChecks.inputs(net, inputs, "the calibration data");
        Model own = copy();
        own.compileLike(this);
        return QuantizedModel.of(own.net, own.compiled(), inputs);
    }

    /** A model of a network, whose weights it shares. */
    private Model model(Network network) {
        return network.isSequential() ? Sequential.of(network, seed()) : Functional.of(network, seed());
    }

    private Model of(Network network, long seed) {
        Model model = network.isSequential() ? Sequential.of(network, seed) : Functional.of(network, seed);
        if (isBuilt()) {
            model.build(inputShapes());
        }
        return model;
    }

    /** What the model is, in one line; {@link #summary} has more. */
    @Override
    public String toString() {
        String layers = network() + ": " + layers().size() + (layers().size() == 1 ? " layer, " : " layers, ");
        return layers
                + (isBuilt()
                        ? "from " + Net.text(inputShapes()) + " to " + Net.text(outputShapes())
                                + String.format(Locale.ROOT, ", %,d weights", countParams())
                        : "not built")
                + (isCompiled() ? ", compiled" : "");
    }

    @Override
    Placement placement() {
        return Placement.elsewhere(network(), name(), name());
    }

    @Override
    String what() {
        return "a model";
    }

    /** The number of numbers in all weights. */
    public long countParams() {
        return net.weights().all().stream()
                .mapToLong(weight -> weight.variable().count())
                .sum();
    }

    /**
     * The model as a table, as Keras prints it: layers, shapes of their results, numbers of weights; then the totals.
     * {@code System.out.print(model.summary())} shows it.
     */
    public String summary() {
        return summary(Summary.WIDTH);
    }

    /**
     * The summary, no wider than so many characters as far as headers and numbers allow, for terminals narrower than 80
     * columns.
     */
    public String summary(int width) {
        return Summary.of(net, compiled(), layers(), false, width);
    }

    /** The summary with a column that tells which layers are trained ({@code Y}) and which are frozen ({@code N}). */
    public String summaryWithTrainable() {
        return summaryWithTrainable(Summary.WIDTH);
    }

    /** The summary with a column for what is trained, no wider than so many characters as far as can be. */
    public String summaryWithTrainable(int width) {
        return Summary.of(net, compiled(), layers(), true, width);
    }

    /**
     * Says how the model is to be trained, and forgets the state of an earlier optimizer. For a model with one output.
     *
     * @throws IllegalArgumentException if the model has several outputs, or the loss is not reduced to one number
     */
    public void compile(Optimizer optimizer, Loss loss, Metric... metrics) {
        compile(optimizer, OutputLoss.of(loss, metrics));
    }

    /**
     * Says how a model with several outputs is to be trained, and forgets the state of an earlier optimizer.
     *
     * @param outputs one for each output, in their order; none if the loss is what layers add to it, as a restricted
     *     Boltzmann machine does: the data then has no targets
     * @throws IllegalArgumentException if there are more or fewer than outputs
     */
    public void compile(Optimizer optimizer, OutputLoss... outputs) {
        if (outputs.length != network().outputs().size() && outputs.length > 0) {
            throw new IllegalArgumentException(
                    "the model has " + network().outputs().size() + " outputs, but was given " + outputs.length
                            + " losses; compile(optimizer, OutputLoss.of(...), ...) takes one for each output");
        }
        optimizer
                .options()
                .swallowedDecay(optimizer.learningRate().at(0))
                .ifPresent(why -> LOG.log(System.Logger.Level.WARNING, why));
        compiled = new Compiled(
                optimizer,
                Arrays.asList(outputs),
                network().outputNames(),
                net.weights().frozen());
    }

    /**
     * Says how a model with several outputs is to be trained, by the {@linkplain #outputNames names} of its outputs,
     * and forgets the state of an earlier optimizer. The model is not trained for outputs that are not named.
     *
     * @throws IllegalArgumentException if there is no output of such a name; the message lists those that there are
     * @throws IllegalStateException if two outputs have one name
     */
    public void compileByName(Optimizer optimizer, Map<String, OutputLoss> outputs) {
        compile(optimizer, new OutputNames(outputNames()).losses(outputs));
    }

    /**
     * Targets by the {@linkplain #outputNames names} of the outputs, in the outputs' order:
     * {@code Dataset.ofInputs(x).withTargets(model.targetsByName(Map.of("z", z, "a", a)))}.
     *
     * @throws IllegalArgumentException if there is no output of such a name, or one that needs a target has none
     * @throws IllegalStateException if two outputs have one name
     */
    public Samples[] targetsByName(Map<String, Samples> targets) {
        return new OutputNames(outputNames()).targets(targets, compiled());
    }

    /**
     * Compiles it as another model is compiled, with an optimizer that has made no step yet: for copies, as folded or
     * pruned ones are, that are to be evaluated, trained on, or saved as the other is. Without effect if that is not
     * compiled.
     */
    public void compileLike(Model other) {
        other.compiled()
                .ifPresent(state -> compile(state.optimizer(), state.outputs().toArray(OutputLoss[]::new)));
    }

    /** Whether it has been told how it is to be trained. */
    public boolean isCompiled() {
        return compiled != null;
    }

    /** What the model was compiled with, if it was. */
    Optional<Compiled> compiled() {
        return Optional.ofNullable(compiled);
    }

    /** What the model was compiled with; a model that is not is refused. */
    Compiled requireCompiled(String what) {
        if (compiled == null) {
            throw new IllegalStateException("compile the model before it can " + what);
        }
        return compiled;
    }

    /** What the model was compiled with; a model that is not, or that has other frozen layers now, is refused. */
    Compiled requireTrainable(String what) {
        Compiled state = requireCompiled(what);
        if (!state.frozen().equals(net.weights().frozen())) {
            throw new IllegalStateException("layers were frozen or unfrozen after compile; compile the model again, so"
                    + " that training follows");
        }
        return state;
    }

    /**
     * The learning rate of the next step.
     *
     * @throws IllegalStateException if the model is not compiled
     */
    public double learningRate() {
        return requireCompiled("have a learning rate").learningRate();
    }

    /**
     * Sets the learning rate from the next step on; it stays until the model is compiled again.
     *
     * @param rate at least 0
     * @throws IllegalStateException if the model is not compiled, or the optimizer follows a schedule, which would
     *     overrule it
     */
    public void learningRate(double rate) {
        requireCompiled("be given a learning rate").learningRate(rate);
    }

    /**
     * The optimizer's numbers that can be changed between steps, such as {@code momentum}, by name.
     *
     * @throws IllegalStateException if the model is not compiled or not built, or other layers are frozen now
     */
    public Map<String, Double> hyperparameters() {
        return Collections.unmodifiableMap(new TreeMap<>(prepared().hyperparameters()));
    }

    /**
     * Sets such a number from the next step on; it stays until the model is compiled again. Files hold the number that
     * the model was compiled with.
     *
     * @throws IllegalArgumentException if the optimizer has none of this name; the message lists those that it has
     * @throws IllegalStateException if the model is not compiled or not built, or other layers are frozen now
     */
    public void hyperparameter(String name, double value) {
        prepared().setHyperparameter(name, value);
    }

    private Compiled prepared() {
        Compiled state = requireTrainable("have hyperparameters");
        net.programs().prepareSlots(state);
        return state;
    }

    /**
     * Trains the model. {@link Thread#interrupt} ends it at the next step: the model is as it was then, and can be
     * saved; the thread stays interrupted.
     *
     * @param data samples and targets
     * @return loss and metrics of each epoch
     * @throws IllegalStateException if the model is not compiled, or other layers are frozen now
     * @throws IllegalArgumentException if data and model do not fit, or a number is not finite; the message says where
     */
    @CanIgnoreReturnValue
    public History fit(Dataset data, Fit fit) {
        Compiled state = requireTrainable("be fitted");
        if (data.inputs().isEmpty()) {
            throw new IllegalArgumentException("the training data has no inputs");
        }
        build(DataChecks.shapes(data.inputs()));
        return FitLoop.over(plans, state, data, fit).run();
    }

    /**
     * Trains the model on batches that are made as they are needed, such as those of a generator in Keras: data that is
     * larger than memory, or endless. Each element is one batch, and may have its own number of samples.
     *
     * <pre>{@code
     * Iterable<Dataset> batches = () -> Stream.generate(() -> nextBatch(random)).iterator();
     * model.fit(batches, Fit.epochs(10).withStepsPerEpoch(1_000));
     * }</pre>
     *
     * <p>Each epoch calls {@code iterator()} and takes all that it gives. With {@link Fit#withStepsPerEpoch} an epoch
     * takes so many batches and the next one goes on where it ended; where an iterator ends, the next call follows.
     * Where that gives nothing, the batches have run out: a warning says so, the epoch ends with the batches it had,
     * and training with it. Batches come in the order in which they are given; {@link Fit#shuffle} has no effect.
     *
     * <p>A batch is checked when it comes. A run that goes on from a backup draws all batches before it again, and is
     * refused where their checksum differs from that of the run before, as for random batches without a fixed seed.
     *
     * @param batches all with the same inputs and targets, and all or none with sample weights
     * @param fit without a batch size and a validation split
     * @return loss and metrics of each epoch
     * @throws IllegalStateException if the model is not compiled, or other layers are frozen now
     * @throws IllegalArgumentException if there is no batch, if a batch and the model do not fit, or a number is not
     *     finite; the message says where
     */
    @CanIgnoreReturnValue
    public History fit(Iterable<Dataset> batches, Fit fit) {
        return FitLoop.over(plans, requireTrainable("be fitted"), batches, fit).run();
    }

    /**
     * One step of training with all of this data as its batch, for training loops of one's own. Averages of weights do
     * not take their place, as they do at the end of a fit.
     *
     * @return loss and metrics before the step
     * @throws IllegalStateException if the model is not compiled, or other layers are frozen now
     * @throws IllegalArgumentException if data and model do not fit, or a number is not finite; the message says where
     */
    @CanIgnoreReturnValue
    public Map<String, Double> trainOnBatch(Dataset batch) {
        Compiled state = requireTrainable("be trained");
        build(DataChecks.shapes(batch.inputs()));
        DataChecks.check(net, state, batch, "the batch");
        return batchTraining(state, batch).step(batch);
    }

    BatchTraining batchTraining(Compiled state, Dataset batch) {
        BatchTraining steps = batchTraining;
        if (steps == null || !steps.fits(state, batch)) {
            steps = new BatchTraining(net, state, batch);
            batchTraining = steps;
        }
        return steps;
    }

    /**
     * The first half of {@link #trainOnBatch}: the gradient of the loss by each trained weight, for training loops that
     * look at gradients or change them. No weight moves and no step is counted; moving averages of batch normalization
     * follow the batch, as wherever a model runs in training mode.
     *
     * <pre>{@code
     * BatchGradients found = model.gradients(batch);
     * model.applyGradients(found.gradients());   // both together are trainOnBatch(batch)
     * }</pre>
     *
     * <p>Both together leave what {@link #trainOnBatch} leaves, to the bit for small nets; for large ones up to
     * rounding, since a whole step sums large products in another order.
     *
     * @throws IllegalStateException if the model is not compiled, or other layers are frozen now
     * @throws IllegalArgumentException if data and model do not fit, or a number is not finite; the message says where
     */
    public BatchGradients gradients(Dataset batch) {
        Compiled state = requireTrainable("give gradients");
        build(DataChecks.shapes(batch.inputs()));
        DataChecks.check(net, state, batch, "the batch");
        return gradientSteps(state).of(batch);
    }

    /**
     * The second half of {@link #trainOnBatch}: one step of the optimizer with these gradients, with its clipping,
     * decay, averages and accumulation, and with the layers' constraints.
     *
     * @param gradients one for each trained weight, by its path, as {@link #gradients} gives them
     * @throws IllegalStateException if the model is not compiled or not built, or other layers are frozen now
     * @throws IllegalArgumentException if a gradient is missing, has another shape than its weight, or belongs to none
     */
    public void applyGradients(Map<String, Tensor> gradients) {
        Compiled state = requireTrainable("apply gradients");
        net.requireBuilt();
        gradientSteps(state).apply(gradients);
    }

    private GradientSteps gradientSteps(Compiled state) {
        GradientSteps steps = gradientSteps;
        if (steps == null || !steps.fits(state)) {
            steps = new GradientSteps(net, state);
            gradientSteps = steps;
        }
        return steps;
    }

    /**
     * Loss and metrics on data that the model does not learn from.
     *
     * @return {@code loss}, then the metrics, by name
     */
    public Map<String, Double> evaluate(Dataset data) {
        return evaluate(data, Evaluation.BATCH);
    }

    /**
     * Loss and metrics on data that the model does not learn from, computed for so many samples at a time. Sums over
     * the data are rounded otherwise then; nothing else changes.
     *
     * @param batchSize at least 1; 256 where none is given
     * @return {@code loss}, then the metrics, by name
     */
    public Map<String, Double> evaluate(Dataset data, int batchSize) {
        requirePositive(batchSize);
        Compiled state = requireCompiled("be evaluated");
        DataChecks.check(net, state, data, "the data");
        Evaluation evaluation = new Evaluation(plans, state, Threads.standard(), () -> false);
        boolean _ = evaluation.add(data, batchSize);
        return evaluation.logs();
    }

    /**
     * Loss and metrics on batches that come one by one, to the end of their iterator; each may have its own number of
     * samples.
     *
     * @return {@code loss}, then the metrics, by name
     * @throws IllegalArgumentException if there is no batch, or a batch and the model do not fit
     */
    public Map<String, Double> evaluate(Iterable<Dataset> batches) {
        return evaluate(batches, OptionalInt.empty());
    }

    /**
     * Loss and metrics on the first batches of those that come one by one, as endless ones do.
     *
     * @param steps batches to use, at least 1; a warning says so if there are fewer
     * @return {@code loss}, then the metrics, by name
     * @throws IllegalArgumentException if there is no batch, or a batch and the model do not fit
     */
    public Map<String, Double> evaluate(Iterable<Dataset> batches, int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1, not " + steps);
        }
        return evaluate(batches, OptionalInt.of(steps));
    }

    private Map<String, Double> evaluate(Iterable<Dataset> batches, OptionalInt steps) {
        Evaluation evaluation = new Evaluation(plans, requireCompiled("be evaluated"), Threads.standard(), () -> false);
        boolean _ = evaluation.addAll(batches, steps, "the data");
        return evaluation.logs();
    }

    /**
     * Loss and metrics on data that the model does not learn from, with all numbers of each metric: an F-score's of
     * each class, a precision's at each threshold. {@link #evaluate(Dataset)} and the history have their mean.
     *
     * <pre>{@code
     * model.compile(adam(0.001), categoricalCrossentropy(), f1Score());
     * List<Double> scores = model.evaluateEach(test).get("f1_score");   // one for each class
     * }</pre>
     *
     * @return {@code loss}, then the metrics, by name; most have one number
     * @throws IllegalStateException if the model is not compiled
     */
    public Map<String, List<Double>> evaluateEach(Dataset data) {
        Compiled state = requireCompiled("be evaluated");
        DataChecks.check(net, state, data, "the data");
        Evaluation evaluation = new Evaluation(plans, state, Threads.standard(), () -> false);
        boolean _ = evaluation.add(data, Evaluation.BATCH);
        return evaluation.each();
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
        return predict(x, Evaluation.BATCH);
    }

    /**
     * The model's answers, computed for so many samples at a time; which changes the speed, not the answers.
     *
     * @throws IllegalArgumentException if the samples do not have the shape that the model takes, or are not finite
     * @throws IllegalStateException if the model has several outputs
     */
    public Tensor predict(Samples x, int batchSize) {
        return only(predict(List.of(x), batchSize), "outputs; predictAll gives them all");
    }

    /**
     * All answers of a model that may have several inputs and several outputs.
     *
     * @param data whose inputs are the model's, in order; targets are passed over
     * @return an array of shape {@code (n, ...)} for each output
     * @throws IllegalArgumentException if the samples do not have the shapes that the model takes, or are not finite
     */
    public List<Tensor> predictAll(Dataset data) {
        return predict(data.inputs(), Evaluation.BATCH);
    }

    /**
     * All answers by the {@linkplain #outputNames names} of the outputs, in their order.
     *
     * @param data whose inputs are the model's, in order; targets are passed over
     * @throws IllegalArgumentException if the samples do not have the shapes that the model takes, or are not finite
     * @throws IllegalStateException if two outputs have one name
     */
    public Map<String, Tensor> predictByName(Dataset data) {
        return new OutputNames(outputNames()).named(predictAll(data));
    }

    /**
     * All answers to batches that come one by one, to the end of their iterator, one after the other. The answers are
     * held, the batches are not.
     *
     * @param batches whose inputs are the model's, in order; targets are passed over
     * @return an array of shape {@code (n, ...)} for each output, with n samples in all
     * @throws IllegalArgumentException if there is no batch, or one does not have the shapes that the model takes
     */
    public List<Tensor> predictAll(Iterable<Dataset> batches) {
        List<List<Tensor>> answers = new ArrayList<>();
        for (Dataset batch : batches) {
            answers.add(predict(batch.inputs(), Evaluation.BATCH));
        }
        if (answers.isEmpty()) {
            throw new IllegalArgumentException("there is no batch to predict from: the iterator is empty");
        }
        return Predictions.joined(answers);
    }

    /**
     * The model's answers in training mode, as {@code model(x, training=True)} of Keras gives them: dropout and noise
     * are at work, and batch normalization uses the statistics of these samples, which are one batch. Each call draws
     * anew. Unlike in Keras nothing in the model changes, moving averages included; {@link #gradients} moves those.
     *
     * @throws IllegalArgumentException if the samples do not have the shape that the model takes, or are not finite
     * @throws IllegalStateException if the model has several outputs
     */
    public Tensor predictInTraining(Tensor x) {
        return only(
                predictAllInTraining(Dataset.ofInputs(Samples.of(x))), "outputs; predictAllInTraining gives them all");
    }

    /**
     * All answers in training mode of a model that may have several inputs and outputs; see {@link #predictInTraining}.
     */
    public List<Tensor> predictAllInTraining(Dataset data) {
        build(DataChecks.shapes(data.inputs()));
        DataChecks.inputs(net, data.inputs(), "the input");
        TrainingPredictions known = trainingPredictions;
        if (known == null || !known.frozen.equals(net.weights().frozen())) {
            known = new TrainingPredictions(
                    Predictions.inTraining(net), net.weights().frozen());
            trainingPredictions = known;
        }
        return known.predictions.of(data.inputs(), data.size());
    }

    /** Answers in training mode, and the layers whose statistics they leave alone. */
    private record TrainingPredictions(Predictions predictions, Set<LayerState> frozen) {}

    private static void requirePositive(int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1, not " + batchSize);
        }
    }

    private List<Tensor> predict(List<Samples> inputs, int batchSize) {
        requirePositive(batchSize);
        Predictions known = predictions;
        if (known == null || !known.take(inputs)) {
            build(DataChecks.shapes(inputs));
            known = new Predictions(net);
            predictions = known;
        }
        DataChecks.finite(inputs, "input", "the input");
        return known.of(inputs, batchSize);
    }

    /**
     * Writes the model to a {@code .keras} file, which Keras opens too: layers, weights, and, if it is compiled, the
     * optimizer's state. A crash leaves the old file or the new one. If the model has parts that Keras lacks, one
     * warning names them, and the file opens in Nacre only.
     *
     * @throws java.io.UncheckedIOException if the file cannot be written
     * @throws IllegalArgumentException if a layer cannot be described in a file
     * @throws IllegalStateException if the model has weights of another model's layers, but is not built itself
     */
    public void save(Path file) {
        net.requireReadable();
        ModelFiles.save(net, compiled(), file);
    }

    /**
     * Writes the model to a {@code .keras} file whose kernels are held in fewer bits, and which is about half or a
     * quarter as large; without the optimizer's state. Read again, here or in Keras, it is a model of rounded weights.
     * Keras runs int8 layers in int8, with activations quantized sample by sample.
     *
     * @throws java.io.UncheckedIOException if the file cannot be written
     * @throws IllegalArgumentException if a layer cannot be described in a file, or a weight is beyond the format's
     *     range
     * @throws IllegalStateException if the model has weights of another model's layers, but is not built itself
     */
    public void save(Path file, WeightFormat format) {
        net.requireReadable();
        ModelFiles.save(net, compiled(), file, format);
    }

    /**
     * Reads a model that Keras or Nacre wrote: a {@code .keras} file, or a legacy {@code .h5} file.
     *
     * @param own activations, constraints and schedules of your own that the file names, since files hold no functions;
     *     each is what its factory's {@code custom} makes
     * @throws java.io.UncheckedIOException if the file cannot be read
     * @throws IllegalArgumentException if the file is damaged, or holds what is not supported; the message names it all
     */
    public static Model load(Path file, Record... own) {
        return load(file, new CustomObjects(List.of(), List.of(own)));
    }

    /**
     * Reads a model with layers, losses and other records of your own in it.
     *
     * @throws java.io.UncheckedIOException if the file cannot be read
     * @throws IllegalArgumentException if the file is damaged, or holds what is not supported; the message names it all
     */
    public static Model load(Path file, CustomObjects own) {
        return LoadedModels.load(file, own.codec());
    }

    /**
     * Reads a model from a stream, to its end, such as a resource on the class path; the caller closes it.
     *
     * @param own as for {@link #load(Path, Record...)}
     * @throws java.io.UncheckedIOException if the stream cannot be read
     * @throws IllegalArgumentException if it is damaged, or holds what is not supported; the message names it all
     */
    public static Model load(InputStream stream, Record... own) {
        return load(stream, new CustomObjects(List.of(), List.of(own)));
    }

    /**
     * Reads a model with layers, losses and other records of your own in it from a stream, to its end.
     *
     * @throws java.io.UncheckedIOException if the stream cannot be read
     * @throws IllegalArgumentException if it is damaged, or holds what is not supported; the message names it all
     */
    public static Model load(InputStream stream, CustomObjects own) {
        return LoadedModels.load(stream, own.codec());
    }

    /**
     * Writes the model to an ONNX file, for other runtimes: what {@link #predict} computes, with all weights under
     * their paths, the inputs and outputs under their names, and a batch of any size. Operator set 17. Training state
     * is not in it; batch normalization is written out as its arithmetic, which {@link #foldBatchNormalization}
     * removes. {@link #importOnnx} reads the file.
     *
     * @throws java.io.UncheckedIOException if the file cannot be written
     * @throws IllegalArgumentException if layers are random in prediction, as Monte Carlo dropout; it names them all
     * @throws IllegalStateException if the model is not built
     */
    public void exportOnnx(Path file) {
        exportOnnx(file, WeightFormat.FLOAT32);
    }

    /**
     * The same with kernels in fewer bits, which the graph turns into float32 before it computes: a smaller file, not a
     * faster model. {@link #quantize} makes models that other runtimes compute in int8.
     *
     * @throws java.io.UncheckedIOException if the file cannot be written
     * @throws IllegalArgumentException if layers are random in prediction, or a weight is beyond the format's range
     * @throws IllegalStateException if the model is not built
     */
    public void exportOnnx(Path file, WeightFormat format) {
        OnnxFile.write(net, file, format, answers -> Map.of());
    }

    /**
     * Reads an ONNX file that Nacre wrote, of any format of weights: the model as it was, in float32 and not compiled.
     * The graph of operations in it is not looked at, so other files, or files that were changed since, are refused.
     *
     * @param own activations, constraints and schedules of your own that the file names, as for {@link #load(Path,
     *     Record...)}
     * @throws java.io.UncheckedIOException if the file cannot be read
     * @throws IllegalArgumentException if it is not one of ours, is damaged, or has layers that are not supported
     */
    public static Model importOnnx(Path file, Record... own) {
        RecordCodec codec = new CustomObjects(List.of(), List.of(own)).codec();
        return LoadedModels.restore(OnnxFile.read(file, codec), file.toString(), codec);
    }

    /**
     * Reads a model without how it was compiled and without the optimizer's state; for files whose loss, metrics or
     * optimizer are not supported, or where only predictions are wanted.
     *
     * @throws java.io.UncheckedIOException if the file cannot be read
     * @throws IllegalArgumentException if the file is damaged, or holds what is not supported; the message names it all
     */
    public static Model loadUncompiled(Path file, CustomObjects own) {
        return LoadedModels.loadUncompiled(file, own.codec());
    }

    /**
     * Reads a model without how it was compiled from a stream, to its end; the caller closes it.
     *
     * @throws java.io.UncheckedIOException if the stream cannot be read
     * @throws IllegalArgumentException if it is damaged, or holds what is not supported; the message names it all
     */
    public static Model loadUncompiled(InputStream stream, CustomObjects own) {
        return LoadedModels.loadUncompiled(stream, own.codec());
    }

    /** The same for a model without records of your own. */
    public static Model loadUncompiled(Path file) {
        return loadUncompiled(file, CustomObjects.ofTypes());
    }

    /**
     * Writes weights, and the optimizer's state if the model is compiled, to a {@code .weights.h5} file, which Keras
     * reads too. A crash leaves the old file or the new one.
     *
     * @throws java.io.UncheckedIOException if the file cannot be written
     * @throws IllegalArgumentException if a layer cannot be described in a file
     * @throws IllegalStateException if the model is not built, and so has no weights
     */
    public void saveWeights(Path file) {
        if (net.weights().all().isEmpty()) {
            net.requireBuilt();
        }
        ModelFiles.saveWeights(net, compiled(), file);
    }

    /**
     * Reads weights that Keras or Nacre wrote for a model with the same layers: a {@code .weights.h5} file, or those in
     * a {@code .keras} or legacy {@code .h5} file. The optimizer's state is read, too, if the model is compiled with
     * the same kind of optimizer and settings; if the file has another state, a warning says so. The learning rate
     * stays.
     *
     * @throws java.io.UncheckedIOException if the file cannot be read
     * @throws IllegalArgumentException if the file is damaged, or its weights do not fit; the message names the path
     *     and both shapes, and the model is as it was before
     * @throws IllegalStateException if the model is not built
     */
    public void loadWeights(Path file) {
        net.requireBuilt();
        ModelFiles.loadWeights(net, compiled(), file);
    }

    /**
     * Reads weights from a stream, to its end, as {@link #loadWeights(Path)} does; the caller closes it.
     *
     * @throws java.io.UncheckedIOException if the stream cannot be read
     * @throws IllegalArgumentException if it is damaged, or its weights do not fit
     * @throws IllegalStateException if the model is not built
     */
    public void loadWeights(InputStream stream) {
        net.requireBuilt();
        ModelFiles.loadWeights(net, compiled(), stream);
    }
}
