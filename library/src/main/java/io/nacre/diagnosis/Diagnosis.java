package io.nacre.diagnosis;

import io.nacre.callback.Callback;
import io.nacre.callback.Probe;
import io.nacre.callback.Training;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches how signals and gradients pass through the layers while a model trains, and names what is wrong: vanishing or
 * exploding gradients, dead or saturated units, a learning rate too high or too low, unscaled inputs, overfitting; each
 * with its remedy. On a run that is well it is silent.
 *
 * <pre>{@code
 * Diagnosis diagnosis = Diagnosis.of();
 * model.fit(train, Fit.epochs(10).withValidation(valid).withCallbacks(diagnosis));
 * diagnosis.findings().forEach(System.out::println);
 * }</pre>
 *
 * <p>It looks at steps 1, 2, 4, 8, ... and then at every two hundredth. A look changes nothing, and costs as much as
 * two to five steps, the more the smaller the net; {@code nacre bench W1 --diagnose} measures it. Each symptom is told
 * once, when it is first seen. Findings are signs, not proofs; a net may be well in spite of one. Source: Glorot and
 * Bengio, 2010, for what is measured.
 */
public final class Diagnosis implements Callback {
    private static final System.Logger LOG = System.getLogger("io.nacre");
    private static final int EVERY = 200;

    private final int every;
    private final Consumer<Finding> listener;
    private final List<Snapshot> snapshots = new ArrayList<>();
    private final Map<Symptom, Finding> findings = new EnumMap<>(Symptom.class);
    private Looks looks = new Looks();
    private LossTrend trend = new LossTrend();
    private long steps;
    private @Nullable Probe pending;
    private Map<String, float[]> before = Map.of();

    private Diagnosis(int every, Consumer<Finding> listener) {
        this.every = every;
        this.listener = listener;
    }

    /** One that looks at every two hundredth step, and logs warnings. */
    public static Diagnosis of() {
        return new Diagnosis(EVERY, finding -> LOG.log(System.Logger.Level.WARNING, finding.toString()));
    }

    /** The same looking at every so manieth step. */
    public Diagnosis withEvery(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps between two looks must be at least 1, not " + steps);
        }
        return new Diagnosis(steps, listener);
    }

    /** The same telling this listener, in place of the log. */
    public Diagnosis withListener(Consumer<Finding> listener) {
        return new Diagnosis(every, listener);
    }

    /** What was found in the last run, in the order of {@link Symptom}. */
    public List<Finding> findings() {
        return List.copyOf(findings.values());
    }

    /** What was measured in the last run, look by look. */
    public List<Snapshot> snapshots() {
        return List.copyOf(snapshots);
    }

    @Override
    public void onTrainBegin(Training training) {
        snapshots.clear();
        findings.clear();
        looks = new Looks();
        trend = new LossTrend();
        steps = 0;
        pending = null;
    }

    @Override
    public void onBatchEnd(Training training, int batch) {
        steps++;
        trend.add(training.loss());
        Probe look = pending;
        if (look != null) {
            pending = null;
            snapshots.add(looks.snapshot(steps - 1, look, before, training.weights()));
            found(Signs.ofSnapshots(snapshots));
        }
        found(Signs.ofLosses(trend));
        if (steps % every == 0 || steps < every && Long.bitCount(steps) == 1) {
            pending = training.probe();
            before = training.weights();
        }
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        trend.epoch(logs);
        found(Signs.ofEpochs(trend, snapshots));
    }

    private void found(List<Signs.Sign> signs) {
        for (Signs.Sign sign : signs) {
            if (!findings.containsKey(sign.symptom())) {
                Finding finding = new Finding(sign.symptom(), steps, sign.layers(), sign.evidence());
                findings.put(sign.symptom(), finding);
                listener.accept(finding);
            }
        }
    }

    @Override
    public String toString() {
        return "Diagnosis(every=" + every + ")";
    }
}
