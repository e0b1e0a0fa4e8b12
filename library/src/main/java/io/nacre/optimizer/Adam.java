package io.nacre.optimizer;

import io.nacre.file.Flattened;
import io.nacre.file.KerasName;
import io.nacre.file.RecordText;
import io.nacre.schedule.Constant;
import io.nacre.schedule.Schedule;

/**
 * Adaptive moment estimation:
 *
 * <pre>{@code
 * m = m + (1 - beta1) * (g - m)
 * v = v + (1 - beta2) * (g^2 - v)
 * w = w - rate * sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + epsilon)
 * }</pre>
 *
 * <p>with t the number of the step from 1; {@code amsgrad} divides by the largest v so far, so that rates never grow. A
 * good default; gradient descent with momentum often generalizes better. Sources: Kingma and Ba, 2014, in Keras's order
 * of operations; Reddi, Kale and Kumar, 2018.
 *
 * @param learningRate default 0.001
 * @param beta1 the decay of the mean gradient, from 0 to below 1; default 0.9
 * @param beta2 the decay of the mean square, from 0 to below 1; default 0.999
 * @param epsilon above 0; default 1e-7
 * @param amsgrad whether the largest mean square so far divides; default not
 * @param options clipping, decay, averages and accumulation; default none
 */
public record Adam(
        Schedule learningRate,
        @KerasName("beta_1") double beta1,
        @KerasName("beta_2") double beta2,
        double epsilon,
        boolean amsgrad,
        @Flattened Options options)
        implements Tunable<Adam> {
    /** Checks the numbers. */
    public Adam {
        Transformation _ = new ScaleByAdam(beta1, beta2, epsilon, amsgrad);
    }

    /** Adam at one rate, with Keras's defaults. */
    public static Adam of(double learningRate) {
        return of(new Constant(learningRate));
    }

    /** Adam with a schedule, with Keras's defaults. */
    public static Adam of(Schedule learningRate) {
        return new Adam(learningRate, 0.9, 0.999, 1e-7, false, Options.NONE);
    }

    /** The same with this decay of the mean gradient. */
    public Adam withBeta1(double beta1) {
        return new Adam(learningRate, beta1, beta2, epsilon, amsgrad, options);
    }

    /** The same with this decay of the mean square. */
    public Adam withBeta2(double beta2) {
        return new Adam(learningRate, beta1, beta2, epsilon, amsgrad, options);
    }

    /** The same with this number in the denominator. */
    public Adam withEpsilon(double epsilon) {
        return new Adam(learningRate, beta1, beta2, epsilon, amsgrad, options);
    }

    /** The same, divided by the largest mean square so far. */
    public Adam withAmsgrad() {
        return new Adam(learningRate, beta1, beta2, epsilon, true, options);
    }

    @Override
    public Adam withLearningRate(Schedule learningRate) {
        return new Adam(learningRate, beta1, beta2, epsilon, amsgrad, options);
    }

    @Override
    public Adam withOptions(Options options) {
        return new Adam(learningRate, beta1, beta2, epsilon, amsgrad, options);
    }

    @Override
    public Transformation rule() {
        return new ScaleByAdam(beta1, beta2, epsilon, amsgrad)
                .then(new ScaleByRate())
                .then(new Negate());
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
