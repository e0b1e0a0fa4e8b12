package io.nacre.callback;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Ends training when a value has not become better for some epochs.
 *
 * <p>An epoch counts as better if its value is better than the best so far by more than {@code minDelta}; with a
 * baseline the wait goes on even so until a value is better than that. As in Keras, the first epoch never ends
 * training, and a NaN in the first epoch that counts remains the best for good. Not for runs of few epochs, or for
 * values so noisy that the best one is luck.
 */
public final class EarlyStopping implements Callback {
    private final Monitor monitor;
    private final int patience;
    private final OptionalDouble baseline;
    private final boolean restoreBestWeights;
    private final int startFromEpoch;

    private Mode mode = Mode.MIN;
    private int waited;
    private OptionalInt stoppedEpoch = OptionalInt.empty();
    private int bestEpoch;
    private OptionalDouble best = OptionalDouble.empty();
    private Map<String, float[]> bestWeights = Map.of();

    private EarlyStopping(
            Monitor monitor, int patience, OptionalDouble baseline, boolean restoreBestWeights, int startFromEpoch) {
        Require.atLeast("patience", 0, patience);
        Require.atLeast("startFromEpoch", 0, startFromEpoch);
        baseline.ifPresent(value -> Require.finite("baseline", value));
        this.monitor = monitor;
        this.patience = patience;
        this.baseline = baseline;
        this.restoreBestWeights = restoreBestWeights;
        this.startFromEpoch = startFromEpoch;
    }

    /** Early stopping by this value with Keras's defaults: at the first epoch that is not better. */
    public static EarlyStopping of(String monitor) {
        return new EarlyStopping(Monitor.of(monitor), 0, OptionalDouble.empty(), false, 0);
    }

    /** The same; training ends when so many epochs in a row are not better. Default 0, which is the same as 1. */
    public EarlyStopping withPatience(int epochs) {
        return new EarlyStopping(monitor, epochs, baseline, restoreBestWeights, startFromEpoch);
    }

    /** The same; only what is better by more than this is better. Default 0. */
    public EarlyStopping withMinDelta(double minDelta) {
        return new EarlyStopping(
                monitor.withMinDelta(minDelta), patience, baseline, restoreBestWeights, startFromEpoch);
    }

    /** Returns a copy that watches a value that does not tell whether more or less is better. */
    public EarlyStopping withMode(Mode mode) {
        return new EarlyStopping(monitor.withMode(mode), patience, baseline, restoreBestWeights, startFromEpoch);
    }

    /** The same; the wait ends only by values that are better than this, too. Default none. */
    public EarlyStopping withBaseline(double baseline) {
        return new EarlyStopping(monitor, patience, OptionalDouble.of(baseline), restoreBestWeights, startFromEpoch);
    }

    /** The same; when training ends, stopped or not, the weights of the best epoch return. Default not. */
    public EarlyStopping withRestoreBestWeights() {
        return new EarlyStopping(monitor, patience, baseline, true, startFromEpoch);
    }

    /** The same; epochs before this one do not count. Default 0. */
    public EarlyStopping withStartFromEpoch(int epoch) {
        return new EarlyStopping(monitor, patience, baseline, restoreBestWeights, epoch);
    }

    /** Epochs in a row without a better value, when the last run ended. */
    public int waited() {
        return waited;
    }

    /** The epoch, from 0, after which it ended the last run, if it did. */
    public OptionalInt stoppedEpoch() {
        return stoppedEpoch;
    }

    /** The epoch, from 0, with the best value of the last run. */
    public int bestEpoch() {
        return bestEpoch;
    }

    /** The best value of the last run; empty if no epoch counted. */
    public OptionalDouble best() {
        return best;
    }

    @Override
    public void onTrainBegin(Training training) {
        mode = monitor.in("early stopping", training);
        waited = 0;
        stoppedEpoch = OptionalInt.empty();
        bestEpoch = 0;
        best = OptionalDouble.empty();
        bestWeights = Map.of();
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        if (epoch < startFromEpoch || !monitor.isIn(logs)) {
            return;
        }
        double value = monitor.value(logs);
        waited++;
        if (best.isEmpty() || monitor.isBetter(mode, value, best.getAsDouble())) {
            best = OptionalDouble.of(value);
            bestEpoch = epoch;
            if (restoreBestWeights) {
                bestWeights = training.weights();
            }
            if (baseline.isEmpty() || monitor.isBetter(mode, value, baseline.getAsDouble())) {
                waited = 0;
            }
        } else if (waited >= patience && epoch > 0) {
            stoppedEpoch = OptionalInt.of(epoch);
            training.stop();
        }
    }

    @Override
    public void onTrainEnd(Training training, Map<String, Double> logs) {
        if (!bestWeights.isEmpty()) {
            training.weights(bestWeights);
            bestWeights = Map.of();
        }
    }

    @Override
    public Optional<CallbackState> state() {
        Map<String, Double> numbers = new HashMap<>();
        numbers.put("waited", (double) waited);
        numbers.put("best_epoch", (double) bestEpoch);
        stoppedEpoch.ifPresent(epoch -> numbers.put("stopped_epoch", (double) epoch));
        best.ifPresent(value -> numbers.put("best", value));
        return Optional.of(CallbackState.of(numbers).withWeights(bestWeights));
    }

    @Override
    public void resume(Training training, CallbackState state) {
        waited = (int) state.number("waited");
        bestEpoch = (int) state.number("best_epoch");
        if (state.numbers().containsKey("best")) {
            best = OptionalDouble.of(state.number("best"));
        }
        bestWeights = state.weights();
        if (state.numbers().containsKey("stopped_epoch")) {
            stoppedEpoch = OptionalInt.of((int) state.number("stopped_epoch"));
            training.stop(); // the run was killed between its last epoch and its end
        }
    }

    @Override
    public String toString() {
        return "EarlyStopping(monitor=" + monitor.name() + ", patience=" + patience
                + (restoreBestWeights ? ", restoreBestWeights" : "") + ")";
    }
}
