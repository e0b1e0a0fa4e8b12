package io.nacre.schedule;

import java.util.List;
import java.util.function.LongToDoubleFunction;

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

    /** {@link PowerDecay}: power scheduling with an exponent. */
    public static PowerDecay power(double initialLearningRate, long decaySteps, double power) {
        return PowerDecay.of(initialLearningRate, decaySteps, power);
    }

    /** {@link InverseTimeDecay}: power scheduling with exponent 1. */
    public static InverseTimeDecay inverseTime(double initialLearningRate, long decaySteps, double decayRate) {
        return InverseTimeDecay.of(initialLearningRate, decaySteps, decayRate);
    }

    /** {@link PiecewiseConstantDecay}: one rate after the other. */
    public static PiecewiseConstantDecay piecewiseConstant(List<Long> boundaries, List<Double> values) {
        return PiecewiseConstantDecay.of(boundaries, values);
    }

    /** {@link PolynomialDecay}: a line, or a curve, down to an end. */
    public static PolynomialDecay polynomial(double initialLearningRate, long decaySteps) {
        return PolynomialDecay.of(initialLearningRate, decaySteps);
    }

    /** {@link CosineDecay}: half a wave down. */
    public static CosineDecay cosine(double initialLearningRate, long decaySteps) {
        return CosineDecay.of(initialLearningRate, decaySteps);
    }

    /** {@link CosineDecayRestarts}: half waves down, again and again. */
    public static CosineDecayRestarts cosineRestarts(double initialLearningRate, long firstDecaySteps) {
        return CosineDecayRestarts.of(initialLearningRate, firstDecaySteps);
    }

    /** {@link OneCycle}: up, down, and almost to nothing. */
    public static OneCycle oneCycle(long steps, double maxLearningRate) {
        return OneCycle.of(steps, maxLearningRate);
    }

    /** {@link Custom}: a schedule of your own, from the number of steps made so far to the rate. */
    public static Custom custom(String name, LongToDoubleFunction function) {
        return new Custom(name, function);
    }
}
