package io.nacre.optimizer;

import io.nacre.file.Flattened;
import io.nacre.file.KerasName;
import io.nacre.file.RecordText;
import io.nacre.schedule.Constant;
import io.nacre.schedule.Schedule;

/**
 * {@link Adam} with weight decay apart from the gradient: {@code w = w - decay * rate * w} before each of Adam's steps.
 *
 * <p>Unlike an l2 penalty the decay is not divided by the second moment. Mind that decay times rate is what counts:
 * below 6e-8, as with decay 1e-5 and rate 1e-3, float32 rounds it away and AdamW is Adam to every digit; a warning says
 * so. Source: Loshchilov and Hutter, 2017.
 *
 * @param learningRate default 0.001
 * @param beta1 the decay of the mean gradient, from 0 to below 1; default 0.9
 * @param beta2 the decay of the mean square, from 0 to below 1; default 0.999
 * @param epsilon above 0; default 1e-7
 * @param amsgrad whether the largest mean square so far divides; default not
 * @param options with the weight decay, by default 0.004
 */
public record AdamW(
        Schedule learningRate,
        @KerasName("beta_1") double beta1,
        @KerasName("beta_2") double beta2,
        double epsilon,
        boolean amsgrad,
        @Flattened Options options)
        implements Tunable<AdamW> {
    private static final double DECAY = 0.004;

    /** Checks the numbers. */
    public AdamW {
        Transformation _ = new ScaleByAdam(beta1, beta2, epsilon, amsgrad);
    }

    /** AdamW at one rate, with Keras's defaults. */
    public static AdamW of(double learningRate) {
        return of(new Constant(learningRate));
    }

    /** AdamW with a schedule, with Keras's defaults. */
    public static AdamW of(Schedule learningRate) {
        return new AdamW(learningRate, 0.9, 0.999, 1e-7, false, Options.NONE.withWeightDecay(DECAY));
    }

    /** The same with this decay of the mean gradient. */
    public AdamW withBeta1(double beta1) {
        return new AdamW(learningRate, beta1, beta2, epsilon, amsgrad, options);
    }

    /** The same with this decay of the mean square. */
    public AdamW withBeta2(double beta2) {
        return new AdamW(learningRate, beta1, beta2, epsilon, amsgrad, options);
    }

    /** The same with this number in the denominator. */
    public AdamW withEpsilon(double epsilon) {
        return new AdamW(learningRate, beta1, beta2, epsilon, amsgrad, options);
    }

    /** The same, divided by the largest mean square so far. */
    public AdamW withAmsgrad() {
        return new AdamW(learningRate, beta1, beta2, epsilon, true, options);
    }

    @Override
    public AdamW withLearningRate(Schedule learningRate) {
        return new AdamW(learningRate, beta1, beta2, epsilon, amsgrad, options);
    }

    @Override
    public AdamW withOptions(Options options) {
        return new AdamW(learningRate, beta1, beta2, epsilon, amsgrad, options);
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
