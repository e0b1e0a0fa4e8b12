package io.nacre.schedule;

/** Makes schedules: {@code import static io.nacre.schedule.Schedules.*}. */
public final class Schedules {
    private Schedules() {}

    /** {@link Constant}: the same rate at every step. */
    public static Constant constant(double rate) {
        return new Constant(rate);
    }

    /** {@link ExponentialDecay}: a rate that falls by the same factor every so many steps. */
    public static ExponentialDecay exponential(double initialLearningRate, long decaySteps, double decayRate) {
        return ExponentialDecay.of(initialLearningRate, decaySteps, decayRate);
    }
}
