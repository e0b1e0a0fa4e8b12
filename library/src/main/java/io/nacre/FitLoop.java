package io.nacre;

import io.nacre.callback.Callback;
import io.nacre.callback.Probe;
import io.nacre.callback.Training;
import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.internal.run.CounterRandom;
import io.nacre.internal.run.Frame;
import io.nacre.metric.Direction;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Goes through the data, epoch by epoch and batch by batch, and tells the callbacks. */
final class FitLoop implements Training {
    private static final System.Logger LOG = System.getLogger("io.nacre");
    private static final String RATE = "learning_rate";
    private static final String VALIDATION = "val_";
    private static final int NONE = -1;

    private final Model model;
    private final Compiled compiled;
    private final Fit fit;
    private final Dataset data;
    private final Optional<Dataset> validation;
    private final Optional<Samples> sampleWeights;
    private final int batchSize;
    private final Programs.Measured measured;
    private final int[] order;
    private Means means;
    private @Nullable Probing probing;
    private double rate;
    private int batch = NONE;
    private boolean stopped;

    FitLoop(Model model, Compiled compiled, Dataset given, Fit fit) {
        this.model = model;
        this.compiled = compiled;
        this.fit = fit;
        Optional<Dataset.Split> split = fit.validationSplit().isPresent()
                ? Optional.of(given.split(fit.validationSplit().getAsDouble()))
                : Optional.empty();
        this.data = split.map(Dataset.Split::train).orElse(given);
        this.validation = split.map(Dataset.Split::valid).or(fit::validation);
        this.batchSize = fit.batchSizeFor(data.size());
        DataChecks.check(model, compiled, data, "the training data");
        validation.ifPresent(valid -> DataChecks.check(model, compiled, valid, "the validation data"));
        this.sampleWeights = ClassWeights.combine(data, fit.classWeights());
        boolean holding = fit.callbacks().stream().anyMatch(Callback::holdsNonFiniteSteps);
        this.measured = model.programs()
                .training(compiled, DataChecks.shapes(data.targets()), sampleWeights.isPresent(), holding);
        this.order = new int[data.size()];
        this.means = new Means(measured, compiled);
    }

    History run() {
        Session session = model.session(measured.program(), batchSize, fit.threads());
        Frame frame = session.borrow();
        Map<Integer, Map<String, Double>> history = new TreeMap<>();
        Map<String, Double> logs = Map.of();
        tell(callback -> callback.onTrainBegin(this));
        for (int epoch = fit.initialEpoch(); epoch < fit.epochs() && !stopped; epoch++) {
            int number = epoch;
            tell(callback -> callback.onEpochBegin(this, number));
            order(epoch);
            means = new Means(measured, compiled);
            for (int next = 0; next < stepsPerEpoch() && !stopped; next++) {
                step(session, frame, next);
            }
            logs = epochLogs();
            history.put(epoch, logs);
            Map<String, Double> seen = logs;
            tell(callback -> callback.onEpochEnd(this, number, seen));
        }
        compiled.finish(model.weights());
        Map<String, Double> last = logs;
        tell(callback -> callback.onTrainEnd(this, last));
        History recorded = History.of(history);
        warnOfNan(recorded);
        return recorded;
    }

    private void step(Session session, Frame frame, int next) {
        tell(callback -> callback.onBatchBegin(this, next));
        batch = next;
        int samples = feedBatch(session, frame);
        rate = compiled.learningRate();
        compiled.feed(session, frame);
        session.run(frame, samples, compiled.iterations());
        compiled.iterations(compiled.iterations() + 1);
        means.add(session, frame, samples);
        tell(callback -> callback.onBatchEnd(this, next));
    }

    /** Writes the current batch to the inputs, and says how many samples it has. */
    private int feedBatch(Session session, Frame frame) {
        int from = batch * batchSize;
        int to = Math.min(from + batchSize, order.length);
        for (int i = 0; i < data.inputs().size(); i++) {
            session.feed(frame, Programs.input(i), data.inputs().get(i), order, from, to);
        }
        for (int i = 0; i < data.targets().size(); i++) {
            session.feed(frame, Programs.target(i), data.targets().get(i), order, from, to);
        }
        if (sampleWeights.isPresent()) {
            session.feed(frame, Programs.WEIGHT, sampleWeights.get(), order, from, to);
        }
        return to - from;
    }

    private Map<String, Double> epochLogs() {
        Map<String, Double> logs = means.logs();
        validation.ifPresent(valid -> model.evaluateUnchecked(compiled, valid, batchSize, fit.threads())
                .forEach((name, value) -> logs.put(VALIDATION + name, value)));
        logs.put(RATE, rate);
        return Collections.unmodifiableMap(logs);
    }

    private void warnOfNan(History history) {
        boolean watched = fit.callbacks().stream().anyMatch(Callback::holdsNonFiniteSteps);
        if (!watched) {
            List<Double> losses = history.metrics().getOrDefault("loss", List.of());
            for (int i = 0; i < losses.size(); i++) {
                if (!Double.isFinite(losses.get(i))) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "the loss is {0} since epoch {1}, and the weights are lost; with the callback"
                                    + " terminateOnNan() training ends there, and says in which layer it began",
                            losses.get(i),
                            history.epochs().get(i) + 1);
                    return;
                }
            }
        }
    }

    /** The samples' order in an epoch: it follows from the seed and the epoch, so that a run can be taken up again. */
    private void order(int epoch) {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        if (!fit.shuffle()) {
            return;
        }
        RandomGenerator random = CounterRandom.of(model.seed(), "shuffle/" + epoch);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }

    private void tell(Consumer<Callback> event) {
        for (int i = 0; i < fit.callbacks().size(); i++) {
            event.accept(fit.callbacks().get(i));
        }
    }

    @Override
    public int epochs() {
        return fit.epochs();
    }

    @Override
    public int stepsPerEpoch() {
        return (data.size() + batchSize - 1) / batchSize;
    }

    @Override
    public Map<String, Direction> monitors() {
        Map<String, Direction> monitors = new LinkedHashMap<>(compiled.monitors());
        if (validation.isPresent()) {
            compiled.monitors().forEach((name, direction) -> monitors.put(VALIDATION + name, direction));
        }
        monitors.put(RATE, Direction.UNKNOWN);
        return monitors;
    }

    @Override
    public Map<String, Double> logs() {
        return means.logs();
    }

    @Override
    public double loss() {
        return means.last();
    }

    @Override
    public long step() {
        return compiled.iterations();
    }

    @Override
    public double learningRate() {
        return compiled.learningRate();
    }

    @Override
    public void learningRate(double rate) {
        compiled.learningRate(rate);
    }

    @Override
    public Map<String, Double> hyperparameters() {
        return Collections.unmodifiableMap(compiled.hyperparameters());
    }

    @Override
    public void hyperparameter(String name, double value) {
        compiled.setHyperparameter(name, value);
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public Map<String, float[]> weights() {
        return model.weightValues();
    }

    @Override
    public void weights(Map<String, float[]> weights) {
        model.assignWeights(weights);
    }

    @Override
    public Probe probe() {
        if (batch == NONE) {
            throw new IllegalStateException("there is nothing to look at before the first batch");
        }
        Probing look = probing;
        if (look == null) {
            look = new Probing(model, compiled, data, sampleWeights.isPresent(), batchSize, fit.threads());
            probing = look;
        }
        return look.look(this::feedBatch, compiled.iterations() - 1);
    }

    @Override
    public void save(Path file) {
        model.save(file);
    }
}
