package io.nacre;

import io.nacre.callback.Callback;
import io.nacre.callback.Probe;
import io.nacre.callback.Training;
import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.file.SavedRun;
import io.nacre.internal.run.Frame;
import io.nacre.metric.Direction;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;
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
    private final WeightMasks masks;
    private final Programs.Measured measured;
    private final Session session;
    private final Batches batches;
    private final Map<Integer, Map<String, Double>> history = new TreeMap<>();
    private Means means;
    private Optional<SavedRun> position = Optional.empty();
    private int firstEpoch;
    private Optional<Runnable> afterwards = Optional.empty();
    private boolean begun;
    private @Nullable Probing probing;
    private @Nullable Map<String, String> identity;
    private double rate;
    private int batch = NONE;
    private int place = NONE;
    private long arranged = NONE;
    private boolean stopped;

    FitLoop(Model model, Compiled compiled, Dataset given, Fit fit) {
        this.model = model;
        this.compiled = compiled;
        this.fit = fit;
        Optional<Dataset.Split> split = fit.validationSplit().isPresent()
                ? Optional.of(given.split(fit.validationSplit().getAsDouble()))
                : Optional.empty();
        this.data = split.map(Dataset.Split::train).orElse(given);
        this.batchSize = fit.batchSizeFor(data.size());
        this.validation = split.map(Dataset.Split::valid).or(fit::validation).map(this::used);
        DataChecks.check(model, compiled, data, "the training data");
        validation.ifPresent(valid -> DataChecks.check(model, compiled, valid, "the validation data"));
        this.sampleWeights = fit.classWeights().isEmpty()
                ? data.sampleWeights()
                : ClassWeights.combine(data, model.outputShapes().get(0), fit.classWeights());
        boolean holding = fit.callbacks().stream().anyMatch(Callback::holdsNonFiniteSteps);
        boolean masking = fit.callbacks().stream().anyMatch(Callback::masksWeights);
        this.masks = masking ? WeightMasks.of(model.weights()) : WeightMasks.NONE;
        MeasuredPlan plan = model.plans()
                .training(
                        compiled,
                        DataChecks.shapes(data.targets()),
                        sampleWeights.isPresent(),
                        holding,
                        masks,
                        batchSize,
                        fit.threads());
        this.measured = plan.measured();
        this.session = plan.session();
        this.batches = new Batches(data, sampleWeights, batchSize);
        this.means = new Means(measured, compiled);
        this.firstEpoch = fit.initialEpoch();
    }

    /** The validation data, or as many batches of it as are wanted. */
    private Dataset used(Dataset valid) {
        long samples = (long) batchSize * fit.steps().validationSteps().orElse(Integer.MAX_VALUE);
        return samples < valid.size() ? valid.slice(0, (int) samples) : valid;
    }

    History run() {
        Frame frame = session.borrow();
        tell(callback -> callback.onTrainBegin(this));
        begun = true;
        Map<String, Double> logs =
                Optional.ofNullable(history.get(firstEpoch - 1)).orElse(Map.of());
        for (int epoch = firstEpoch; epoch < fit.epochs() && !stopped; epoch++) {
            if (isInterrupted()) {
                interrupt(epoch, resumedBatch(epoch));
                break;
            }
            int number = epoch;
            int next = beginEpoch(epoch);
            do {
                if (next < stepsPerEpoch() && !stopped) {
                    step(frame, next++);
                }
            } while (next < stepsPerEpoch() && !stopped && !isInterrupted());
            Optional<Map<String, Double>> ended = epochLogs(epoch);
            if (ended.isEmpty()) {
                interrupt(epoch, next);
                break;
            }
            logs = ended.get();
            history.put(epoch, logs);
            Map<String, Double> seen = logs;
            tell(callback -> callback.onEpochEnd(this, number, seen));
        }
        session.giveBack(frame);
        compiled.finish(model.weights());
        masks.apply();
        begun = false;
        Map<String, Double> last = logs;
        tell(callback -> callback.onTrainEnd(this, last));
        History recorded = History.of(history);
        warnOfNan(recorded);
        return recorded;
    }

    private static boolean isInterrupted() {
        return Thread.currentThread().isInterrupted();
    }

    /** Tells where the run would go on. */
    private void interrupt(int epoch, int next) {
        LOG.log(
                System.Logger.Level.INFO,
                "training was interrupted in epoch {0} of {1}, after {2} of its {3} steps",
                epoch + 1,
                fit.epochs(),
                next,
                stepsPerEpoch());
        tell(callback -> callback.onInterrupt(this, epoch, next));
    }

    /** The batch at which a run goes on that was killed in the middle of this epoch, else 0. */
    private int resumedBatch(int epoch) {
        Optional<SavedRun> resumed = position.filter(run -> run.epoch() == epoch && run.batch() > 0);
        resumed.ifPresent(run -> {
            means.restore(run.samples(), run.sums());
            batch = run.batch() - 1;
            place = place(compiled.iterations() - 1, batch);
        });
        return resumed.map(SavedRun::batch).orElse(0);
    }

    /** Tells of an epoch's begin, and gives the first batch, which is a later one where a killed run goes on. */
    private int beginEpoch(int epoch) {
        means = new Means(measured, compiled);
        int first = resumedBatch(epoch);
        if (fit.steps().perEpoch().isEmpty()) {
            arrange(order(epoch, compiled.iterations() - first));
        }
        OptionalDouble set = compiled.rate();
        Map<String, Double> hyperparameters = Map.copyOf(compiled.hyperparameters());
        tell(callback -> callback.onEpochBegin(this, epoch));
        if (first > 0) {
            compiled.overrideRate(set); // what callbacks do at the begin was done before the run was killed
            compiled.hyperparameters().putAll(hyperparameters);
            rate = compiled.lastLearningRate();
        }
        return first;
    }

    /**
     * Names the order of an epoch's samples, which is another one in each epoch that the model makes, whether by one run or
     * by several: it follows from the steps made before.
     */
    private String order(int epoch, long steps) {
        return steps % stepsPerEpoch() == 0
                ? Long.toString(Math.max(epoch, steps / stepsPerEpoch()))
                : epoch + "/" + steps;
    }

    private void arrange(String order) {
        if (fit.shuffle()) {
            batches.shuffle(model.seed(), order);
        } else {
            batches.inOrder();
        }
    }

    /** The batch of the data for a step: its number in the epoch, unless epochs end where the data does not. */
    private int place(long steps, int next) {
        if (fit.steps().perEpoch().isEmpty()) {
            return next;
        }
        long pass = steps / batches.count();
        if (pass != arranged) {
            arrange(Long.toString(pass));
            arranged = pass;
        }
        return (int) (steps % batches.count());
    }

    private void step(Frame frame, int next) {
        tell(callback -> callback.onBatchBegin(this, next));
        batch = next;
        place = place(compiled.iterations(), next);
        int samples = batches.feed(place, session, frame);
        rate = compiled.learningRate();
        compiled.feed(session, frame);
        session.run(frame, samples, compiled.iterations());
        compiled.iterations(compiled.iterations() + 1);
        means.add(session, frame, samples);
        tell(callback -> callback.onBatchEnd(this, next));
    }

    /** Loss and metrics of an epoch, with those on the validation data; nothing if the run was interrupted before. */
    private Optional<Map<String, Double>> epochLogs(int epoch) {
        boolean whole = batch + 1 == stepsPerEpoch() || stopped;
        if (!whole) {
            return Optional.empty();
        }
        Map<String, Double> logs = means.logs();
        if (validation.isPresent() && fit.steps().validates(epoch)) {
            Optional<Map<String, Double>> measures =
                    model.evaluateUnlessInterrupted(compiled, validation.get(), batchSize, fit.threads());
            if (measures.isEmpty()) {
                return Optional.empty();
            }
            measures.get().forEach((name, value) -> logs.put(VALIDATION + name, value));
        }
        logs.put(RATE, rate);
        return Optional.of(Collections.unmodifiableMap(logs));
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

    private void tell(Consumer<Callback> event) {
        for (int i = 0; i < fit.callbacks().size(); i++) {
            event.accept(fit.callbacks().get(i));
        }
        Optional<Runnable> wanted = afterwards;
        afterwards = Optional.empty();
        wanted.ifPresent(Runnable::run);
    }

    @Override
    public int epochs() {
        return fit.epochs();
    }

    @Override
    public int stepsPerEpoch() {
        return fit.steps().perEpoch().orElse(batches.count());
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
        masks.apply();
    }

    @Override
    public List<String> kernels() {
        return WeightMasks.kernels(model.weights()).stream()
                .map(Weights.Weight::path)
                .toList();
    }

    @Override
    public void mask(Map<String, float[]> given) {
        masks.put(given);
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
        return look.look((session, frame) -> batches.feed(place, session, frame), compiled.iterations() - 1);
    }

    @Override
    public void save(Path file) {
        model.save(file);
    }

    /** Computed when a backup is first asked for, as it takes a look at all data. */
    private Map<String, String> identity() {
        Map<String, String> known = identity;
        if (known == null) {
            known = RunIdentity.of(model, compiled, data, sampleWeights, validation, batchSize, fit.shuffle());
            known.put("steps per epoch", Integer.toString(stepsPerEpoch()));
            known.put("validation frequency", Integer.toString(fit.steps().validationFrequency()));
            identity = known;
        }
        return known;
    }

    @Override
    public void backUp(Path folder, int epoch, int batch) {
        afterwards = Optional.of(() ->
                new Backup(folder).write(model, compiled, fit.callbacks(), identity(), epoch, batch, means, history));
    }

    @Override
    public boolean resume(Path folder) {
        if (begun) {
            throw new IllegalStateException("a run goes on from a backup only while training begins");
        }
        Backup backup = new Backup(folder);
        if (!backup.exists()) {
            return false;
        }
        SavedRun run = backup.position(identity());
        ModelFiles.restoreState(
                model, compiled, backup.model(run), folder.resolve(run.model()).toString());
        compiled.overrideRate(run.rate().map(OptionalDouble::of).orElseGet(OptionalDouble::empty));
        run.hyperparameters().forEach((name, value) -> {
            if (compiled.hyperparameters().containsKey(name)) {
                compiled.setHyperparameter(name, value);
            }
        });
        history.putAll(run.history());
        position = Optional.of(run);
        firstEpoch = run.epoch();
        afterwards = Optional.of(() -> backup.resume(this, model, run, fit.callbacks()));
        return true;
    }

    @Override
    public void deleteBackup(Path folder) {
        new Backup(folder).delete();
    }
}
