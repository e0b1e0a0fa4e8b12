package io.nacre.callback;

import io.nacre.schedule.OneCycle;

/**
 * One cycle of the learning rate, with the momentum going the other way: it falls while the rate rises, rises while the
 * rate falls, and stays high in the last phase. It sets both before each batch, and goes on where it was when training
 * goes on at a later epoch.
 *
 * <p>An optimizer without momentum, such as Adam, only has its rate set. The schedule of the same name, given to the
 * optimizer, does without the momentum. Source: Smith, 2018, with the chapter's three phases.
 */
public final class OneCycleScheduler implements Callback {
    private static final String MOMENTUM = "momentum";
    private static final double HIGH = 0.95;
    private static final double LOW = 0.85;

    private final OneCycle cycle;
    private final double highMomentum;
    private final double lowMomentum;
    private int epoch;

    private OneCycleScheduler(OneCycle cycle, double highMomentum, double lowMomentum) {
        if (!(lowMomentum > 0 && lowMomentum <= highMomentum && highMomentum < 1)) {
            throw new IllegalArgumentException("momentum must go from a high below 1 to a low above 0, not from "
                    + highMomentum + " to " + lowMomentum);
        }
        this.cycle = cycle;
        this.highMomentum = highMomentum;
        this.lowMomentum = lowMomentum;
    }

    /** With this cycle of rates, and momentum from 0.95 to 0.85 and back. */
    public static OneCycleScheduler of(OneCycle cycle) {
        return new OneCycleScheduler(cycle, HIGH, LOW);
    }

    /** The same with momentum from {@code high} to {@code low} and back. */
    public OneCycleScheduler withMomentum(double high, double low) {
        return new OneCycleScheduler(cycle, high, low);
    }

    @Override
    public void onEpochBegin(Training training, int epoch) {
        this.epoch = epoch;
    }

    @Override
    public void onBatchBegin(Training training, int batch) {
        if (epoch > 0 && training.stepsPerEpoch() == 0) {
            throw new IllegalStateException("one cycle cannot go on in epoch " + (epoch + 1)
                    + ", since the steps of the epochs before are not known; give the fit a number with"
                    + " withStepsPerEpoch");
        }
        long step = (long) epoch * training.stepsPerEpoch() + batch;
        training.learningRate(cycle.at(step));
        if (training.hyperparameters().containsKey(MOMENTUM)) {
            training.hyperparameter(MOMENTUM, cycle.along(step, highMomentum, lowMomentum, highMomentum));
        }
    }

    @Override
    public String toString() {
        return "OneCycleScheduler(steps=" + cycle.steps() + ", maxLearningRate=" + cycle.maxLearningRate() + ")";
    }
}
