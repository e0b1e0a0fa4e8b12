package io.nacre.optimizer;

import io.nacre.file.Flattened;
import io.nacre.file.RecordText;
import io.nacre.schedule.Constant;
import io.nacre.schedule.Schedule;

/**
 * Gradient descent with a rate for each number, which falls with the squares of its gradients so far:
 *
 * <pre>{@code
 * s = s + g^2
 * w = w - rate * g / sqrt(s + epsilon)
 * }</pre>
 *
 * <p>Good for simple problems and sparse gradients; in deep nets the rates fall too soon, so that training stops early.
 * Source: Duchi, Hazan and Singer, 2011.
 *
 * @param learningRate default 0.001
 * @param initialAccumulatorValue what s begins with, at least 0; default 0.1
 * @param epsilon above 0; default 1e-7
 * @param options clipping, decay, averages and accumulation; default none
 */
public record Adagrad(
        Schedule learningRate,
        double initialAccumulatorValue,
        double epsilon,
        @Flattened Options options) implements Tunable<Adagrad> {
    /** Checks the numbers. */
    public Adagrad {
        Transformation _ = new ScaleByAdagrad(initialAccumulatorValue, epsilon);
    }

    /** Adagrad at one rate, with Keras's defaults. */
    public static Adagrad of(double learningRate) {
        return of(new Constant(learningRate));
    }

    /** Adagrad with a schedule, with Keras's defaults. */
    public static Adagrad of(Schedule learningRate) {
        return new Adagrad(learningRate, 0.1, 1e-7, Options.NONE);
    }

    /** The same with s beginning at this. */
    public Adagrad withInitialAccumulatorValue(double initialAccumulatorValue) {
        return new Adagrad(learningRate, initialAccumulatorValue, epsilon, options);
    }

    /** The same with this number in the denominator. */
    public Adagrad withEpsilon(double epsilon) {
        return new Adagrad(learningRate, initialAccumulatorValue, epsilon, options);
    }

    @Override
    public Adagrad withLearningRate(Schedule learningRate) {
        return new Adagrad(learningRate, initialAccumulatorValue, epsilon, options);
    }

    @Override
    public Adagrad withOptions(Options options) {
        return new Adagrad(learningRate, initialAccumulatorValue, epsilon, options);
    }

    @Override
    public Transformation rule() {
        return new ScaleByAdagrad(initialAccumulatorValue, epsilon)
                .then(new ScaleByRate())
                .then(new Negate());
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
