package io.nacre.callback;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Lowers the learning rate when a value has not become better for some epochs: {@code rate = max(rate * factor,
 * minLearningRate)}. The chapter calls it performance scheduling. After it lowered the rate it waits for
 * {@code cooldown} epochs before it counts again.
 *
 * <p>Not together with a schedule, which gives the rates itself. A NaN in the first epoch remains the best for good, as
 * in Keras.
 */
public final class ReduceLrOnPlateau implements Callback {
    private static final double FACTOR = 0.1;
    private static final int PATIENCE = 10;
    private static final double MIN_DELTA = 1e-4;

    private final Monitor monitor;
    private final double factor;
    private final int patience;
    private final int cooldown;
    private final double minLearningRate;

    private Mode mode = Mode.MIN;
    private OptionalDouble best = OptionalDouble.empty();
    private int waited;
    private int coolingDown;

    private ReduceLrOnPlateau(Monitor monitor, double factor, int patience, int cooldown, double minLearningRate) {
        if (!(factor > 0 && factor < 1)) {
            throw new IllegalArgumentException("factor must be above 0 and below 1, not " + factor);
        }
        Require.atLeast("patience", 0, patience);
        Require.atLeast("cooldown", 0, cooldown);
        Require.atLeastZero("minLearningRate", minLearningRate);
        this.monitor = monitor;
        this.factor = factor;
        this.patience = patience;
        this.cooldown = cooldown;
        this.minLearningRate = minLearningRate;
    }

    /** With Keras's defaults: a tenth of the rate after 10 epochs that are not better by more than 0.0001. */
    public static ReduceLrOnPlateau of(String monitor) {
        return new ReduceLrOnPlateau(Monitor.of(monitor).withMinDelta(MIN_DELTA), FACTOR, PATIENCE, 0, 0);
    }

    /** The same; the rate is multiplied by this, above 0 and below 1. Default 0.1. */
    public ReduceLrOnPlateau withFactor(double factor) {
        return new ReduceLrOnPlateau(monitor, factor, patience, cooldown, minLearningRate);
    }

    /** The same; the rate falls when so many epochs in a row are not better. Default 10. */
    public ReduceLrOnPlateau withPatience(int epochs) {
        return new ReduceLrOnPlateau(monitor, factor, epochs, cooldown, minLearningRate);
    }

    /** The same; only what is better by more than this is better. Default 0.0001. */
    public ReduceLrOnPlateau withMinDelta(double minDelta) {
        return new ReduceLrOnPlateau(monitor.withMinDelta(minDelta), factor, patience, cooldown, minLearningRate);
    }

    /** Returns a copy that watches a value that does not tell whether more or less is better. */
    public ReduceLrOnPlateau withMode(Mode mode) {
        return new ReduceLrOnPlateau(monitor.withMode(mode), factor, patience, cooldown, minLearningRate);
    }

    /** The same; after the rate fell, so many epochs do not count. Default 0. */
    public ReduceLrOnPlateau withCooldown(int epochs) {
        return new ReduceLrOnPlateau(monitor, factor, patience, epochs, minLearningRate);
    }

    /** The same; the rate does not fall below this, at least 0. Default 0. */
    public ReduceLrOnPlateau withMinLearningRate(double rate) {
        return new ReduceLrOnPlateau(monitor, factor, patience, cooldown, rate);
    }

    /** Epochs in a row without a better value, since the rate fell last. */
    public int waited() {
        return waited;
    }

    @Override
    public void onTrainBegin(Training training) {
        mode = monitor.in("reduce on plateau", training);
        training.learningRate(training.learningRate()); // a schedule is refused now rather than some epochs later
        best = OptionalDouble.empty();
        waited = 0;
        coolingDown = 0;
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        if (!monitor.isIn(logs)) {
            return;
        }
        double value = monitor.value(logs);
        if (coolingDown > 0) {
            coolingDown--;
            waited = 0;
        }
        if (best.isEmpty() || monitor.isBetter(mode, value, best.getAsDouble())) {
            best = OptionalDouble.of(value);
            waited = 0;
        } else if (coolingDown == 0) {
            waited++;
            double rate = training.learningRate();
            if (waited >= patience && (float) rate > (float) minLearningRate) {
                training.learningRate(Math.max(rate * factor, minLearningRate));
                coolingDown = cooldown;
                waited = 0;
            }
        }
    }

    @Override
    public Optional<CallbackState> state() {
        Map<String, Double> numbers = new HashMap<>();
        numbers.put("waited", (double) waited);
        numbers.put("cooling_down", (double) coolingDown);
        best.ifPresent(value -> numbers.put("best", value));
        return Optional.of(CallbackState.of(numbers));
    }

    @Override
    public void resume(Training training, CallbackState state) {
        waited = (int) state.number("waited");
        coolingDown = (int) state.number("cooling_down");
        if (state.numbers().containsKey("best")) {
            best = OptionalDouble.of(state.number("best"));
        }
    }

    @Override
    public String toString() {
        return "ReduceLrOnPlateau(monitor=" + monitor.name() + ", factor=" + factor + ", patience=" + patience + ")";
    }
}
