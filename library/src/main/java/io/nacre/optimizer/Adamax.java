package io.nacre.optimizer;

import io.nacre.file.Flattened;
import io.nacre.file.KerasName;
import io.nacre.file.RecordText;
import io.nacre.schedule.Constant;
import io.nacre.schedule.Schedule;

/**
 * {@link Adam} with the largest gradient in place of the mean square:
 *
 * <pre>{@code
 * m = m + (1 - beta1) * (g - m)
 * u = max(beta2 * u, |g|)
 * w = w - rate / (1 - beta1^t) * m / (u + epsilon)
 * }</pre>
 *
 * <p>with t the number of the step from 1. Steadier than Adam where gradients are sparse or noisy. Source: Kingma and
 * Ba, 2014, section 7.1.
 *
 * @param learningRate default 0.001
 * @param beta1 the decay of the mean gradient, from 0 to below 1; default 0.9
 * @param beta2 the decay of the mean square, from 0 to below 1; default 0.999
 * @param epsilon above 0; default 1e-7
 * @param options clipping, decay, averages and accumulation; default none
 */
public record Adamax(
        Schedule learningRate,
        @KerasName("beta_1") double beta1,
        @KerasName("beta_2") double beta2,
        double epsilon,
        @Flattened Options options)
        implements Tunable<Adamax> {
    /** Checks the numbers. */
    public Adamax {
        Transformation _ = new ScaleByAdamax(beta1, beta2, epsilon);
    }

    /** Adamax at one rate, with Keras's defaults. */
    public static Adamax of(double learningRate) {
        return of(new Constant(learningRate));
    }

    /** Adamax with a schedule, with Keras's defaults. */
    public static Adamax of(Schedule learningRate) {
        return new Adamax(learningRate, 0.9, 0.999, 1e-7, Options.NONE);
    }

    /** The same with this decay of the mean gradient. */
    public Adamax withBeta1(double beta1) {
        return new Adamax(learningRate, beta1, beta2, epsilon, options);
    }

    /** The same with this decay of the mean square. */
    public Adamax withBeta2(double beta2) {
        return new Adamax(learningRate, beta1, beta2, epsilon, options);
    }

    /** The same with this number in the denominator. */
    public Adamax withEpsilon(double epsilon) {
        return new Adamax(learningRate, beta1, beta2, epsilon, options);
    }

    @Override
    public Adamax withLearningRate(Schedule learningRate) {
        return new Adamax(learningRate, beta1, beta2, epsilon, options);
    }

    @Override
    public Adamax withOptions(Options options) {
        return new Adamax(learningRate, beta1, beta2, epsilon, options);
    }

    @Override
    public Transformation rule() {
        return new ScaleByAdamax(beta1, beta2, epsilon).then(new ScaleByRate()).then(new Negate());
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
