package io.nacre.optimizer;

import io.nacre.file.Flattened;
import io.nacre.file.KerasName;
import io.nacre.file.RecordText;
import io.nacre.schedule.Constant;
import io.nacre.schedule.Schedule;

/**
 * Evolved sign momentum: steps of one length in every direction.
 *
 * <pre>{@code
 * w = w - rate * sign(beta1 * m + (1 - beta1) * g)
 * m = beta2 * m + (1 - beta2) * g
 * }</pre>
 *
 * <p>One slot instead of Adam's two. It wants rates 3 to 10 times smaller than Adam's, decays as much larger, and large
 * batches. Source: Chen and others, 2023.
 *
 * @param learningRate default 0.001
 * @param beta1 the decay of the mean gradient, from 0 to below 1; default 0.9
 * @param beta2 the decay of the mean gradient that is kept, from 0 to below 1; default 0.99
 * @param options clipping, decay, averages and accumulation; default none
 */
public record Lion(
        Schedule learningRate,
        @KerasName("beta_1") double beta1,
        @KerasName("beta_2") double beta2,
        @Flattened Options options)
        implements Tunable<Lion> {
    /** Checks the numbers. */
    public Lion {
        Transformation _ = new ScaleByLion(beta1, beta2);
    }

    /** Lion at one rate, with Keras's defaults. */
    public static Lion of(double learningRate) {
        return of(new Constant(learningRate));
    }

    /** Lion with a schedule, with Keras's defaults. */
    public static Lion of(Schedule learningRate) {
        return new Lion(learningRate, 0.9, 0.99, Options.NONE);
    }

    /** The same with this decay of the mean gradient. */
    public Lion withBeta1(double beta1) {
        return new Lion(learningRate, beta1, beta2, options);
    }

    /** The same with this decay of the mean gradient that is kept. */
    public Lion withBeta2(double beta2) {
        return new Lion(learningRate, beta1, beta2, options);
    }

    @Override
    public Lion withLearningRate(Schedule learningRate) {
        return new Lion(learningRate, beta1, beta2, options);
    }

    @Override
    public Lion withOptions(Options options) {
        return new Lion(learningRate, beta1, beta2, options);
    }

    @Override
    public Transformation rule() {
        return new ScaleByLion(beta1, beta2).then(new ScaleByRate()).then(new Negate());
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
