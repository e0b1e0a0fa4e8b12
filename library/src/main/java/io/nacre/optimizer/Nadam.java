package io.nacre.optimizer;

import io.nacre.file.Flattened;
import io.nacre.file.KerasName;
import io.nacre.file.RecordText;
import io.nacre.schedule.Constant;
import io.nacre.schedule.Schedule;

/**
 * {@link Adam} with Nesterov's momentum:
 *
 * <pre>{@code
 * u_t = beta1 * (1 - 0.5 * 0.96^t);   p_t = p_(t-1) * u_t
 * m = m + (1 - beta1) * (g - m);      v = v + (1 - beta2) * (g^2 - v)
 * m' = u_(t+1) * m / (1 - p_t * u_(t+1)) + (1 - u_t) * g / (1 - p_t)
 * w = w - rate * m' / (sqrt(v / (1 - beta2^t)) + epsilon)
 * }</pre>
 *
 * <p>with t the number of the step from 1. Often a little faster than Adam. Source: Dozat, 2016, as Keras has it.
 *
 * @param learningRate default 0.001
 * @param beta1 the decay of the mean gradient, from 0 to below 1; default 0.9
 * @param beta2 the decay of the mean square, from 0 to below 1; default 0.999
 * @param epsilon above 0; default 1e-7
 * @param options clipping, decay, averages and accumulation; default none
 */
public record Nadam(
        Schedule learningRate,
        @KerasName("beta_1") double beta1,
        @KerasName("beta_2") double beta2,
        double epsilon,
        @Flattened Options options)
        implements Tunable<Nadam> {
    /** Checks the numbers. */
    public Nadam {
        Transformation _ = new ScaleByNadam(beta1, beta2, epsilon);
    }

    /** Nadam at one rate, with Keras's defaults. */
    public static Nadam of(double learningRate) {
        return of(new Constant(learningRate));
    }

    /** Nadam with a schedule, with Keras's defaults. */
    public static Nadam of(Schedule learningRate) {
        return new Nadam(learningRate, 0.9, 0.999, 1e-7, Options.NONE);
    }

    /** The same with this decay of the mean gradient. */
    public Nadam withBeta1(double beta1) {
        return new Nadam(learningRate, beta1, beta2, epsilon, options);
    }

    /** The same with this decay of the mean square. */
    public Nadam withBeta2(double beta2) {
        return new Nadam(learningRate, beta1, beta2, epsilon, options);
    }

    /** The same with this number in the denominator. */
    public Nadam withEpsilon(double epsilon) {
        return new Nadam(learningRate, beta1, beta2, epsilon, options);
    }

    @Override
    public Nadam withLearningRate(Schedule learningRate) {
        return new Nadam(learningRate, beta1, beta2, epsilon, options);
    }

    @Override
    public Nadam withOptions(Options options) {
        return new Nadam(learningRate, beta1, beta2, epsilon, options);
    }

    @Override
    public Transformation rule() {
        return new ScaleByNadam(beta1, beta2, epsilon).then(new ScaleByRate()).then(new Negate());
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
