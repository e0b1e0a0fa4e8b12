package io.nacre;

import io.nacre.callback.Callback;
import io.nacre.callback.Probe;
import io.nacre.callback.Training;
import io.nacre.data.Dataset;
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
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Goes through the data, epoch by epoch and batch by batch, and tells the callbacks. */
final class FitLoop implements Training {
    private static final System.Logger LOG = System.getLogger("io.nacre");
    private static final String RATE = "learning_rate";
    private static final String VALIDATION = "val_";
    private static final int NONE = -1;

    private final KeptPlans plans;
    private final Net net;
    private final Compiled compiled;
    private final Fit fit;
    private final BatchSource source;
    private final Optional<Validation> validation;
    private final WeightMasks masks;
    private final boolean holding;
    private MeasuredPlan plan;
    private Frame frame;
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
    private boolean stopped;

    private FitLoop(KeptPlans plans, Compiled compiled, Fit fit, BatchSource source, Optional<Validation> validation) {
        this.plans = plans;
        this.net = plans.net();
        this.compiled = compiled;
        this.fit = fit;
        this.source = source;
        this.validation = validation;
        this.holding = fit.callbacks().stream().anyMatch(Callback::holdsNonFiniteSteps);
        boolean masking = fit.callbacks().stream().anyMatch(Callback::masksWeights);
        this.masks = masking ? WeightMasks.of(net.weights()) : WeightMasks.NONE;
        this.plan = plan();
        this.frame = plan.session().borrow();
        this.means = new Means(plan.measured(), compiled);
        this.firstEpoch = fit.initialEpoch();
    }

    /** A run over data that is all there, for a model that is built. */
    static FitLoop over(KeptPlans plans, Compiled compiled, Dataset given, Fit fit) {
        Optional<Dataset.Split> split = fit.validationSplit().isPresent()
                ? Optional.of(given.split(fit.validationSplit().getAsDouble()))
                : Optional.empty();
        Dataset data = split.map(Dataset.Split::train).orElse(given);
        DataChecks.check(plans.net(), compiled, data, "the training data");
        int batchSize = fit.batchSizeFor(data.size());
        Optional<Validation> validation =
                validation(plans, compiled, fit, split.map(Dataset.Split::valid).or(fit::validation), batchSize);
        return new FitLoop(plans, compiled, fit, new DatasetBatches(plans.net(), data, fit), validation);
    }

    /** A run over batches that come one by one; the first builds the model. */
    static FitLoop over(KeptPlans plans, Compiled compiled, Iterable<Dataset> batches, Fit fit) {
        BatchSource source = new StreamBatches(plans.net(), compiled, batches, fit);
        int batchSize = fit.batchSizeFor(Integer.MAX_VALUE);
        return new FitLoop(plans, compiled, fit, source, validation(plans, compiled, fit, fit.validation(), batchSize));
    }

    private static Optional<Validation> validation(
            KeptPlans plans, Compiled compiled, Fit fit, Optional<Dataset> whole, int batchSize) {
        OptionalInt steps = fit.steps().validationSteps();
        return whole.<Validation>map(data -> Validation.Whole.of(plans, compiled, data, batchSize, steps))
                .or(() -> fit.validationBatches().map(batches -> new Validation.Stream(batches, steps)));
    }

    /** The step for batches as large as those that are known. */
    private MeasuredPlan plan() {
        return plans.training(
                compiled,
                DataChecks.shapes(source.example().targets()),
                source.weights(),
                holding,
                masks,
                source.capacity(),
                fit.threads());
    }

    History run() {
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
            if (source.ranOut()) {
                break;
            }
            do {
                if (!stopped && source.hasNext(next)) {
                    step(next++);
                }
            } while (!stopped && source.hasNext(next) && !isInterrupted());
            Optional<Map<String, Double>> ended = epochLogs(epoch, next);
            if (ended.isEmpty()) {
                interrupt(epoch, next);
                break;
            }
            logs = ended.get();
            history.put(epoch, logs);
            Map<String, Double> seen = logs;
            tell(callback -> callback.onEpochEnd(this, number, seen));
            if (source.ranOut()) {
                warnOfEnd(epoch, next);
                break;
            }
        }
        plan.session().giveBack(frame);
        compiled.finish(net.weights());
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
                stepsPerEpoch() == 0 ? "?" : Integer.toString(stepsPerEpoch()));
        tell(callback -> callback.onInterrupt(this, epoch, next));
    }

    /** The batch at which a run goes on that was killed in the middle of this epoch, else 0. */
    private int resumedBatch(int epoch) {
        Optional<SavedRun> resumed = position.filter(run -> run.epoch() == epoch && run.batch() > 0);
        resumed.ifPresent(run -> {
            means.restore(run.samples(), run.sums());
            batch = run.batch() - 1;
        });
        return resumed.map(SavedRun::batch).orElse(0);
    }

    /** Tells of an epoch's begin, and gives the first batch, which is a later one where a killed run goes on. */
    private int beginEpoch(int epoch) {
        means = new Means(plan.measured(), compiled);
        int first = resumedBatch(epoch);
        source.beginEpoch(epoch, compiled.iterations() - first);
        if (!source.hasNext(first) && source.ranOut()) {
            warnOfEnd(epoch, first);
            return first;
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

    private void step(int next) {
        tell(callback -> callback.onBatchBegin(this, next));
        batch = next;
        source.advance(next, compiled.iterations());
        if (source.capacity() > plan.session().capacity()) {
            plan.session().giveBack(frame);
            plan = plan();
            frame = plan.session().borrow();
        }
        Session session = plan.session();
        int samples = source.feed(session, frame);
        rate = compiled.learningRate();
        compiled.feed(session, frame);
        session.run(frame, samples, compiled.iterations());
        compiled.iterations(compiled.iterations() + 1);
        means.add(session, frame, samples);
        tell(callback -> callback.onBatchEnd(this, next));
    }

    /** Loss and metrics of an epoch, with those on the validation data; nothing if the run was interrupted before. */
    private Optional<Map<String, Double>> epochLogs(int epoch, int next) {
        boolean whole = stopped || !source.hasNext(next);
        if (!whole) {
            return Optional.empty();
        }
        Map<String, Double> logs = means.logs();
        if (validation.isPresent() && fit.steps().validates(epoch)) {
            Optional<Map<String, Double>> measures = validation.get().evaluate(plans, compiled, fit.threads());
            if (measures.isEmpty()) {
                return Optional.empty();
            }
            measures.get().forEach((name, value) -> logs.put(VALIDATION + name, value));
        }
        logs.put(RATE, rate);
        return Optional.of(Collections.unmodifiableMap(logs));
    }

    private void warnOfEnd(int epoch, int steps) {
        LOG.log(
                System.Logger.Level.WARNING,
                "the batches ran out in epoch {0} of {1}, after {2} steps of it, and training ends; give batches whose"
                        + " iterator() begins anew each time, or fewer epochs or steps",
                epoch + 1,
                fit.epochs(),
                steps);
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
        return source.stepsPerEpoch();
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
        return net.weights().values();
    }

    @Override
    public void weights(Map<String, float[]> weights) {
        net.weights().assign(weights);
        masks.apply();
    }

    @Override
    public List<String> kernels() {
        return WeightMasks.kernels(net.weights()).stream()
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
        if (look == null || look.capacity() < source.capacity()) {
            look = new Probing(net, compiled, source, fit.threads());
            probing = look;
        }
        return look.look(source::feed, compiled.iterations() - 1);
    }

    @Override
    public void save(Path file) {
        ModelFiles.save(net, Optional.of(compiled), file);
    }

    /** Computed when a backup is first asked for, as it takes a look at all data. */
    private Map<String, String> identity() {
        Map<String, String> known = identity;
        if (known == null) {
            known = RunIdentity.of(net, compiled, source, validation);
            known.put("validation frequency", Integer.toString(fit.steps().validationFrequency()));
            identity = known;
        }
        return known;
    }

    @Override
    public void backUp(Path folder, int epoch, int batch) {
        afterwards = Optional.of(() -> {
            Map<String, String> facts = new TreeMap<>(identity());
            source.seen().ifPresent(sum -> facts.put(BatchSource.SEEN, sum));
            new Backup(folder).write(net, compiled, fit.callbacks(), facts, epoch, batch, means, history);
        });
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
        SavedRun run = backup.position();
        Map<String, String> seen = new TreeMap<>(run.run());
        Optional<String> sum = Optional.ofNullable(seen.remove(BatchSource.SEEN));
        backup.requireSame(seen, identity());
        ModelFiles.restoreState(
                net, compiled, backup.model(run), folder.resolve(run.model()).toString());
        compiled.overrideRate(run.rate().map(OptionalDouble::of).orElseGet(OptionalDouble::empty));
        run.hyperparameters().forEach((name, value) -> {
            if (compiled.hyperparameters().containsKey(name)) {
                compiled.setHyperparameter(name, value);
            }
        });
        source.restore(fit.initialEpoch(), run.epoch(), run.batch(), compiled.iterations());
        if (!source.seen().equals(sum)) {
            throw new IllegalArgumentException("the backup in " + folder + " is that of a run over other batches than"
                    + " those that come here; give an Iterable that gives the same batches from its beginning, use"
                    + " another folder, or delete the backup to start anew");
        }
        history.putAll(run.history());
        position = Optional.of(run);
        firstEpoch = run.epoch();
        afterwards = Optional.of(() -> backup.resume(this, net, run, fit.callbacks()));
        return true;
    }

    @Override
    public void deleteBackup(Path folder) {
        new Backup(folder).delete();
    }
}
