package io.nacre;

import io.nacre.callback.Callback;
import io.nacre.callback.Training;
import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.internal.run.CounterRandom;
import io.nacre.internal.run.Frame;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Goes through the data, epoch by epoch and batch by batch, and tells the callbacks. */
final class FitLoop implements Training {
    private final Model model;
    private final Compiled compiled;
    private final Fit fit;
    private final Dataset data;
    private final Optional<Dataset> validation;
    private final Optional<Samples> sampleWeights;
    private final int batchSize;
    private final Programs.Measured measured;
    private Means means;
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
        this.measured =
                model.programs().training(compiled, DataChecks.shapes(data.targets()), sampleWeights.isPresent());
        this.means = new Means(measured, compiled);
    }

    History run() {
        Session session = model.session(measured.program(), batchSize, fit.threads());
        Frame frame = session.borrow();
        Map<Integer, Map<String, Double>> history = new TreeMap<>();
        Map<String, Double> logs = Map.of();
        tell(callback -> callback.onTrainBegin(this));
        int[] order = new int[data.size()];
        for (int epoch = fit.initialEpoch(); epoch < fit.epochs() && !stopped; epoch++) {
            int number = epoch;
            tell(callback -> callback.onEpochBegin(this, number));
            order(order, epoch);
            means = new Means(measured, compiled);
            for (int batch = 0; batch < stepsPerEpoch() && !stopped; batch++) {
                step(session, frame, order, batch);
            }
            logs = means.logs("");
            validate(logs);
            history.put(epoch, logs);
            Map<String, Double> seen = logs;
            tell(callback -> callback.onEpochEnd(this, number, seen));
        }
        Map<String, Double> last = logs;
        tell(callback -> callback.onTrainEnd(this, last));
        return History.of(history);
    }

    private void step(Session session, Frame frame, int[] order, int batch) {
        tell(callback -> callback.onBatchBegin(this, batch));
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
        session.feed(frame, Programs.RATE, compiled.learningRate());
        session.feed(frame, Programs.STEP, compiled.iterations() + 1);
        for (var entry : compiled.hyperparameters().entrySet()) {
            session.feed(frame, Programs.HYPERPARAMETER + entry.getKey(), entry.getValue());
        }
        session.run(frame, to - from, compiled.iterations());
        compiled.iterations(compiled.iterations() + 1);
        means.add(session, frame, to - from);
        tell(callback -> callback.onBatchEnd(this, batch));
    }

    private void validate(Map<String, Double> logs) {
        validation.ifPresent(valid -> model.evaluateUnchecked(compiled, valid, batchSize, fit.threads())
                .forEach((name, value) -> logs.put("val_" + name, value)));
    }

    /** The samples' order in an epoch: it follows from the seed and the epoch, so that a run can be taken up again. */
    private void order(int[] order, int epoch) {
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
    public Map<String, Double> logs() {
        return means.logs("");
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
}
